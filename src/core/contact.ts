// Contacts: customers as records, reachable at one or more channel addresses.

import type { ContactId, OrganizationId } from './id.js';

export interface Contact {
  readonly organizationId: OrganizationId;
  readonly id: ContactId;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly pictureUrl: string | null;
  readonly locale: string | null;
  /** True when the company's own back end vouched for who this is (signed identity). */
  readonly verified: boolean;
  /** Facts the site told us, such as plan or customer number; shown on the card, never trusted. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What to call a contact whose name we may not know. */
export function contactLabel(contact: Pick<Contact, 'name' | 'email' | 'phone' | 'id'>): string {
  return contact.name ?? contact.email ?? contact.phone ?? `Visitor ${contact.id.slice(-4)}`;
}
