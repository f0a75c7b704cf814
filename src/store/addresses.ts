// One customer under several names on a door: a number, its spellings, the platform's own ids for them.

import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { ContactId } from '../core/id.js';
import { storableText } from '../core/text/storable.js';
import { insertContact, type NewContactFacts } from './contacts.js';
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

/** Somebody else gave one of the names to a contact a moment ago: it is looked at again. */
class NameTaken extends Error {
  override readonly name = 'NameTaken';
}

/**
 * Makes every name of a customer lead to one contact: the one the surest name leads to already, else a new one where
 * `mayCreate`. A name that leads to someone else stays theirs; those are returned, for people to look at. The open
 * conversation is answered at `address` from now on.
 */
export async function joinAddresses(
  store: Store,
  door: ChannelAccount,
  named: Named,
  mayCreate = true,
): Promise<string[]> {
  for (let round = 1; ; round += 1) {
    try {
      return await joinOnce(store, door, named, mayCreate);
    } catch (error) {
      if (!(error instanceof NameTaken) || round >= 3) throw error;
    }
  }
}

async function joinOnce(
  store: Store,
  door: ChannelAccount,
  named: Named,
  mayCreate: boolean,
): Promise<string[]> {
  const address = storableText(named.address);
  const names = [...new Set([...(named.aliases ?? []).map(storableText), address])];
  const owners = await listOwners(store, door, names);
  const owner = names
    .map((name) => owners.find((one) => one.address === name)?.contactId)
    .find((id) => id !== undefined) as ContactId | undefined;
  if (!owner && !mayCreate) return [];
  const others = owners.filter(({ contactId }) => contactId !== owner).map((one) => one.address);
  await store.transaction(async (tx) => {
    const contactId = owner ?? (await insertContact(tx, door, named.facts));
    const added = owners.length < names.length ? await addAddresses(tx, door, contactId, names) : 0;
    // All names were free when they were looked at: a contact that did not get them all would be one too many.
    if (!owner && added < names.length) throw new NameTaken();
    await answerAt(tx, door, contactId, address);
  });
  return others;
}

/** Further names of a contact; one that is somebody's already stays theirs. Resolves with how many were new. */
export async function addAddresses(
  tx: Tx,
  door: ChannelAccount,
  contactId: ContactId,
  names: readonly string[],
): Promise<number> {
  const added = await tx.db
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
    .onConflictDoNothing()
    .returning({ address: contactAddress.address });
  return added.length;
}

/** Where the contact's open conversation is answered from now on, if the address is theirs; true when that is new. */
export async function answerAt(
  tx: Tx,
  door: ChannelAccount,
  contactId: ContactId,
  address: string,
  /** Only if it was answered there until now. */
  formerly?: string,
): Promise<boolean> {
  const moved = await tx.db
    .update(conversation)
    .set({ address })
    .where(
      and(
        eq(conversation.contactId, contactId),
        eq(conversation.channelId, door.id),
        eq(conversation.organizationId, door.organizationId),
        ne(conversation.address, address),
        formerly === undefined ? undefined : eq(conversation.address, formerly),
        ne(conversation.status, 'closed').inlineParams(),
        sql`exists (select 1 from contact_address a where a.organization_id = ${door.organizationId}
          and a.channel_id = ${door.id} and a.address = ${address} and a.contact_id = ${contactId})`,
      ),
    )
    .returning({ id: conversation.id });
  return moved.length > 0;
}
