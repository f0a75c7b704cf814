// Attachments: the rows of stored files; the bytes live in the file store.

import { and, eq, inArray } from 'drizzle-orm';
import type { AttachmentId, ChannelId, OrganizationId } from '../core/id.js';
import type { Attachment } from '../core/message.js';
import { attachment } from './schema/message.js';
import { newId, type Reads } from './store.js';

/** Whose file it is on the customer's side: only this address of this door may open it there. */
export interface FileOwner {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly address: string;
}

export async function insertAttachment(
  reads: Reads,
  owner: FileOwner,
  file: Omit<Attachment, 'id'>,
): Promise<Attachment> {
  const id = newId<'attachment'>();
  await reads.db.insert(attachment).values({ ...owner, ...file, id });
  return { ...file, id };
}

/** Those of the files that this owner stored, and whether each is part of something already. */
export async function listAttachmentsOf(
  reads: Reads,
  owner: FileOwner,
  ids: readonly AttachmentId[],
): Promise<{ readonly type: string; readonly used: boolean }[]> {
  if (ids.length === 0) return [];
  const rows = await reads.db
    .select({ type: attachment.type, messageId: attachment.messageId, noteId: attachment.noteId })
    .from(attachment)
    .where(
      and(
        inArray(attachment.id, [...ids]),
        eq(attachment.organizationId, owner.organizationId),
        eq(attachment.channelId, owner.channelId),
        eq(attachment.address, owner.address),
      ),
    );
  return rows.map(({ type, messageId, noteId }) => ({ type, used: messageId !== null || noteId !== null }));
}

/** Stored files by their ids, in the order asked for; unknown ones are left out. */
export async function listAttachments(
  reads: Reads,
  organizationId: OrganizationId,
  ids: readonly AttachmentId[],
): Promise<Attachment[]> {
  if (ids.length === 0) return [];
  const rows = await reads.db
    .select()
    .from(attachment)
    .where(and(eq(attachment.organizationId, organizationId), inArray(attachment.id, [...ids])));
  const byId = new Map(rows.map((row) => [row.id, row as unknown as Attachment]));
  return ids.map((id) => byId.get(id)).filter((file) => file !== undefined);
}

/** A file of this owner that the customer may see: not yet sent by them, or part of a message, never of a note. */
export async function findAttachmentOf(
  reads: Reads,
  owner: FileOwner,
  id: AttachmentId,
): Promise<Attachment | null> {
  const [row] = await reads.db
    .select()
    .from(attachment)
    .where(
      and(
        eq(attachment.organizationId, owner.organizationId),
        eq(attachment.id, id),
        eq(attachment.channelId, owner.channelId),
        eq(attachment.address, owner.address),
      ),
    );
  return row && row.noteId === null ? (row as unknown as Attachment) : null;
}
