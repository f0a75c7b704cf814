// Messages: reading them with their authors, editing, deleting, and what became of their deliveries.

import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { DeliveryError, DeliveryStatus, Receipt } from '../core/delivery.js';
import { type DeskRefParts, parseDeskRef, printDeskRef } from '../core/desk-ref.js';
import type { ChannelId, ConversationId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import type { Message } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { messageJoins, messageJson } from './joined.js';
import { type JoinedMessageRow, toMessage } from './rows.js';
import { message } from './schema/message.js';
import type { Reads, Statement, Store, Tx } from './store.js';

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

export interface MarkFacts {
  /** The post that shows it: the agent's own line, else our copy of it in the thread; null before that is posted. */
  readonly deskRef: DeskRefParts | null;
  readonly receipt: Receipt;
  readonly status: DeliveryStatus;
  readonly error: DeliveryError | null;
  readonly conversationId: ConversationId;
  readonly agentId: Message['agentId'];
  /** The delivery's place in its lane: a retry gets another one. */
  readonly place: number;
}

const markStatement: Statement = {
  name: 'mark-facts',
  text: `select m.desk_ref as typed, m.agent_id as "agentId", m.conversation_id as "conversationId", d.receipt, d.status, d.error, d.sequence as place,
  case when m.desk_ref is null then (
    select t.target || jsonb_build_object('ref', t.external_id) from delivery t
    where t.conversation_id = m.conversation_id and t.lane = 'thread' and t.organization_id = m.organization_id
      and t.message_id = m.id and t.kind = 'message' and t.external_id is not null
    order by t.sequence desc limit 1) end as copy
from message m
join delivery d on d.message_id = m.id and d.organization_id = m.organization_id and d.lane = 'customer' and d.kind = 'message'
where m.id = $2 and m.organization_id = $1`,
};

interface MarkRow extends Omit<MarkFacts, 'deskRef'> {
  readonly typed: string | null;
  readonly copy: {
    readonly desk: string;
    readonly team: string | null;
    readonly place: string;
    readonly ref: string;
  } | null;
}

/** How an agent's reply stands with the customer; null when there is nothing to deliver. */
export async function readMark(store: Store, scope: Scoped<MessageId>): Promise<MarkFacts | null> {
  const rows = await store.aside<MarkRow & Record<string, unknown>>(markStatement, [
    scope.organizationId,
    scope.id,
  ]);
  const [row] = rows;
  if (!row) return null;
  const { copy, typed, ...facts } = row;
  const deskRef = typed ? parseDeskRef(typed) : copy ? { ...copy, team: copy.team ?? '' } : null;
  return { ...facts, deskRef };
}
