// Conversations: finding them, locking them, moving them.

import { and, desc, eq, sql } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { ChannelAccount, Chatbot } from '../core/chatbot.js';
import type { Conversation } from '../core/conversation.js';
import {
  type AgentId,
  type ContactId,
  type ConversationId,
  looksLikeId,
  type OrganizationId,
  type Scoped,
} from '../core/id.js';
import { toConversation } from './rows.js';
import { contactAddress } from './schema/contact.js';
import { conversation } from './schema/conversation.js';
import { organization } from './schema/organization.js';
import { newId, type Reads, type Tx } from './store.js';

const at = (scope: Scoped<ConversationId>) =>
  and(eq(conversation.organizationId, scope.organizationId), eq(conversation.id, scope.id));

export async function findConversation(
  reads: Reads,
  scope: Scoped<ConversationId>,
): Promise<Conversation | null> {
  const [row] = await reads.db.select().from(conversation).where(at(scope));
  return row ? toConversation(row) : null;
}

/** From an id that came from outside (a button's value): the caller checks organization and permission next. */
export async function findConversationById(reads: Reads, id: string): Promise<Conversation | null> {
  if (!looksLikeId(id)) return null;
  const [row] = await reads.db.select().from(conversation).where(eq(conversation.id, id));
  return row ? toConversation(row) : null;
}

export async function findConversationByReference(
  reads: Reads,
  organizationId: OrganizationId,
  reference: number,
): Promise<Conversation | null> {
  const [row] = await reads.db
    .select()
    .from(conversation)
    .where(and(eq(conversation.organizationId, organizationId), eq(conversation.reference, reference)));
  return row ? toConversation(row) : null;
}

export interface ThreadAddress {
  readonly desk: string;
  readonly team: string;
  readonly place: string;
  readonly threadRef: string;
}

export async function findConversationByThread(
  reads: Reads,
  thread: ThreadAddress,
): Promise<Conversation | null> {
  const [row] = await reads.db
    .select()
    .from(conversation)
    .where(
      and(
        eq(conversation.deskKind, thread.desk),
        eq(conversation.deskTeam, thread.team),
        eq(conversation.deskPlace, thread.place),
        eq(conversation.threadRef, thread.threadRef),
      ),
    );
  return row ? toConversation(row) : null;
}

/** The conversation as it is for the rest of the transaction: nobody else moves it meanwhile. */
export async function lockConversation(tx: Tx, scope: Scoped<ConversationId>): Promise<Conversation | null> {
  const [row] = await tx.db.select().from(conversation).where(at(scope)).for('update');
  return row ? toConversation(row) : null;
}

/** The contact's conversation on this door that is not closed, locked. */
export async function lockOpenConversation(
  tx: Tx,
  door: ChannelAccount,
  contactId: ContactId,
): Promise<Conversation | null> {
  const [row] = await tx.db
    .select()
    .from(conversation)
    .where(
      and(
        eq(conversation.organizationId, door.organizationId),
        eq(conversation.channelId, door.id),
        eq(conversation.contactId, contactId),
        sql`${conversation.status} <> 'closed'`,
      ),
    )
    .for('update');
  return row ? toConversation(row) : null;
}

/** The contact's newest conversation on this door, open or not. */
export async function findLastConversation(
  reads: Reads,
  door: Pick<ChannelAccount, 'organizationId' | 'id'>,
  contactId: ContactId,
): Promise<Conversation | null> {
  const [row] = await reads.db
    .select()
    .from(conversation)
    .where(
      and(
        eq(conversation.contactId, contactId),
        eq(conversation.channelId, door.id),
        eq(conversation.organizationId, door.organizationId),
      ),
    )
    .orderBy(desc(conversation.reference))
    .limit(1);
  return row ? toConversation(row) : null;
}

/** What a verb may change of a conversation it has locked; moments are the database's own (`moment`). */
export type ConversationChange = PgUpdateSetSource<typeof conversation>;

/** Now, by the database's clock: whoever compares it with `now()` later compares one clock with itself. */
export const moment = sql<Date>`now()`;

/** The instant itself rather than the transaction's beginning, for what is decided after waiting for a lock. */
export const thisInstant = sql<Date>`clock_timestamp()`;

export async function changeConversation(
  tx: Tx,
  scope: Scoped<ConversationId>,
  change: ConversationChange,
): Promise<Conversation> {
  const [row] = await tx.db.update(conversation).set(change).where(at(scope)).returning();
  if (!row) throw new Error('a locked conversation vanished');
  return toConversation(row);
}

export interface Opening {
  readonly chatbot: Chatbot;
  readonly door: ChannelAccount;
  readonly contactId: ContactId;
  readonly address: string;
}

/** Opens a conversation with the organization's next reference, in status `ai`. */
export async function insertConversation(
  tx: Tx,
  { chatbot, door, contactId, address }: Opening,
): Promise<Conversation> {
  const [numbered] = await tx.db
    .update(organization)
    .set({ nextReference: sql`${organization.nextReference} + 1` })
    .where(eq(organization.id, door.organizationId))
    .returning({ reference: sql<number>`${organization.nextReference} - 1` });
  if (!numbered) throw new Error('the organization of a channel does not exist');
  const [row] = await tx.db
    .insert(conversation)
    .values({
      organizationId: door.organizationId,
      id: newId<'conversation'>(),
      reference: numbered.reference,
      chatbotId: chatbot.id,
      channelId: door.id,
      contactId,
      address,
      status: 'ai',
      deskKind: chatbot.desk?.kind ?? null,
      deskTeam: chatbot.desk?.team ?? null,
      deskPlace: chatbot.desk?.place ?? null,
    })
    .returning();
  if (!row) throw new Error('an inserted conversation did not come back');
  // How far the customer has read counts within one conversation.
  await tx.db
    .update(contactAddress)
    .set({ seenSequence: 0 })
    .where(
      and(
        eq(contactAddress.organizationId, door.organizationId),
        eq(contactAddress.channelId, door.id),
        eq(contactAddress.address, address),
      ),
    );
  return toConversation(row);
}

/** Locks every active conversation of an agent, all before the first is moved, in one order. */
export async function lockOwnedConversations(tx: Tx, owner: Scoped<AgentId>): Promise<Conversation[]> {
  const rows = await tx.db
    .select()
    .from(conversation)
    .where(
      and(
        eq(conversation.organizationId, owner.organizationId),
        eq(conversation.ownerId, owner.id),
        eq(conversation.status, 'active').inlineParams(),
      ),
    )
    .orderBy(conversation.id)
    .for('update');
  return rows.map(toConversation);
}

/** To whom a conversation's files belong on the customer's side. */
export async function readFileOwner(
  reads: Reads,
  scope: Scoped<ConversationId>,
): Promise<{ organizationId: OrganizationId; channelId: Conversation['channelId']; address: string } | null> {
  const [row] = await reads.db
    .select({ channelId: conversation.channelId, address: conversation.address })
    .from(conversation)
    .where(at(scope));
  return row
    ? {
        organizationId: scope.organizationId,
        channelId: row.channelId as Conversation['channelId'],
        address: row.address,
      }
    : null;
}
