// Reactions: at most one of each side on each message; the newest replaces the one before.

import { and, eq, ne, sql } from 'drizzle-orm';
import type { MessageId, Scoped } from '../core/id.js';
import { reaction } from './schema/message.js';
import type { Tx } from './store.js';

/** Keeps a side's reaction, or takes whichever it has back (null); false when that changes nothing. */
export async function setReaction(
  tx: Tx,
  scope: Scoped<MessageId>,
  side: 'contact' | 'agent',
  emoji: string | null,
): Promise<boolean> {
  const { organizationId, id: messageId } = scope;
  if (emoji === null) {
    const removed = await tx.db
      .delete(reaction)
      .where(
        and(
          eq(reaction.organizationId, organizationId),
          eq(reaction.messageId, messageId),
          eq(reaction.side, side),
        ),
      )
      .returning({ emoji: reaction.emoji });
    return removed.length > 0;
  }
  const kept = await tx.db
    .insert(reaction)
    .values({ organizationId, messageId, side, emoji })
    .onConflictDoUpdate({
      target: [reaction.messageId, reaction.side, reaction.organizationId],
      set: { emoji, at: sql`now()` },
      setWhere: ne(reaction.emoji, emoji),
    })
    .returning({ emoji: reaction.emoji });
  return kept.length > 0;
}
