// One customer under several names on a door: a number, its spellings, the platform's own ids for them.

import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { ContactId } from '../core/id.js';
import { storableText } from '../core/text/storable.js';
import { ensureContact, type NewContactFacts } from './contacts.js';
import { contactAddress } from './schema/contact.js';
import { conversation } from './schema/conversation.js';
import type { Reads, Store, Tx } from './store.js';

export interface Named {
  /** Where answers go from now on. */
  readonly address: string;
  /** Other names, the surest first. */
  readonly aliases?: readonly string[];
  readonly facts?: NewContactFacts;
}

async function listOwners(reads: Reads, door: ChannelAccount, names: readonly string[]) {
  return reads.db
    .select({ address: contactAddress.address, contactId: contactAddress.contactId })
    .from(contactAddress)
    .where(
      and(
        inArray(contactAddress.address, [...names]),
        eq(contactAddress.channelId, door.id),
        eq(contactAddress.organizationId, door.organizationId),
      ),
    );
}

/**
 * Makes every name of a customer lead to one contact: the one the surest name leads to already, else a new one. A name
 * that leads to someone else stays theirs; those are returned, for people to look at. The open conversation is
 * answered at `address` from now on.
 */
export async function joinAddresses(store: Store, door: ChannelAccount, named: Named): Promise<string[]> {
  const names = [...new Set([...(named.aliases ?? []), named.address].map(storableText))];
  const owners = await listOwners(store, door, names);
  const owner = names
    .map((name) => owners.find(({ address }) => address === name)?.contactId)
    .find((id) => id !== undefined);
  const others = owners.filter(({ contactId }) => contactId !== owner).map(({ address }) => address);
  if (owner && owners.length === names.length && others.length === 0) return [];
  await store.transaction(async (tx) => {
    const contactId =
      (owner as ContactId | undefined) ?? (await ensureContact(tx, door, named.address, named.facts));
    await addAddresses(tx, door, contactId, names);
    await answerAt(tx, door, contactId, named.address);
  });
  return others;
}

/** Further names of a contact; one that is somebody's already stays theirs. */
export async function addAddresses(
  tx: Tx,
  door: ChannelAccount,
  contactId: ContactId,
  names: readonly string[],
): Promise<void> {
  await tx.db
    .insert(contactAddress)
    .values(
      // In one order: two batches about one customer wait for each other, and never both at once.
      [...names].sort().map((address) => ({
        organizationId: door.organizationId,
        channelId: door.id,
        address,
        contactId,
      })),
    )
    .onConflictDoNothing();
}

/** Where the contact's open conversation is answered from now on, if the address is theirs. */
export async function answerAt(
  tx: Tx,
  door: ChannelAccount,
  contactId: ContactId,
  address: string,
): Promise<void> {
  await tx.db
    .update(conversation)
    .set({ address })
    .where(
      and(
        eq(conversation.contactId, contactId),
        eq(conversation.channelId, door.id),
        eq(conversation.organizationId, door.organizationId),
        ne(conversation.address, address),
        ne(conversation.status, 'closed'),
        sql`exists (select 1 from contact_address a where a.organization_id = ${door.organizationId}
          and a.channel_id = ${door.id} and a.address = ${address} and a.contact_id = ${contactId})`,
      ),
    );
}
