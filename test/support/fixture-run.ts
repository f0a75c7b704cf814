// A channel's fixtures played through a whole house: each run with people and ids of its own, compared by a normal form.

import { readdirSync, readFileSync } from 'node:fs';
import type { MetaChannel } from '../../playground/meta/index.js';
import { eventually } from './eventually.js';
import type { MetaHouse } from './meta-house.js';

/** What stands for somebody or something of one run: its beginning, and what it becomes under a number of two digits. */
type Tag = readonly [from: string, to: (number: number) => string];

const tags: Readonly<Record<MetaChannel, readonly Tag[]>> = {
  whatsapp: [
    ['447700900', (number) => `4477${number}900`],
    ['GB.', (number) => `GB.${number}`],
    ['wamid.', (number) => `wamid.${number}`],
  ],
  messenger: [
    ['24000000000000', (number) => `24${number}0000000000`],
    ['m_fixture_', (number) => `m_fixture_${number}`],
  ],
  instagram: [
    ['90000000000000', (number) => `9${number}00000000000`],
    ['aWdfixture_', (number) => `aWdfixture_${number}`],
  ],
};

export interface Fixture {
  readonly name: string;
  /** The JSON of its body, as the platform would send it. */
  readonly raw: string;
}

/** One thing that was said, as every order of hearing must leave it. */
export interface SaidThing {
  readonly id: string;
  readonly author: string;
  readonly kind: string;
  readonly text: string;
  readonly details: unknown;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly files: number;
  readonly at: string | null;
  readonly reactions: readonly string[];
}

export interface EndState {
  /** Conversation by conversation, each in the order of acceptance. */
  readonly said: readonly SaidThing[];
  /** Reports about what we never sent, kept aside. */
  readonly reports: readonly string[];
  /** Each contact by all of its addresses. */
  readonly contacts: readonly string[];
}

/** All fixtures in the order of their files; files of customers are fetched from `filesAt` instead of the platform. */
export function listFixtures(channel: MetaChannel, filesAt: string): Fixture[] {
  const folder = new URL(`../fixtures/${channel}/`, import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const { body } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { body: unknown };
      const raw = JSON.stringify(body).replaceAll(
        /https:\/\/(?:[a-z.]+\.fbcdn\.net|lookaside\.fbsbx\.com)/g,
        filesAt,
      );
      return { name: file.replace(/\.json$/, ''), raw };
    });
}

/** The fixture with the people and ids of a run. */
export function forRun(channel: MetaChannel, { raw }: Fixture, number: number): string {
  return tags[channel].reduce((text, [from, to]) => text.replaceAll(from, to(number)), raw);
}

function untag(channel: MetaChannel, number: number, text: string): string {
  return tags[channel].reduce((left, [from, to]) => left.replaceAll(to(number), from), text);
}

/** Waits until everything that was heard has been acted on. */
export async function actedOn(house: MetaHouse): Promise<void> {
  await eventually(
    'the inbox is empty',
    async () => {
      const [row] = await house.query<{ left: string }>(
        `select (select count(*) from inbox where error is null) + (select count(*) from awaited_file where due_at is not null) as left`,
      );
      return row?.left === '0';
    },
    20_000,
  );
  await house.settled();
}

/** How a run ended, in words that are the same for every run. */
export async function readEnd(house: MetaHouse, channel: MetaChannel, number: number): Promise<EndState> {
  const isOfRun = (text: string) => tags[channel].some(([, to]) => text.includes(to(number)));
  const plain = (text: string) => untag(channel, number, text);
  // By who they are, not by the name they used last: a customer may come under several at once.
  const messages = await house.query<Row>(
    `select coalesce(m.external_id, '') as id, c.address, m.author, m.kind, m.text, m.details::text as details,
       m.edited_at is not null as edited, m.deleted_at is not null as deleted, m.channel_at as at,
       (select count(*)::int from attachment a where a.message_id = m.id) as files,
       coalesce((select array_agg(r.side || ' ' || r.emoji) from reaction r where r.message_id = m.id), '{}') as reactions
     from message m join conversation c on c.id = m.conversation_id join channel h on h.id = c.channel_id
     where h.kind = $1 and m.author in ('contact', 'colleague')
     order by (select min(a.address) from contact_address a where a.contact_id = c.contact_id and a.channel_id = c.channel_id), m.sequence`,
    [channel],
  );
  const parked = await house.query<{ id: string; receipt: string }>(
    'select external_id as id, receipt from parked_receipt order by receipt, external_id',
  );
  const contacts = await house.query<{ addresses: string[] }>(
    `select array_agg(a.address order by a.address) as addresses
     from contact_address a join channel h on h.id = a.channel_id where h.kind = $1 group by a.contact_id`,
    [channel],
  );
  return {
    said: messages.filter((row) => isOfRun(`${row.id} ${row.address}`)).map((row) => toSaid(row, plain)),
    reports: parked.filter(({ id }) => isOfRun(id)).map(({ id, receipt }) => `${plain(id)} ${receipt}`),
    contacts: contacts
      .map(({ addresses }) => addresses.join(' '))
      .filter(isOfRun)
      .map(plain)
      .sort(),
  };
}

interface Row {
  readonly id: string;
  readonly address: string;
  readonly author: string;
  readonly kind: string;
  readonly text: string;
  readonly details: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly at: Date | null;
  readonly files: number;
  readonly reactions: readonly string[];
}

function toSaid(
  { address: _, details, at, id, text, ...row }: Row,
  plain: (text: string) => string,
): SaidThing {
  return {
    ...row,
    id: plainId(plain(id)),
    text: plain(text),
    details: JSON.parse(plain(details)),
    at: at?.toISOString() ?? null,
  };
}

/** An id that we make of an event's own facts is another one for other people. */
export function plainId(id: string): string {
  return id.replace(/^postback:.*/, 'postback');
}

/** Numbers that look thrown and are the same each time (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The things in another order, the same for the same seed. */
export function shuffle<T>(things: readonly T[], seed: number): T[] {
  const dice = createDice(seed);
  return things
    .map((thing) => ({ thing, place: dice() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
}
