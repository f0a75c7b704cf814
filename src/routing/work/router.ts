// Gives waiting conversations to agents where the chatbot's routing is automatic, the one that waits longest first.

import type { ChatbotId, OrganizationId } from '../../core/id.js';
import { findChatbot } from '../../store/chatbots.js';
import { listPendingIds } from '../../store/conversations.js';
import type { Routing } from '../routing.js';
import { type RouteOutcome, route } from '../verbs/assign.js';

/** How often an agent may slip away between the choice and the commit before the next pass is left to do it. */
const mostTries = 5;
/** How many conversations are looked at before the queue is read again. */
const batch = 200;

export interface Queue {
  readonly organizationId: OrganizationId;
  readonly chatbotId: ChatbotId;
}

/** One pass over a chatbot's queue; returns how many conversations found an agent. */
export async function routeQueue(routing: Routing, queue: Queue): Promise<number> {
  const { organizationId, chatbotId } = queue;
  const chatbot = await findChatbot(routing.store, { organizationId, id: chatbotId });
  if (chatbot?.routing.mode !== 'auto') return 0;
  const { strategy } = chatbot.routing;
  let routed = 0;
  for (;;) {
    const waiting = await listPendingIds(routing.store, organizationId, [chatbotId], batch);
    let moved = 0;
    for (const conversationId of waiting) {
      let outcome: RouteOutcome = 'moved';
      for (let tries = 0; tries < mostTries && outcome === 'moved'; tries += 1)
        outcome = await route(routing, { organizationId, conversationId, chatbotId, strategy });
      if (outcome === 'nobody') return routed;
      if (outcome === 'routed') routed += 1;
      if (outcome !== 'moved') moved += 1;
    }
    if (waiting.length < batch || moved === 0) return routed;
  }
}

export interface Router {
  /** Looks at the queue; asked while it looks already, it looks once more afterwards. */
  route(queue: Queue): Promise<void>;
  /** Begins no further pass; resolves when those under way are over. */
  stop(): Promise<void>;
}

/** Creates the router of one process: many nudges about one queue become one pass, and one more. */
export function createRouter(routing: Routing): Router {
  const running = new Map<string, { again: boolean; done: Promise<void> }>();
  let stopped = false;

  const passWhileAsked = async (queue: Queue, entry: { again: boolean }): Promise<void> => {
    do {
      entry.again = false;
      await routeQueue(routing, queue);
    } while (entry.again && !stopped);
  };

  return {
    route(queue) {
      if (stopped) return Promise.resolve();
      const key = `${queue.organizationId}/${queue.chatbotId}`;
      const busy = running.get(key);
      if (busy) {
        busy.again = true;
        return busy.done;
      }
      const entry = { again: false, done: Promise.resolve() };
      running.set(key, entry);
      entry.done = passWhileAsked(queue, entry).finally(() => running.delete(key));
      return entry.done;
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([...running.values()].map((entry) => entry.done));
    },
  };
}
