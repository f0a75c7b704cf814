// Whatever arrives as Messenger or Instagram is read without a throw, in order, and each item is accounted for (B15).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstagram } from '../../../src/channels/instagram/parse.js';
import { readMessenger } from '../../../src/channels/messenger/parse.js';
import type { Reading } from '../../../src/channels/meta/unplaced.js';
import { arrivedAt, listFixtures, readFixture } from '../../support/messaging.js';

const channels = { messenger: readMessenger, instagram: readInstagram } as const;
const names = Object.keys(channels) as (keyof typeof channels)[];

const anyKey = fc.constantFrom(
  ...[
    'object',
    'entry',
    'id',
    'messaging',
    'standby',
    'changes',
    'value',
    'sender',
    'recipient',
    'timestamp',
  ],
  ...['message', 'mid', 'text', 'attachments', 'type', 'payload', 'url', 'reaction', 'read', 'watermark'],
  ...['__proto__', 'constructor', 'toString', 'postback', 'delivery', 'mids', 'reply_to', 'message_edit'],
);

/** JSON as a parser gives it, with the keys that poison and the strings that deceive. */
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, '', '\u0000', '\ud800', '\u202e', '__proto__', 'https://a.example/%'),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 5 }).map(toJson),
  ),
})).value;
/** Through text, so that `__proto__` is a key of its own and nothing is what JSON cannot say. */
function toJson(pairs: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(
    `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? null}`)}}`,
  );
}

/** The body with the value at one random place replaced. */
function spoil(body: unknown, turns: readonly number[], value: unknown): unknown {
  const [turn = 0, ...others] = turns;
  if (typeof body !== 'object' || body === null || turns.length === 0) return value;
  const copy: Record<string, unknown> = { ...body };
  const keys = Object.keys(copy);
  const key = keys[turn % Math.max(1, keys.length)];
  if (key === undefined) return value;
  copy[key] = spoil(copy[key], others, value);
  return Array.isArray(body) ? Object.values(copy) : copy;
}

function judge(reading: Reading): void {
  expect(reading.items.length + reading.unreadable.length + reading.ignored.length).toBeGreaterThan(0);
  for (const { account, inbound } of reading.items) {
    for (const id of [
      account,
      inbound.address,
      'externalId' in inbound ? (inbound.externalId ?? 'x') : 'x',
    ]) {
      expect(typeof id).toBe('string');
      expect(id).toMatch(/^[^\p{Cc}\p{Surrogate}]{1,2000}$/u);
    }
    if ('text' in inbound) expect(inbound.text.length).toBeLessThanOrEqual(10_000);
    if (inbound.type === 'message') {
      expect(inbound.kind === 'text' && inbound.text === '').toBe(false);
      expect(inbound.window?.openUntil.getTime()).not.toBeNaN();
    }
    if ('at' in inbound) expect(inbound.at?.getTime()).not.toBeNaN();
    if ('upToAt' in inbound) expect(inbound.upToAt?.getTime()).not.toBeNaN();
    expect(JSON.stringify(inbound)).not.toMatch(/\\u0000|\\ud[89a-f]/);
  }
  for (const { raw } of reading.unreadable) expect(JSON.stringify(raw)).not.toMatch(/\\u0000|\\ud[89a-f]/);
  for (const name of reading.ignored) expect(name).toMatch(/^[a-z0-9_.]{1,60}$/i);
}

describe.each(names)('whatever arrives at %s', (channel) => {
  const read = channels[channel];

  it('reads any JSON without throwing, and always says what became of it', () => {
    fc.assert(
      fc.property(anyJson, (body) => judge(read(body, arrivedAt))),
      { numRuns: 500 },
    );
  });

  it('reads any spoiled fixture without throwing, and nothing unstorable comes of it', () => {
    const fixtures = listFixtures(channel).map((name) => readFixture(channel, name));
    const turns = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), turns, anyJson, (body, path, value) =>
        judge(read(spoil(body, path, value), arrivedAt)),
      ),
      { numRuns: 1500 },
    );
  });

  it('reads the same twice', () => {
    for (const name of listFixtures(channel))
      expect(read(readFixture(channel, name), arrivedAt)).toEqual(
        read(readFixture(channel, name), arrivedAt),
      );
  });
});

describe('the envelope', () => {
  const event = (text: string, mid: string) => ({
    sender: { id: 'c1' },
    recipient: { id: 'p1' },
    timestamp: 1_795_000_000_000,
    message: { mid, text },
  });
  const read = (...entry: readonly unknown[]) => readMessenger({ object: 'page', entry }, arrivedAt);
  const texts = ({ items }: Reading) => items.map(({ inbound }) => ('text' in inbound ? inbound.text : ''));

  it('names other objects and empty envelopes', () => {
    expect(readMessenger({ object: 'instagram', entry: [] }, arrivedAt).ignored).toEqual([
      'object.instagram',
    ]);
    expect(readInstagram({ object: 'a word of a customer', entry: [] }, arrivedAt).ignored).toEqual([
      'object.unknown',
    ]);
    expect(read().ignored).toEqual(['entry.empty']);
    expect(read({ id: 'p1', messaging: [] }).ignored).toEqual(['entry.empty']);
    expect(read({ id: 'p1', time: 1 }).ignored).toEqual(['entry.empty']);
  });

  it('reads what stands beside each other in one entry', () => {
    const reading = read({ id: 'p1', messaging: [event('one', 'm1')], standby: [event('two', 'm2')] });
    expect(texts(reading)).toEqual(['one', 'two']);
    expect(reading.items.map(({ inbound }) => 'standby' in inbound)).toEqual([false, true]);
  });

  it('keeps what is no list, no object and has no key of ours from its neighbours', () => {
    const reading = read(
      { id: 'p1', messaging: 'soon' },
      {
        id: 'p1',
        messaging: [7, { sender: { id: 'c1' }, recipient: { id: 'p1' } }, event('still here', 'm3')],
      },
      { id: 'p1', messaging: [{ ...event('', ''), message: 'text' }] },
    );
    expect(texts(reading)).toEqual(['still here']);
    expect(reading.unreadable.map(({ account, why }) => [account, why])).toEqual([
      ['p1', 'messaging is not a list'],
      ['p1', 'the event is no object'],
      ['p1', 'its message is no object'],
    ]);
    expect(reading.ignored).toEqual(['event']);
  });

  it('lets the dead letter of a numbered account find its door only when the number was not rounded', () => {
    expect(read({ id: 111, messaging: [] }, { id: 2 ** 60, messaging: [] }).unreadable).toMatchObject([
      { account: '111' },
      { account: '' },
    ]);
  });

  it('reads a change that is a chat of this account, rather than losing it', () => {
    const changes = [{ field: 'messages', value: event('by another way', 'm4') }];
    expect(texts(read({ id: 'p1', changes }))).toEqual(['by another way']);
    expect(read({ id: 'p2', changes }).ignored).toEqual(['changes.messages']);
  });

  it('takes the entry’s time for an event without one, and the arrival for a time far ahead', () => {
    const { timestamp: _, ...timeless } = event('when?', 'm5');
    const late = { ...event('tomorrow', 'm6'), timestamp: arrivedAt.getTime() + 86_400_000 };
    const reading = read({ id: 'p1', time: 1_795_000_300_000, messaging: [timeless, late] });
    expect(reading.items.map(({ inbound }) => ('at' in inbound ? inbound.at : null))).toEqual([
      new Date(1_795_000_300_000),
      arrivedAt,
    ]);
  });

  it('tells our side by the echo’s flag or by this very account as the sender', () => {
    const own = { ...event('from us', 'm7'), sender: { id: 'p1' }, recipient: { id: 'c1' } };
    const [one] = read({ id: 'p1', messaging: [own] }).items;
    expect(one?.inbound).toMatchObject({ type: 'echo', address: 'c1', details: { via: 'Facebook' } });
    // Instagram may call the business by another id than the entry does: the flag is enough.
    const flagged = {
      ...own,
      sender: { id: 'p1-elsewhere' },
      message: { mid: 'm9', text: 'x', is_echo: true },
    };
    const [echo] = read({ id: 'p1', messaging: [flagged] }).items;
    expect(echo?.inbound).toMatchObject({ type: 'echo', address: 'c1' });
    const alone = { ...event('to us', 'm8'), sender: { id: 'p1' } };
    expect(read({ id: 'p1', messaging: [alone] }).ignored).toEqual(['message.self']);
  });
});
