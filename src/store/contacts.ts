// Contacts and their addresses.

import { and, eq, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { Contact } from '../core/contact.js';
import type { ContactId, Scoped } from '../core/id.js';
import { contact, contactAddress } from './schema/contact.js';
import { newId, type Reads, type Tx } from './store.js';

export async function findContact(reads: Reads, scope: Scoped<ContactId>): Promise<Contact | null> {
  const [row] = await reads.db
    .select()
    .from(contact)
    .where(and(eq(contact.organizationId, scope.organizationId), eq(contact.id, scope.id)));
  return row ? (row as unknown as Contact) : null;
}

/** What is known of a new contact; every part may be missing. */
export interface NewContactFacts {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly pictureUrl?: string;
  readonly locale?: string;
  readonly verified?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The contact at this address of this door, made when it is new; two at once end with the same one. */
export async function ensureContact(
  tx: Tx,
  door: ChannelAccount,
  address: string,
  facts: NewContactFacts = {},
): Promise<ContactId> {
  const known = await findContactByAddress(tx, door, address);
  if (known) return known;
  const id = await insertContact(tx, door, facts);
  const [row] = await tx.db
    .insert(contactAddress)
    .values({ organizationId: door.organizationId, channelId: door.id, address, contactId: id })
    .onConflictDoUpdate({
      target: [contactAddress.organizationId, contactAddress.channelId, contactAddress.address],
      set: { address: sql`excluded.address` },
    })
    .returning({ contactId: contactAddress.contactId });
  const kept = (row?.contactId ?? id) as ContactId;
  // Someone else made the contact a moment ago: ours is not needed.
  if (kept !== id)
    await tx.db
      .delete(contact)
      .where(and(eq(contact.organizationId, door.organizationId), eq(contact.id, id)));
  return kept;
}

/** A new contact, at no address yet. */
export async function insertContact(
  tx: Tx,
  { organizationId }: Pick<ChannelAccount, 'organizationId'>,
  { attributes, ...facts }: NewContactFacts = {},
): Promise<ContactId> {
  const id = newId<'contact'>();
  await tx.db.insert(contact).values({ organizationId, id, ...facts, attributes: { ...attributes } });
  return id;
}

export async function findContactByAddress(
  reads: Reads,
  door: ChannelAccount,
  address: string,
): Promise<ContactId | null> {
  const [row] = await reads.db
    .select({ contactId: contactAddress.contactId })
    .from(contactAddress)
    .where(
      and(
        eq(contactAddress.organizationId, door.organizationId),
        eq(contactAddress.channelId, door.id),
        eq(contactAddress.address, address),
      ),
    );
  return row ? (row.contactId as ContactId) : null;
}

/** Takes over facts we did not have, or that are vouched for. Unverified claims never replace verified facts. */
export async function enrichContact(tx: Tx, scope: Scoped<ContactId>, facts: NewContactFacts): Promise<void> {
  const fill = <Key extends 'name' | 'email' | 'phone' | 'pictureUrl' | 'locale'>(key: Key) =>
    facts[key] === undefined
      ? {}
      : {
          [key]: facts.verified
            ? facts[key]
            : sql`case when ${contact.verified} then ${contact[key]} else ${facts[key]} end`,
        };
  const change = {
    ...fill('name'),
    ...fill('email'),
    ...fill('phone'),
    ...fill('pictureUrl'),
    ...fill('locale'),
    ...(facts.verified ? { verified: true } : {}),
    ...(facts.attributes
      ? { attributes: sql`${contact.attributes} || ${JSON.stringify(facts.attributes)}::jsonb` }
      : {}),
  };
  if (Object.keys(change).length === 0) return;
  await tx.db
    .update(contact)
    .set(change)
    .where(and(eq(contact.organizationId, scope.organizationId), eq(contact.id, scope.id)));
}
