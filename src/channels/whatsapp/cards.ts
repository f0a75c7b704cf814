// Places, contact cards and orders that customers send on WhatsApp.

import type { MessageDetails } from '../../core/message.js';
import {
  keepKnown,
  type Raw,
  readLine,
  readList,
  readNumber,
  readObject,
  readText,
} from '../meta/untrusted.js';
import type { ReadContent } from './content.js';

type Card = NonNullable<MessageDetails['contacts']>[number];
type Item = NonNullable<MessageDetails['order']>['items'][number];

/** A place; null when it is nowhere on earth. */
export const readLocation: ReadContent = (object) => {
  const place = readObject(object);
  const latitude = readNumber(place.latitude);
  const longitude = readNumber(place.longitude);
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    return null;
  const words = keepKnown({ name: readLine(place.name, 200), address: readLine(place.address, 500) });
  return { kind: 'location', text: '', details: { location: { latitude, longitude, ...words } } };
};

/** Contact cards, at most a hundred; null when there is none. */
export const readContactCards: ReadContent = (object) => {
  const contacts = readList(object).slice(0, 100).map(readObject).map(readCard);
  return contacts.length === 0 ? null : { kind: 'contacts', text: '', details: { contacts } };
};

function readCard(card: Raw): Card {
  const name = readObject(card.name);
  const phones = readLines(card.phones, (phone) => readLine(phone.phone, 60) ?? readLine(phone.wa_id, 60));
  const emails = readLines(card.emails, (email) => readLine(email.email, 320));
  const parts = [readLine(name.first_name), readLine(name.last_name)].filter((part) => part !== null);
  const called =
    readLine(name.formatted_name) ?? readLine(parts.join(' ')) ?? readLine(readObject(card.org).company);
  return { name: called ?? phones[0] ?? emails[0] ?? 'Unnamed contact', phones, emails };
}

function readLines(value: unknown, read: (entry: Raw) => string | null): string[] {
  const lines = readList(value)
    .slice(0, 20)
    .map((entry) => read(readObject(entry)));
  return [...new Set(lines.filter((line) => line !== null))];
}

/** An order from the catalogue, at most a hundred lines of it; null when it holds neither things nor words. */
export const readOrder: ReadContent = (object) => {
  const order = readObject(object);
  const note = readText(order.text);
  const items = readList(order.product_items).slice(0, 100).map(readObject).map(readItem);
  if (items.length === 0 && note === '') return null;
  return { kind: 'order', text: '', details: { order: { ...(note === '' ? {} : { note }), items } } };
};

function readItem(item: Raw): Item {
  return {
    id: readLine(item.product_retailer_id, 200) ?? '?',
    quantity: readNumber(item.quantity) ?? 1,
    price: readNumber(item.item_price) ?? 0,
    currency: readLine(item.currency, 10) ?? '',
  };
}
