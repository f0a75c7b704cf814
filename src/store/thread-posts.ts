// Posts of a thread, the other way round: which customer's message one shows, and how its owner reacted to it.

import { and, eq, sql } from 'drizzle-orm';
import type { DeskRefParts } from '../core/desk-ref.js';
import type { AgentId, ConversationId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import { reaction } from './schema/message.js';
import type { Reads } from './store.js';

export interface PostedMessage {
  readonly organizationId: OrganizationId;
  readonly id: MessageId;
  readonly conversationId: ConversationId;
}

/**
 * The customer's message that a post shows, in a conversation this agent has; null for every other post. Looked for
 * in the owner's few active threads only, so that posts need no index of their own.
 */
export async function findMessageOfPost(
  reads: Reads,
  owner: Scoped<AgentId>,
  { desk, team, place, ref }: DeskRefParts,
): Promise<PostedMessage | null> {
  const found = await reads.db.execute<{ id: MessageId; conversation_id: ConversationId }>(sql`
    select m.id, m.conversation_id from conversation c
    join delivery d on d.conversation_id = c.id and d.organization_id = c.organization_id and d.lane = 'thread'
    join message m on m.id = d.message_id and m.organization_id = d.organization_id
    where c.owner_id = ${owner.id} and c.organization_id = ${owner.organizationId} and c.status = 'active'
      and c.desk_kind = ${desk} and c.desk_team = ${team} and c.desk_place = ${place}
      and d.external_id = ${ref} and m.author = 'contact' and m.deleted_at is null
    limit 1`);
  const [row] = found.rows;
  return row
    ? { organizationId: owner.organizationId, id: row.id, conversationId: row.conversation_id }
    : null;
}

/** How the agents' side reacted to a message; null when it did not. */
export async function readAgentReaction(
  reads: Reads,
  { organizationId, id }: Scoped<MessageId>,
): Promise<string | null> {
  const [row] = await reads.db
    .select({ emoji: reaction.emoji })
    .from(reaction)
    .where(
      and(
        eq(reaction.organizationId, organizationId),
        eq(reaction.messageId, id),
        eq(reaction.side, 'agent'),
      ),
    );
  return row?.emoji ?? null;
}
