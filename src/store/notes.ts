// Notes: reading and changing them; there is no way from here to a customer.

import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type { AgentId, ConversationId, NoteId, Scoped } from '../core/id.js';
import type { Note } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { noteJson } from './joined.js';
import { type JoinedNoteRow, toNote } from './rows.js';
import { note } from './schema/message.js';
import type { Reads, Tx } from './store.js';

const fromNotes = `from note n join agent na on na.organization_id = n.organization_id and na.id = n.agent_id`;

export async function findNote(reads: Reads, scope: Scoped<NoteId>): Promise<Note | null> {
  const found = await reads.db.execute<{ note: JoinedNoteRow }>(
    sql`select ${sql.raw(noteJson)} as note ${sql.raw(fromNotes)} where n.organization_id = ${scope.organizationId} and n.id = ${scope.id}`,
  );
  return found.rows[0] ? toNote(found.rows[0].note) : null;
}

export async function listNotes(
  reads: Reads,
  scope: Scoped<ConversationId>,
  window: { readonly before?: number; readonly limit: number },
): Promise<Note[]> {
  const rows = await reads.db
    .select({ id: note.id })
    .from(note)
    .where(
      and(
        eq(note.organizationId, scope.organizationId),
        eq(note.conversationId, scope.id),
        window.before ? lt(note.sequence, window.before) : undefined,
      ),
    )
    .orderBy(desc(note.sequence))
    .limit(window.limit);
  const notes = await Promise.all(
    rows.map((row) => findNote(reads, { organizationId: scope.organizationId, id: row.id as NoteId })),
  );
  return notes.filter((one) => one !== null).reverse();
}

export interface StoredNote extends Scoped<NoteId> {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
}

/** The note written in this post of a desk. */
export async function findNoteByDeskRef(reads: Reads, ref: DeskRefParts): Promise<StoredNote | null> {
  const [row] = await reads.db
    .select({
      organizationId: note.organizationId,
      id: note.id,
      conversationId: note.conversationId,
      agentId: note.agentId,
    })
    .from(note)
    .where(eq(note.deskRef, printDeskRef(ref)));
  return (row as StoredNote | undefined) ?? null;
}

export async function changeNote(tx: Tx, scope: Scoped<NoteId>, text: string): Promise<void> {
  await tx.db
    .update(note)
    .set({ text: storableText(text) })
    .where(and(eq(note.organizationId, scope.organizationId), eq(note.id, scope.id)));
}
