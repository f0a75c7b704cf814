// Files of customers that could not be fetched at once: rows that are tried again until the file is there, or gone.

import { sql } from 'drizzle-orm';
import type { AttachmentId, ChannelId, ConversationId, MessageId, OrganizationId } from '../core/id.js';
import { awaitedFile } from './schema/message.js';
import { newId, type Reads, type Statement, type Store, type Tx } from './store.js';

/** What the channel needs to fetch the file. */
export type AwaitedSource = object;

export interface AwaitedFile {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly address: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly createdAt: Date;
}

export interface AwaitingMessage {
  readonly organizationId: OrganizationId;
  /** The conversation. */
  readonly id: ConversationId;
  readonly messageId: MessageId;
  readonly channelId: ChannelId;
  readonly address: string;
}

/** Notes which files of a message are still to come; told again about a message that has files, it changes nothing. */
export async function insertAwaitedFiles(
  tx: Reads,
  of: AwaitingMessage,
  sources: readonly AwaitedSource[],
): Promise<void> {
  if (sources.length === 0 || (await hasFiles(tx, of))) return;
  const { id: conversationId, ...rest } = of;
  await tx.db
    .insert(awaitedFile)
    .values(sources.map((source) => ({ ...rest, id: newId(), conversationId, source: { ...source } })));
}

/** True when files of the message are here, or noted already. */
export async function hasFiles(
  reads: Reads,
  { organizationId, messageId }: { readonly organizationId: OrganizationId; readonly messageId: MessageId },
): Promise<boolean> {
  const found = await reads.db.execute<{ has: boolean }>(sql`
    select exists (select 1 from awaited_file where message_id = ${messageId} and organization_id = ${organizationId})
      or exists (select 1 from attachment where message_id = ${messageId} and organization_id = ${organizationId}) as has`);
  return found.rows[0]?.has ?? false;
}

const takeStatement: Statement = {
  name: 'awaited-take',
  text: `update awaited_file f set attempts = f.attempts + 1, due_at = now() + least(3600, 30 * 2 ^ least(f.attempts, 10)) * interval '1 second'
from (select organization_id, id from awaited_file where due_at <= now() order by due_at limit $1 for update skip locked) due
where f.organization_id = due.organization_id and f.id = due.id
returning f.organization_id as "organizationId", f.id, f.conversation_id as "conversationId", f.message_id as "messageId",
  f.channel_id as "channelId", f.address, f.source, f.attempts, f.created_at as "createdAt"`,
};

/** Takes due files; each is due again after 30 s, a minute, two … an hour, whatever becomes of this attempt. */
export function takeAwaitedFiles(store: Store, limit: number): Promise<AwaitedFile[]> {
  return store.run<AwaitedFile & Record<string, unknown>>(takeStatement, [limit]);
}

/** Puts the fetched file where it belongs; false when someone else did so already, or its message was taken back. */
export async function fileArrived(tx: Tx, file: AwaitedFile, attachmentId: AttachmentId): Promise<boolean> {
  const { organizationId, id } = file;
  const found = await tx.db.execute(sql`
    with gone as (delete from awaited_file where organization_id = ${organizationId} and id = ${id} returning message_id, conversation_id)
    update attachment a set message_id = gone.message_id, conversation_id = gone.conversation_id
    from gone where a.organization_id = ${organizationId} and a.id = ${attachmentId} and a.message_id is null and a.note_id is null
    returning a.id`);
  return found.rows.length > 0;
}

/** Gives a file up; false when it was given up already. */
export async function fileLost(tx: Tx, { organizationId, id }: AwaitedFile, why: string): Promise<boolean> {
  const found = await tx.db.execute(sql`
    update awaited_file set due_at = null, error = ${why}
    where organization_id = ${organizationId} and id = ${id} and due_at is not null returning id`);
  return found.rows.length > 0;
}
