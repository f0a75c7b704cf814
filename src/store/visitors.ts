// Visitors and the feed: what the web channel reads of a conversation, by the customer's own cursor.

import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { ChatStatus } from '../core/conversation.js';
import type { Receipt } from '../core/delivery.js';
import { customerMaySee, eventKinds } from '../core/event.js';
import type { FeedAgent, FeedEvent, FeedMessage } from '../core/feed.js';
import type { ContactId, ConversationId } from '../core/id.js';
import { enrichContact, ensureContact, type NewContactFacts } from './contacts.js';
import { lockOpenConversation } from './conversations.js';
import { messageJoins, messageJson } from './joined.js';
import { redrawCard } from './redraws.js';
import { type JoinedMessageRow, toMessage } from './rows.js';
import { contactAddress } from './schema/contact.js';
import { attachment, message } from './schema/message.js';
import { newId, type Reads, type Statement, type Store, type Tx } from './store.js';
import { beginWriting } from './writing.js';

export interface VisitorRow {
  readonly contactId: ContactId;
  readonly address: string;
}

/** How the address of a person begins who signed in; a nameless visitor's is an id. */
const personPrefix = 'user:';

const byAddress = (door: ChannelAccount, address: string) =>
  and(
    eq(contactAddress.organizationId, door.organizationId),
    eq(contactAddress.channelId, door.id),
    eq(contactAddress.address, address),
  );

/** A new visitor of a door under the hash of its token. */
export async function createVisitor(
  store: Store,
  door: ChannelAccount,
  tokenHash: string,
  facts: NewContactFacts,
): Promise<VisitorRow> {
  return store.transaction(async (tx) => {
    const address = newId();
    const contactId = await ensureContact(tx, door, address, facts);
    await tx.db.update(contactAddress).set({ tokenHash }).where(byAddress(door, address));
    return { contactId, address };
  });
}

export async function findVisitor(
  store: Store,
  door: ChannelAccount,
  tokenHash: string,
): Promise<VisitorRow | null> {
  const rows = await store.run<VisitorRow & Record<string, unknown>>(visitorStatement, [door.id, tokenHash]);
  return rows[0] ?? null;
}

const visitorStatement: Statement = {
  name: 'visitor-by-token',
  text: 'select contact_id as "contactId", address from contact_address where channel_id = $1 and token_hash = $2',
};

/** Ends a visitor's token; the conversation stays. */
export async function forgetVisitorToken(
  store: Store,
  door: ChannelAccount,
  visitor: VisitorRow,
): Promise<void> {
  await store.db.update(contactAddress).set({ tokenHash: null }).where(byAddress(door, visitor.address));
}

/**
 * Makes the visitor the verified person `subject`. The person's address is derived from the subject, so every
 * browser of theirs meets in one place; the anonymous open conversation comes along unless the person has one.
 */
export async function identifyVisitor(
  store: Store,
  door: ChannelAccount,
  visitor: VisitorRow,
  person: { readonly subject: string; readonly facts: NewContactFacts; readonly tokenHash: string },
): Promise<VisitorRow> {
  return store.transaction(async (tx) => {
    const address = `${personPrefix}${person.subject}`;
    const facts = { ...person.facts, verified: true };
    const contactId = await ensureContact(tx, door, address, facts);
    await enrichContact(tx, { organizationId: door.organizationId, id: contactId }, facts);
    if (visitor.address !== address) {
      await tx.db.update(contactAddress).set({ tokenHash: null }).where(byAddress(door, visitor.address));
      // Another person who was signed in here before keeps their own: only a nameless visitor's comes along.
      if (!visitor.address.startsWith(personPrefix))
        await bringAlong(tx, door, visitor, { contactId, address });
    }
    await tx.db.update(contactAddress).set({ tokenHash: person.tokenHash }).where(byAddress(door, address));
    return { contactId, address };
  });
}

/** Moves the nameless visitor's open conversation with its files to the person, unless they have one open. */
async function bringAlong(
  tx: Tx,
  door: ChannelAccount,
  visitor: VisitorRow,
  person: VisitorRow,
): Promise<void> {
  const open = await lockOpenConversation(tx, door, visitor.contactId);
  if (!open || (await lockOpenConversation(tx, door, person.contactId))) return;
  const scope = { organizationId: door.organizationId, id: open.id };
  const writing = await beginWriting(tx, open);
  writing.change({ contactId: person.contactId, address: person.address });
  await writing.event(
    'contact.identified',
    { kind: 'contact', contactId: person.contactId },
    { fromContactId: visitor.contactId },
  );
  await redrawCard(tx, scope);
  await writing.finish();
  const said = tx.db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.organizationId, scope.organizationId), eq(message.conversationId, scope.id)));
  await tx.db
    .update(attachment)
    .set({ address: person.address })
    .where(and(eq(attachment.organizationId, scope.organizationId), inArray(attachment.messageId, said)));
  const [seen] = await tx.db
    .select({ sequence: contactAddress.seenSequence })
    .from(contactAddress)
    .where(byAddress(door, visitor.address));
  await tx.db
    .update(contactAddress)
    .set({ seenSequence: seen?.sequence ?? 0 })
    .where(byAddress(door, person.address));
}

const feedMessage = `jsonb_build_object('message', ${messageJson}, 'receipt', (
  select d.receipt from delivery d where d.organization_id = m.organization_id and d.message_id = m.id and d.lane = 'customer' and d.kind = 'message'))`;

interface FeedJson {
  readonly message: JoinedMessageRow & { readonly externalId: string | null };
  readonly receipt: Receipt | null;
}

function toFeedMessage(json: FeedJson): FeedMessage {
  return { ...toMessage(json.message), externalId: json.message.externalId, receipt: json.receipt };
}

export interface SnapshotRow {
  readonly conversationId: ConversationId;
  readonly reference: number;
  readonly status: ChatStatus;
  readonly agent: FeedAgent | null;
  readonly sequence: number;
  readonly seenSequence: number;
  readonly messages: readonly FeedMessage[];
}

/** The visitor's latest conversation as it stands, with its last `limit` messages; null when they never wrote. */
export async function readSnapshot(
  reads: Reads,
  door: ChannelAccount,
  visitor: VisitorRow,
  limit: number,
): Promise<SnapshotRow | null> {
  const found = await reads.db.execute<Omit<SnapshotRow, 'messages'> & { messages: FeedJson[] | null }>(sql`
    select c.id as "conversationId", c.reference, c.status, c.sequence, a.seen_sequence as "seenSequence",
      case when o.id is null then null else jsonb_build_object('name', o.name, 'pictureUrl', o.picture_url) end as agent,
      (select jsonb_agg(said.one order by said.sequence) from (
        select m.sequence, ${sql.raw(feedMessage)} as one from message m ${sql.raw(messageJoins)}
        where m.organization_id = c.organization_id and m.conversation_id = c.id order by m.sequence desc limit ${limit}) said) as messages
    from contact_address a
    join conversation c on c.organization_id = a.organization_id and c.channel_id = a.channel_id and c.contact_id = a.contact_id
    left join agent o on o.organization_id = c.organization_id and o.id = c.owner_id
    where a.organization_id = ${door.organizationId} and a.channel_id = ${door.id} and a.address = ${visitor.address}
    order by c.reference desc limit 1`);
  const row = found.rows[0];
  return row ? { ...row, messages: (row.messages ?? []).map(toFeedMessage) } : null;
}

const visibleKinds = eventKinds.filter(customerMaySee);

const feedStatement: Statement = {
  name: 'feed-after',
  text: `select e.sequence, e.kind, e.at, c.status,
  case when o.id is null then null else jsonb_build_object('name', o.name, 'pictureUrl', o.picture_url) end as agent,
  case when m.id is null then null else ${feedMessage} end as message
from conversation c
join event e on e.organization_id = c.organization_id and e.conversation_id = c.id
left join agent o on o.organization_id = c.organization_id and o.id = c.owner_id
left join message m on m.organization_id = c.organization_id and m.id = (e.data ->> 'messageId')::uuid
${messageJoins}
where c.organization_id = $1 and c.channel_id = $2 and c.id = $3 and c.contact_id = $4 and e.sequence > $5 and e.kind = any($6)
order by e.sequence limit $7`,
};

/** What a customer may see after a cursor, oldest first; only of a conversation that is theirs. */
export async function readFeed(
  store: Store,
  door: ChannelAccount,
  visitor: VisitorRow,
  cursor: { readonly conversationId: ConversationId; readonly after: number; readonly limit: number },
): Promise<FeedEvent[]> {
  const { conversationId, after, limit } = cursor;
  const rows = await store.run<Omit<FeedEvent, 'message'> & { message: FeedJson | null }>(feedStatement, [
    door.organizationId,
    door.id,
    conversationId,
    visitor.contactId,
    after,
    visibleKinds,
    limit,
  ]);
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    message: row.message ? toFeedMessage(row.message) : null,
  }));
}

/** Remembers how far the customer has read; never backwards. */
export async function markSeen(
  reads: Reads,
  door: ChannelAccount,
  address: string,
  sequence: number,
): Promise<void> {
  await reads.db
    .update(contactAddress)
    .set({ seenSequence: sql`greatest(${contactAddress.seenSequence}, ${sequence})` })
    .where(byAddress(door, address));
}
