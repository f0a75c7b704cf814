// Visitors: who writes on the web channel, known by the hash of a token, or as the person their company vouches for.

import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { ContactId } from '../core/id.js';
import { enrichContact, ensureContact, type NewContactFacts } from './contacts.js';
import { lockOpenConversation } from './conversations.js';
import { redrawCard } from './redraws.js';
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
