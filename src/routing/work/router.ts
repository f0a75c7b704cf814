// Gives waiting conversations to agents where the chatbot's routing is automatic, the one that waits longest first.

import type { Routing } from '../routing.js';
import { findRoute, type Queue, type Round, routeRound } from '../verbs/route.js';

/** The most that a pass looks past without being able to give it to anybody. */
const mostLeft = 5_000;

/** One pass over a chatbot's queue; returns how many conversations found an agent. */
export async function routeQueue(routing: Routing, queue: Queue): Promise<number> {
  const route = await findRoute(routing.store, queue);
  if (!route) return 0;
  let routed = 0;
  let left = 0;
  for (;;) {
    const round: Round = await routeRound(routing, route, left);
    routed += round.routed;
    left += round.left;
    if (round.done || left > mostLeft) return routed;
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
  const lines = new Map<string, Promise<void>>();
  let stopped = false;

  // Passes over an organization's queues would only wait for each other in the database, each with a connection.
  const inLine = (organizationId: string, work: () => Promise<void>): Promise<void> => {
    const mine = (lines.get(organizationId) ?? Promise.resolve()).then(work);
    const settled = mine
      .catch(() => undefined)
      .then(() => {
        if (lines.get(organizationId) === settled) lines.delete(organizationId);
      });
    lines.set(organizationId, settled);
    return mine;
  };

  const passWhileAsked = async (queue: Queue, entry: { again: boolean }): Promise<void> => {
    do {
      await inLine(queue.organizationId, async () => {
        // Whoever asked until now is heard by this pass.
        entry.again = false;
        if (!stopped) await routeQueue(routing, queue);
      });
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
