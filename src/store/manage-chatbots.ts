// Chatbots as admins change them: locked together, so that what holds between them is decided about what is.

import { and, eq, isNull } from 'drizzle-orm';
import type { Chatbot } from '../core/chatbot.js';
import type { ChatbotId, OrganizationId, Scoped } from '../core/id.js';
import { toChatbot } from './rows.js';
import { agentChatbot } from './schema/agent.js';
import { chatbot } from './schema/chatbot.js';
import type { Reads, Tx } from './store.js';

/** Locks an organization's chatbots in one order and reads them as they are now; conversations may still name them. */
export async function lockChatbots(tx: Tx, organizationId: OrganizationId): Promise<Chatbot[]> {
  const rows = await tx.db
    .select()
    .from(chatbot)
    .where(and(eq(chatbot.organizationId, organizationId), isNull(chatbot.removedAt)))
    .orderBy(chatbot.id)
    .for('no key update');
  return rows.map(toChatbot);
}

/** Saves what people may change of a chatbot. */
export async function saveSettings(tx: Tx, one: Chatbot): Promise<void> {
  await tx.db
    .update(chatbot)
    .set({
      humanSupport: one.humanSupport,
      categories: [...one.categories],
      hours: one.hours,
      requiredToClose: [...one.requiredToClose],
      asksRating: one.asksRating,
      routing: one.routing,
    })
    .where(and(eq(chatbot.organizationId, one.organizationId), eq(chatbot.id, one.id)));
}

/** The ids of the agents assigned to a chatbot, in one order. */
export async function listAssignedIds(reads: Reads, scope: Scoped<ChatbotId>): Promise<string[]> {
  const rows = await reads.db
    .select({ agentId: agentChatbot.agentId })
    .from(agentChatbot)
    .where(and(eq(agentChatbot.chatbotId, scope.id), eq(agentChatbot.organizationId, scope.organizationId)))
    .orderBy(agentChatbot.agentId);
  return rows.map((row) => row.agentId);
}
