// Assignments: the periods for which agents own conversations.

import { and, eq, sql } from 'drizzle-orm';
import type { EndReason, StartReason } from '../core/assignment.js';
import type { AgentId, ConversationId, Scoped } from '../core/id.js';
import { assignment } from './schema/conversation.js';
import { newId, type Tx } from './store.js';

/** Begins a period of ownership. The caller holds the agent's and the conversation's locks. */
export async function startAssignment(
  tx: Tx,
  scope: Scoped<ConversationId>,
  agentId: AgentId,
  reason: StartReason,
): Promise<void> {
  await tx.db.insert(assignment).values({
    organizationId: scope.organizationId,
    id: newId<'assignment'>(),
    conversationId: scope.id,
    agentId,
    startReason: reason,
  });
}

/** Ends the open period of ownership, if there is one. */
export async function endAssignment(tx: Tx, scope: Scoped<ConversationId>, reason: EndReason): Promise<void> {
  await tx.db
    .update(assignment)
    .set({ endedAt: sql`now()`, endReason: reason })
    .where(
      and(
        eq(assignment.organizationId, scope.organizationId),
        eq(assignment.conversationId, scope.id),
        sql`${assignment.endedAt} is null`,
      ),
    );
}
