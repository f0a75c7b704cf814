// WhatsApp's fixtures as the platform would send them, and the customer and the moment that most of them share.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '../../src/channels/meta/unplaced.js';
import { readWhatsApp } from '../../src/channels/whatsapp/parse.js';

const folder = join(import.meta.dirname, '../fixtures/whatsapp');

/** The names of all fixtures. */
export const fixtureNames = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

/** The body of one fixture, read anew: as the parser of raw bodies gives it, `__proto__` and all. */
export function readBody(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).body;
}

/** When the customer wrote, by WhatsApp's clock, and when the body arrived. */
export const writtenAt = new Date(1_795_000_000_000);
export const arrivedAt = new Date(1_795_000_030_000);

export function readFixture(name: string): Reading {
  return readWhatsApp(readBody(name), arrivedAt);
}

export const account = '310000000000011';
export const userId = 'GB.90812345678901234567';
export const amara = {
  address: '447700900123',
  aliases: [userId, '447700900123'],
  facts: { name: 'Amara Obi', phone: '+447700900123' },
};

/** The 24 hours after the moment of writing, less the minute that is never used. */
const closesAt = new Date(1_795_000_000_000 + 24 * 3_600_000 - 60_000);
export const window = { openUntil: closesAt, replyUntil: closesAt };

/** A message of the customer's with this number in its id, as every message fixture should come out. */
export function message(number: number, content: Record<string, unknown>) {
  return {
    ...amara,
    type: 'message',
    externalId: `wamid.HBgMNDQ3NzAwOTAwMTIz${String(number).padStart(2, '0')}AA==`,
    text: '',
    markup: 'plain',
    attachmentIds: [],
    at: writtenAt,
    window,
    ...content,
  };
}
