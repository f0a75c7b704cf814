// The next waiting conversation an agent may have is claimed for them.

import type { Agent } from '../../core/agent.js';
import { roleMay } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { listChatbots } from '../../store/chatbots.js';
import { listPendingIds } from '../../store/conversations.js';
import type { Routing } from '../routing.js';
import { claim } from './claim.js';

/** Claims the one that waits longest; someone else's quicker hand moves on to the one after. Throws Refusal: queue-empty, limit-reached. */
export async function next(routing: Routing, input: { readonly agent: Agent }): Promise<Conversation> {
  const { agent } = input;
  const chatbotIds = roleMay(agent.role, 'manage')
    ? (await listChatbots(routing.store, agent.organizationId)).map((one) => one.id)
    : agent.chatbotIds;
  for (const conversationId of await listPendingIds(routing.store, agent.organizationId, chatbotIds)) {
    try {
      return await claim(routing, { agent, conversationId });
    } catch (error) {
      const taken = error instanceof Refusal && ['owned-by-other', 'closed', 'stale'].includes(error.code);
      if (!taken) throw error;
    }
  }
  throw new Refusal('queue-empty');
}
