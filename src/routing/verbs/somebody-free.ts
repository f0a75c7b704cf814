// Whether the house would find somebody else for a conversation now: asked before it is taken from whoever has it.

import type { Conversation } from '../../core/conversation.js';
import { fallbackChain } from '../../core/fallback.js';
import { isOpen } from '../../core/hours.js';
import { listReachable } from '../../store/candidates.js';
import { findChatbot, listChatbots } from '../../store/chatbots.js';
import { findContact } from '../../store/contacts.js';
import type { Tx } from '../../store/store.js';
import { planPass } from '../policy/plan.js';

/** Tells whether somebody who has not missed it, other than its owner, could take the conversation at this moment. */
export async function isSomebodyFree(tx: Tx, conversation: Conversation): Promise<boolean> {
  const { organizationId, chatbotId, contactId, id, category, ownerId, skippedAgentIds } = conversation;
  const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
  if (!chatbot?.humanSupport) return false;
  const { routing, hours } = chatbot;
  if (routing.mode === 'auto' && !isOpen(hours, new Date())) return false;
  const helpers =
    routing.fallback === null ? [] : fallbackChain(chatbot, await listChatbots(tx, organizationId));
  const agents = await listReachable(tx, organizationId, [chatbotId, ...helpers.map((one) => one.id)]);
  const contact = await findContact(tx, { organizationId, id: contactId });
  const { choices } = planPass(
    routing,
    [
      {
        id,
        category,
        language: contact?.locale?.split(/[-_]/u)[0]?.toLowerCase() ?? null,
        skippedAgentIds: ownerId === null ? skippedAgentIds : [...skippedAgentIds, ownerId],
        lastAgentId: null,
        hasThread: true,
      },
    ],
    agents,
  );
  return choices.some((one) => !one.again);
}
