// How customers found their conversations: each is asked once and answered once.

import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { ChatStatus, Conversation } from '../core/conversation.js';
import type { ContactId, ConversationId, Scoped } from '../core/id.js';
import { rating } from './schema/switchboard.js';
import type { Reads, Tx } from './store.js';

const at = (scope: Scoped<ConversationId>) =>
  and(eq(rating.conversationId, scope.id), eq(rating.organizationId, scope.organizationId));

/** Records that it is asked; false when it was before. */
export async function insertRating(tx: Tx, scope: Scoped<ConversationId>): Promise<boolean> {
  const rows = await tx.db
    .insert(rating)
    .values({ organizationId: scope.organizationId, conversationId: scope.id })
    .onConflictDoNothing()
    .returning({ id: rating.conversationId });
  return rows.length > 0;
}

/** Whether the contact was asked on any of their conversations within so many hours. */
export async function wasAskedLately(
  reads: Reads,
  { organizationId, contactId }: Pick<Conversation, 'organizationId' | 'contactId'>,
  hours: number,
): Promise<boolean> {
  const { rows } = await reads.db.execute(sql`
    select 1 from conversation c
    join rating r on r.conversation_id = c.id and r.organization_id = c.organization_id
    where c.contact_id = ${contactId} and c.organization_id = ${organizationId}
      and r.asked_at > now() - ${hours}::int * interval '1 hour' limit 1`);
  return rows.length > 0;
}

/** The conversation this contact was asked about last on this door, and whether it still waits for its answer. */
export async function findAsked(
  reads: Reads,
  door: Pick<ChannelAccount, 'organizationId' | 'id'>,
  contactId: ContactId,
): Promise<{ readonly id: ConversationId; readonly status: ChatStatus; readonly open: boolean } | null> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select c.id, c.status, r.answered_at is null as open from conversation c
    join rating r on r.conversation_id = c.id and r.organization_id = c.organization_id
    where c.contact_id = ${contactId} and c.channel_id = ${door.id} and c.organization_id = ${door.organizationId}
    order by c.reference desc limit 1`);
  return (rows[0] ?? null) as Awaited<ReturnType<typeof findAsked>>;
}

/** Records the answer, once; false when there is one. A comment may come after its score, also once. */
export async function answerRating(
  tx: Tx,
  scope: Scoped<ConversationId>,
  answer: { readonly score: number; readonly comment: string | null },
): Promise<boolean> {
  const { score, comment } = answer;
  const rows = await tx.db
    .update(rating)
    .set({ score, comment, answeredAt: sql`now()` })
    .where(and(at(scope), isNull(rating.answeredAt)))
    .returning({ id: rating.conversationId });
  if (rows.length > 0 || comment === null) return rows.length > 0;
  const added = await tx.db
    .update(rating)
    .set({ comment })
    .where(and(at(scope), eq(rating.score, score), isNull(rating.comment)))
    .returning({ id: rating.conversationId });
  return added.length > 0;
}
