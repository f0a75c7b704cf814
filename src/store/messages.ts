// Messages: finding them, reading them with their authors, editing, deleting.

import { and, desc, eq, lt, sql } from 'drizzle-orm';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type { ChannelId, ConversationId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import type { Message } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { messageJoins, messageJson } from './joined.js';
import { type JoinedMessageRow, toMessage } from './rows.js';
import { message } from './schema/message.js';
import type { Reads, Tx } from './store.js';

const fromMessages = `from message m join conversation c on c.organization_id = m.organization_id and c.id = m.conversation_id ${messageJoins}`;

/** The conversation's messages before a place, newest `limit` of them, oldest first. */
export async function listMessages(
  reads: Reads,
  scope: Scoped<ConversationId>,
  window: { readonly before?: number; readonly limit: number },
): Promise<Message[]> {
  const found = await reads.db.execute<{ message: JoinedMessageRow }>(sql`
    select ${sql.raw(messageJson)} as message ${sql.raw(fromMessages)}
    where m.organization_id = ${scope.organizationId} and m.conversation_id = ${scope.id} and m.sequence < ${window.before ?? 2_147_483_647}
    order by m.sequence desc limit ${window.limit}`);
  return found.rows.map((row) => toMessage(row.message)).reverse();
}

/** How many messages the conversation has before a place. */
export async function countMessages(
  reads: Reads,
  scope: Scoped<ConversationId>,
  before: number,
): Promise<number> {
  const [row] = await reads.db
    .select({ count: sql<number>`count(*)::int` })
    .from(message)
    .where(
      and(
        eq(message.organizationId, scope.organizationId),
        eq(message.conversationId, scope.id),
        lt(message.sequence, before),
      ),
    );
  return row?.count ?? 0;
}

export async function findMessage(reads: Reads, scope: Scoped<MessageId>): Promise<Message | null> {
  const found = await reads.db.execute<{ message: JoinedMessageRow }>(sql`
    select ${sql.raw(messageJson)} as message ${sql.raw(fromMessages)} where m.organization_id = ${scope.organizationId} and m.id = ${scope.id}`);
  return found.rows[0] ? toMessage(found.rows[0].message) : null;
}

export interface StoredMessage {
  readonly organizationId: OrganizationId;
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly sequence: number;
  readonly text: string;
  readonly author: Message['author'];
  readonly agentId: Message['agentId'];
  readonly deskRef: string | null;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
}

const stored = {
  organizationId: message.organizationId,
  id: message.id,
  conversationId: message.conversationId,
  sequence: message.sequence,
  text: message.text,
  author: message.author,
  agentId: message.agentId,
  deskRef: message.deskRef,
  editedAt: message.editedAt,
  deletedAt: message.deletedAt,
};

/** The message a customer's channel calls by this id. */
export async function findMessageByExternalId(
  reads: Reads,
  organizationId: OrganizationId,
  channelId: ChannelId,
  externalId: string,
): Promise<StoredMessage | null> {
  const [row] = await reads.db
    .select(stored)
    .from(message)
    .where(
      and(
        eq(message.organizationId, organizationId),
        eq(message.channelId, channelId),
        eq(message.externalId, externalId),
      ),
    );
  return (row as StoredMessage | undefined) ?? null;
}

/** What the customer's channel calls a message of theirs. */
export async function findExternalId(reads: Reads, scope: Scoped<MessageId>): Promise<string | null> {
  const [row] = await reads.db
    .select({ externalId: message.externalId })
    .from(message)
    .where(and(eq(message.organizationId, scope.organizationId), eq(message.id, scope.id)));
  return row?.externalId ?? null;
}

/** What the channel calls the customer's last message in a conversation. */
export async function findLastReceivedId(
  reads: Reads,
  scope: Scoped<ConversationId>,
): Promise<string | null> {
  const [row] = await reads.db
    .select({ externalId: message.externalId })
    .from(message)
    .where(
      and(
        eq(message.conversationId, scope.id),
        eq(message.organizationId, scope.organizationId),
        eq(message.author, 'contact'),
      ),
    )
    .orderBy(desc(message.sequence))
    .limit(1);
  return row?.externalId ?? null;
}

/** The message an agent typed in this post. Only one organization can own a desk's team, so the ref is enough. */
export async function findMessageByDeskRef(reads: Reads, ref: DeskRefParts): Promise<StoredMessage | null> {
  const [row] = await reads.db
    .select(stored)
    .from(message)
    .where(eq(message.deskRef, printDeskRef(ref)));
  return (row as StoredMessage | undefined) ?? null;
}

/** The message an agent's client already sent under its own id of the gesture. */
export async function findMessageByDeskClient(
  reads: Reads,
  scope: Scoped<ConversationId>,
  clientId: string,
): Promise<StoredMessage | null> {
  const [row] = await reads.db
    .select(stored)
    .from(message)
    .where(
      and(
        eq(message.organizationId, scope.organizationId),
        eq(message.conversationId, scope.id),
        eq(message.deskClientId, clientId),
      ),
    );
  return (row as StoredMessage | undefined) ?? null;
}

export async function changeMessage(
  tx: Tx,
  scope: Scoped<MessageId>,
  change: { text?: string; editedAt?: Date; deletedAt?: Date },
): Promise<void> {
  await tx.db
    .update(message)
    .set(change.text === undefined ? change : { ...change, text: storableText(change.text) })
    .where(and(eq(message.organizationId, scope.organizationId), eq(message.id, scope.id)));
}

/** How many times the customer's channel says that the message was edited, as far as we know; -1 when it never said. */
export async function readEditVersion(
  reads: Reads,
  { organizationId, id, conversationId }: StoredMessage,
): Promise<number> {
  const found = await reads.db.execute<{ version: number }>(sql`
    select coalesce(max((data ->> 'version')::numeric), -1)::float8 as version from event
    where organization_id = ${organizationId} and conversation_id = ${conversationId}
      and kind = 'message.edited' and data ->> 'messageId' = ${id}`);
  return found.rows[0]?.version ?? -1;
}

/** Takes a message's words and files out of everything that keeps them; that it was there stays. Resolves with the files' keys, whose bytes are the caller's to destroy. */
export async function forgetMessage(tx: Tx, scope: StoredMessage): Promise<string[]> {
  const { organizationId, id, conversationId } = scope;
  await tx.db
    .update(message)
    .set({ text: '', details: {}, deletedAt: new Date() })
    .where(and(eq(message.organizationId, organizationId), eq(message.id, id)));
  await tx.db.execute(sql`
    update event set data = data - 'oldText' where organization_id = ${organizationId} and conversation_id = ${conversationId}
      and kind = 'message.edited' and data ->> 'messageId' = ${id}`);
  await tx.db.execute(sql`
    update delivery set payload = payload - 'oldText' where organization_id = ${organizationId} and conversation_id = ${conversationId}
      and lane = 'thread' and kind = 'edit' and message_id = ${id}`);
  await tx.db.execute(
    sql`delete from awaited_file where organization_id = ${organizationId} and message_id = ${id}`,
  );
  const files = await tx.db.execute<{ key: string }>(sql`
    delete from attachment where organization_id = ${organizationId} and message_id = ${id} returning storage_key as key`);
  return files.rows.map((row) => row.key);
}
