// Held lines: what was typed by someone who may not speak, until its author chooses.

import { and, eq, sql } from 'drizzle-orm';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import {
  type AgentId,
  type AttachmentId,
  type ConversationId,
  type HeldLineId,
  looksLikeId,
  type OrganizationId,
} from '../core/id.js';
import { storableText } from '../core/text/storable.js';
import { heldLine } from './schema/message.js';
import { newId, type Reads, type Tx } from './store.js';

export interface HeldLine {
  readonly organizationId: OrganizationId;
  readonly id: HeldLineId;
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  readonly text: string;
  readonly deskRef: string;
  readonly deskClientId: string | null;
  readonly attachmentIds: readonly AttachmentId[];
  readonly choice: 'sent' | 'noted' | 'discarded' | null;
}

/** Keeps a line; null when this post is held already. */
export async function insertHeldLine(
  tx: Tx,
  line: Pick<
    HeldLine,
    'organizationId' | 'conversationId' | 'agentId' | 'text' | 'deskClientId' | 'attachmentIds'
  > & { readonly deskRef: DeskRefParts },
): Promise<HeldLineId | null> {
  const [row] = await tx.db
    .insert(heldLine)
    .values({
      ...line,
      text: storableText(line.text),
      id: newId<'held-line'>(),
      deskRef: printDeskRef(line.deskRef),
      attachmentIds: [...line.attachmentIds],
    })
    .onConflictDoNothing()
    .returning({ id: heldLine.id });
  return row ? (row.id as HeldLineId) : null;
}

/** From an id that came from outside (a button's value): the caller checks organization and author next. */
export async function findHeldLine(reads: Reads, id: string): Promise<HeldLine | null> {
  if (!looksLikeId(id)) return null;
  const [row] = await reads.db.select().from(heldLine).where(eq(heldLine.id, id));
  return (row as unknown as HeldLine | undefined) ?? null;
}

/** Settles the author's choice, once: false when it was settled before. */
export async function settleHeldLine(
  tx: Tx,
  line: HeldLine,
  choice: 'sent' | 'noted' | 'discarded',
): Promise<boolean> {
  const rows = await tx.db
    .update(heldLine)
    .set({ choice, chosenAt: sql`now()` })
    .where(
      and(
        eq(heldLine.organizationId, line.organizationId),
        eq(heldLine.id, line.id),
        sql`${heldLine.choice} is null`,
      ),
    )
    .returning({ id: heldLine.id });
  return rows.length > 0;
}

/**
 * Follows the edit of a post whose line still waits for its author's choice; `null` takes the line back, since the
 * post is gone. `author` null is a desk that does not say who deleted it. True when a line was held there.
 */
export async function changeHeldLine(
  reads: Reads,
  ref: DeskRefParts,
  change: { readonly author: AgentId | null; readonly text: string | null },
): Promise<boolean> {
  const { author, text } = change;
  const rows = await reads.db
    .update(heldLine)
    .set(text === null ? { choice: 'discarded', chosenAt: sql`now()` } : { text: storableText(text) })
    .where(
      and(
        eq(heldLine.deskRef, printDeskRef(ref)),
        author === null ? undefined : eq(heldLine.agentId, author),
        sql`${heldLine.choice} is null`,
      ),
    )
    .returning({ id: heldLine.id });
  return rows.length > 0;
}
