// Reply windows as columns of conversations: what widens them, what closes them, which are to be looked at.

import { and, eq, lte, sql } from 'drizzle-orm';
import type { Conversation } from '../core/conversation.js';
import type { ConversationId, Scoped } from '../core/id.js';
import { type ConversationChange, moment } from './conversations.js';
import { toConversation } from './rows.js';
import { conversation } from './schema/conversation.js';
import type { Reads, Tx } from './store.js';

const at = (scope: Scoped<ConversationId>) =>
  and(eq(conversation.organizationId, scope.organizationId), eq(conversation.id, scope.id));

/**
 * The platform says that the reply window is closed, whatever our clock says: from now on it is. While ours stood open
 * for everyone, nothing was tried in the way that is left to agents: that one stays as it was.
 */
export async function closeWindow(tx: Tx, scope: Scoped<ConversationId>): Promise<void> {
  const { openUntil, replyUntil } = conversation;
  await tx.db
    .update(conversation)
    .set({
      openUntil: sql`least(${openUntil}, now())`,
      replyUntil: sql`case when ${openUntil} > now() and ${replyUntil} > ${openUntil} then ${replyUntil} else least(${replyUntil}, now()) end`,
      windowDueAt: moment,
    })
    .where(at(scope));
}

/** Conversations whose reply window is to be looked at, the longest due first. */
export async function listDueWindows(reads: Reads, limit: number): Promise<Scoped<ConversationId>[]> {
  const rows = await reads.db
    .select({ organizationId: conversation.organizationId, id: conversation.id })
    .from(conversation)
    .where(lte(conversation.windowDueAt, sql`now()`))
    .orderBy(conversation.windowDueAt)
    .limit(limit);
  return rows as Scoped<ConversationId>[];
}

/** Locks a conversation whose reply window is still to be looked at; null when somebody else just did. */
export async function lockDueWindow(tx: Tx, scope: Scoped<ConversationId>): Promise<Conversation | null> {
  const [row] = await tx.db
    .select()
    .from(conversation)
    .where(and(at(scope), lte(conversation.windowDueAt, sql`now()`)))
    .for('update');
  return row ? toConversation(row) : null;
}

/** What a customer's sign of life does to the reply window: it only widens, in whatever order things arrive. */
export function afterSign(window: {
  readonly openUntil: Date;
  readonly replyUntil: Date;
}): ConversationChange {
  return {
    openUntil: sql<Date>`greatest(${conversation.openUntil}, ${window.openUntil.toISOString()}::timestamptz)`,
    replyUntil: sql<Date>`greatest(${conversation.replyUntil}, ${window.replyUntil.toISOString()}::timestamptz)`,
    windowDueAt: sql<Date>`case when ${conversation.openUntil} > ${window.openUntil.toISOString()}::timestamptz - interval '1 hour'
      then ${conversation.windowDueAt} else now() + interval '5 seconds' end`,
  };
}
