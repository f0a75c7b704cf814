// Bodies of every shape: whole batches in their order, hostile strings, broken items, and any JSON at all.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhatsApp } from '../../../src/channels/whatsapp/parse.js';
import {
  account,
  amara,
  arrivedAt,
  fixtureNames,
  readBody,
  readFixture,
} from '../../support/whatsapp-bodies.js';

function wrap(value: unknown, field: unknown = 'messages'): unknown {
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field, value }] }] };
}

function readMessage(message: unknown) {
  return readWhatsApp(wrap({ metadata: { phone_number_id: account }, messages: [message] }), arrivedAt);
}

const common = { from: '447700900123', id: 'wamid.1', timestamp: '1795000000' };

describe('a batch', () => {
  it('gives everything in it, in its order, each under its own number (A29)', () => {
    const { items, unreadable, ignored } = readFixture('batch');
    expect(
      items.map(({ account, inbound }) => [
        account,
        inbound.address,
        inbound.type === 'message' ? inbound.text : inbound.type,
      ]),
    ).toStrictEqual([
      ['310000000000011', '447700900123', 'one'],
      ['310000000000011', '447700900200', 'two'],
      ['310000000000011', '447700900123', 'three'],
      ['310000000000011', '447700900123', 'receipt'],
      ['310000000000012', '447700900123', 'four'],
      ['310000000000011', 'GB.1', 'receipt'],
    ]);
    expect(items.map(({ inbound }) => inbound.facts?.name)).toStrictEqual([
      'Amara Obi',
      'Bo',
      'Amara Obi',
      undefined,
      'Amara Obi',
      undefined,
    ]);
    expect(unreadable).toStrictEqual([
      {
        account,
        raw: { type: 'text', text: { body: 'nobody' } },
        why: 'the message has no sender',
      },
    ]);
    expect(ignored).toStrictEqual(['error.131000', 'field.history']);
  });

  it('of a thousand comes out whole', () => {
    const messages = Array.from({ length: 1000 }, (_, n) => ({ ...common, id: `wamid.${n}`, type: 'text' }));
    const { items } = readWhatsApp(wrap({ metadata: { phone_number_id: account }, messages }), arrivedAt);
    expect(items.map(({ inbound }) => 'externalId' in inbound && inbound.externalId)).toStrictEqual(
      messages.map(({ id }) => id),
    );
  });
});

describe('hostile strings', () => {
  it('reach the house as harmless words, and name nothing that they are not', () => {
    const { items, unreadable, ignored } = readFixture('hostile');
    expect([unreadable, ignored]).toStrictEqual([[], []]);
    expect(items[0]?.inbound).toMatchObject({
      ...amara,
      facts: { name: '<!channel> *Eve* @here' },
      type: 'message',
      kind: 'file',
      text: 'ab\nc \ufffd d',
      media: [{ name: 'gpj.exe.pdf' }],
    });
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect('group_id' in {}).toBe(false);
  });

  it.each(['constructor', '__proto__', 'hasOwnProperty', 'toString'])(
    'a type called %s is only unsupported',
    (type) => {
      expect(readMessage({ ...common, type }).items[0]?.inbound).toMatchObject({
        kind: 'unsupported',
        details: { unsupported: type },
      });
      const interactive = { ...common, type: 'interactive', interactive: { type } };
      expect(readMessage(interactive).items[0]?.inbound).toMatchObject({ kind: 'unsupported' });
      expect(readWhatsApp(wrap({}, type), arrivedAt).items).toStrictEqual([]);
    },
  );

  it('cuts what is endless, and says so', () => {
    const body = `${'a'.repeat(9_949)}${'👩‍👩‍👧‍👦'.repeat(20_000)}`;
    const [item] = readMessage({ ...common, type: 'text', text: { body } }).items;
    const text = item?.inbound.type === 'message' ? item.inbound.text : '';
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text).toMatch(/^a{9949}(👩‍👩‍👧‍👦)*\n\[[\d,]+ more characters were not kept\]$/u);
    const contacts = [{ wa_id: common.from, profile: { name: 'x'.repeat(100_000) } }];
    const value = {
      metadata: { phone_number_id: account },
      contacts,
      messages: [{ ...common, type: 'text' }],
    };
    expect(readWhatsApp(wrap(value), arrivedAt).items[0]?.inbound.facts?.name).toHaveLength(80);
  });
});

describe('a known kind without what makes it one', () => {
  it.each([
    ['text', undefined],
    ['text', { body: ' \u0000 ' }],
    ['image', { id: 1003383421387201 }],
    ['location', { latitude: 91, longitude: 0 }],
    ['contacts', []],
    ['order', {}],
    ['button', {}],
    ['interactive', { type: 'nfm_reply', nfm_reply: {} }],
    ['interactive', { type: 'something_new', something_new: { id: '1' } }],
  ])('is shown as %s that cannot be read', (type, object) => {
    expect(readMessage({ ...common, type, [type]: object }).items).toMatchObject([
      { inbound: { kind: 'unsupported', text: '', details: { unsupported: type } } },
    ]);
  });

  it('is named with the reason where there is one', () => {
    const errors = [{ code: 131000, title: 'Something went wrong' }];
    expect(readMessage({ ...common, type: 'interactive', errors }).items[0]?.inbound).toMatchObject({
      details: { unsupported: 'interactive (Something went wrong)' },
    });
  });

  it('is still a message when nobody says of what kind', () => {
    expect(readMessage(common).items[0]?.inbound).toMatchObject({
      kind: 'unsupported',
      externalId: 'wamid.1',
    });
  });
});

describe('what is ours and cannot be read', () => {
  it.each([
    [{ ...common, id: undefined, type: 'text', text: { body: 'x' } }, 'the message has no id'],
    [{ ...common, id: 12, type: 'text', text: { body: 'x' } }, 'the message has no id'],
    [{ ...common, from: 447700900123, type: 'text', text: { body: 'x' } }, 'the message has no sender'],
    [{ ...common, type: 'reaction', reaction: { emoji: '👍' } }, 'the reaction names no message'],
    [{ ...common, type: 'edit', edit: { message: { type: 'text' } } }, 'the edit names no message'],
    [{ ...common, type: 'edit', edit: { original_message_id: 'wamid.0' } }, 'the edit has no new words'],
    [{ ...common, type: 'revoke' }, 'the revoke names no message'],
    ['a string', 'this should be an object'],
  ])('is kept as it came, with why', (message, why) => {
    const { items, unreadable } = readMessage(message);
    expect(items).toStrictEqual([]);
    expect(unreadable).toMatchObject([{ account, why }]);
  });

  it('is kept in a form that can be stored, however deep and foul', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    const { unreadable } = readMessage({ type: 'text', text: { body: 'a\u0000\ud800' }, deep });
    const stored = JSON.stringify(unreadable);
    expect(stored).not.toMatch(/\\u0000|\\ud800/);
    expect(stored.length).toBeLessThan(1_000);
  });

  it('goes to the door that a bare number names, and is not acted on', () => {
    const value = { metadata: { phone_number_id: 310000000000011 }, messages: [{ ...common, type: 'text' }] };
    expect(readWhatsApp(wrap(value), arrivedAt)).toMatchObject({ items: [], unreadable: [{ account }] });
  });

  it('without a door is at least counted', () => {
    expect(readWhatsApp(wrap({ messages: [{ ...common, type: 'text' }] }), arrivedAt).ignored).toStrictEqual([
      'messages.without_account',
    ]);
  });
});

describe('any JSON at all', () => {
  const json = fc.jsonValue({ maxDepth: 6 });
  const loose = fc.oneof({ weight: 1, arbitrary: json }, { weight: 4, arbitrary: fc.string() });

  it('is read without a throw, and can be stored', () => {
    fc.assert(
      fc.property(json, (body) => {
        for (const any of [
          body,
          wrap(body),
          wrap({ metadata: { phone_number_id: account }, messages: body }),
        ])
          JSON.stringify(readWhatsApp(any, arrivedAt));
      }),
    );
  });

  it('in the place of any part of a true body loses none of its other items', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtureNames), fc.nat(), loose, (name, at, value) => {
        const body = replaceNode(readBody(name), at, value);
        const { items, unreadable, ignored } = readWhatsApp(body, arrivedAt);
        expect([items, unreadable, ignored].every(Array.isArray)).toBe(true);
        for (const { inbound } of items) expect(typeof inbound.address).toBe('string');
        JSON.stringify([items, unreadable, ignored]);
      }),
      { numRuns: 500 },
    );
  });

  it('among the messages becomes an item, a dead letter or a counted name: never nothing', () => {
    fc.assert(
      fc.property(fc.array(json, { maxLength: 5 }), (messages) => {
        const value = { metadata: { phone_number_id: account }, messages };
        const { items, unreadable, ignored } = readWhatsApp(wrap(value), arrivedAt);
        expect(items.length + unreadable.length + ignored.length).toBe(messages.length);
      }),
    );
  });
});

/** The body with its nth value, counted as they stand, replaced. */
function replaceNode(body: unknown, at: number, value: unknown): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(body);
  const place = places[at % places.length];
  if (place) place[0][place[1]] = value;
  return body;
}
