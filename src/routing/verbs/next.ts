// The next waiting conversation an agent may have is claimed for them.

import type { Agent } from '../../core/agent.js';
import { visibleChatbots } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { listHeads } from '../../store/queue-heads.js';
import type { Routing } from '../routing.js';
import { claimLocked } from './claim.js';
import { passGate } from './gate.js';

/** How many quicker hands in a row are believed before the queue counts as empty. */
const mostTries = 50;

/** Claims the one that waits longest; someone else's quicker hand moves on to the one after. Throws Refusal: queue-empty, limit-reached. */
export async function next(routing: Routing, input: { readonly agent: Agent }): Promise<Conversation> {
  const { agent } = input;
  const chatbotIds = visibleChatbots(agent);
  const heads = { chatbotIds, limit: mostTries } as const;
  for (const conversationId of await listHeads(routing.store, agent.organizationId, heads)) {
    try {
      return await routing.store.transaction(async (tx) => {
        const gate = await passGate(tx, { agent, conversationId });
        // Restored or taken a moment ago: it does not wait any more.
        if (gate.conversation.status !== 'pending') throw new Refusal('not-pending');
        return claimLocked(tx, gate);
      });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'not-pending') throw error;
    }
  }
  throw new Refusal('queue-empty');
}
