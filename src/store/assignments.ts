// Assignments: the periods for which agents own conversations.

import { and, eq, sql } from 'drizzle-orm';
import type { EndReason, StartReason } from '../core/assignment.js';
import type { AgentId, ChatbotId, ConversationId, OrganizationId, Scoped } from '../core/id.js';
import { assignment } from './schema/conversation.js';
import { newId, type Reads, type Tx } from './store.js';

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

export interface Misplaced {
  readonly organizationId: OrganizationId;
  readonly agentId: AgentId;
  readonly chatbotId: ChatbotId;
  readonly deactivated: boolean;
}

/** Who owns conversations of a chatbot that is not theirs: gone, or neither assigned to it nor admin nor helping it out. Looks everywhere. */
export async function listMisplaced(reads: Reads): Promise<Misplaced[]> {
  const { rows } = await reads.db.execute(sql`
    select distinct a.organization_id as "organizationId", a.id as "agentId", c.chatbot_id as "chatbotId",
      a.deactivated_at is not null as deactivated
    from assignment s
    join agent a on a.id = s.agent_id and a.organization_id = s.organization_id
    join conversation c on c.id = s.conversation_id and c.organization_id = s.organization_id
    where s.ended_at is null
      and (a.deactivated_at is not null or (s.start_reason <> 'helped' and a.role not in ('admin', 'owner') and not exists (
        select 1 from agent_chatbot ac
        where ac.agent_id = a.id and ac.chatbot_id = c.chatbot_id and ac.organization_id = a.organization_id)))
    order by 1, 2, 3`);
  return rows as unknown as Misplaced[];
}

/** A conversation that somebody has, as little as is needed to move it. */
export interface OwnedConversation {
  readonly id: ConversationId;
  readonly reference: number;
  readonly epoch: number;
  readonly chatbotId: ChatbotId;
}

/** What an agent has, whoever asked for a person first before the others. */
export async function listOwned(
  reads: Reads,
  { organizationId, id }: Scoped<AgentId>,
): Promise<OwnedConversation[]> {
  const { rows } = await reads.db.execute(sql`
    select id, reference, epoch, chatbot_id as "chatbotId" from conversation
    where owner_id = ${id} and organization_id = ${organizationId} and status = 'active'
    order by requested_at nulls last, reference`);
  return rows as unknown as OwnedConversation[];
}
