// Who a customer on WhatsApp is: a number, a business-scoped id, or both; and every name they may come back under.

import type { ContactFacts, Origin } from '../inbound.js';
import { keepKnown, type Raw, readId, readLine, readObject } from '../meta/untrusted.js';
import { isBsuid, phoneVariants, readPhone } from './phones.js';

/** A customer, before the door is known. */
export type Person = Omit<Origin, 'channel'>;

/** The fields in which an event names a customer; each may be missing or empty. */
export interface Named {
  readonly phone?: unknown;
  readonly userId?: unknown;
  readonly parentId?: unknown;
}

/**
 * The customer an event names, joined with what `contacts` of the same body tells of them. The address is the number
 * as it came, else the business-scoped id. Null when the event names nobody.
 */
export function readPerson(named: Named, contacts: readonly Raw[]): Person | null {
  const written = readId(named.phone);
  const given = readId(named.userId) ?? (written !== null && isBsuid(written) ? written : null);
  if (written === null && given === null) return null;
  const contact = findContact(contacts, readPhone(written), given);
  const phone = readPhone(contact.wa_id) ?? readPhone(written);
  const userId = given ?? readId(contact.user_id);
  const parentId = readId(named.parentId) ?? readId(contact.parent_user_id);
  const address = phone ?? userId ?? written;
  if (address === null) return null;
  const names = [userId, parentId, address, phone, readPhone(written)].filter((name) => name !== null);
  const aliases = [...new Set([...names, ...(phone === null ? [] : phoneVariants(phone))])];
  const facts = readFacts(contact, phone);
  return { address, aliases, ...(facts ? { facts } : {}) };
}

/** The entry of `contacts` about this customer: found by name, never by place, for the lists do not go together. */
function findContact(contacts: readonly Raw[], phone: string | null, userId: string | null): Raw {
  const spellings = phone === null ? [] : phoneVariants(phone);
  const byId = contacts.find((contact) => userId !== null && contact.user_id === userId);
  const found = byId ?? contacts.find((contact) => spellings.includes(readPhone(contact.wa_id) ?? ''));
  return readObject(found);
}

function readFacts(contact: Raw, phone: string | null): ContactFacts | null {
  const profile = readObject(contact.profile);
  const username = readLine(profile.username);
  const facts = keepKnown({
    name: readLine(profile.name),
    phone: phone === null ? null : `+${phone}`,
    attributes: username === null ? null : { username },
  });
  return Object.keys(facts).length > 0 ? facts : null;
}
