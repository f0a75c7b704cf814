// Messages, pressed buttons and echoes of Messenger and Instagram beyond what the fixtures show.

import { describe, expect, it } from 'vitest';
import { readInstagram } from '../../../src/channels/instagram/parse.js';
import { arrivedAt } from '../../support/messaging.js';

const deliveryId = '0197aa10-7c00-7000-8000-000000000001';

function read(part: object, appId?: string) {
  const event = { sender: { id: 'c1' }, recipient: { id: 'i1' }, timestamp: 1_795_000_000_000, ...part };
  const body = { object: 'instagram', entry: [{ id: 'i1', messaging: [event] }] };
  const [one] = readInstagram(body, arrivedAt, appId === undefined ? {} : { appId }).items;
  return { ...one?.inbound } as Record<string, unknown>;
}
const message = (facts: object) => read({ message: { mid: 'm1', ...facts } });

describe('what a message says', () => {
  it('cuts endless words, and says so', () => {
    const { text } = message({ text: 'x'.repeat(50_000) }) as { text: string };
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text).toMatch(/more characters were not kept\]$/);
  });

  it('keeps words that fit with what found no place beside them', () => {
    const place = (lat: number) => ({ type: 'location', payload: { coordinates: { lat, long: 2 } } });
    expect(message({ attachments: [place(1), place(3)] })).toMatchObject({ kind: 'location', text: '3, 2' });
  });

  it('is never empty to a reader', () => {
    for (const facts of [
      {},
      { text: '\u0000 ' },
      { text: 7 },
      { attachments: [] },
      { referral: { ref: 'x' } },
    ])
      expect(message(facts)).toMatchObject({ kind: 'unsupported', text: '' });
    expect(message({ reply_to: { story: {} } })).toMatchObject({
      kind: 'share',
      details: { story: { of: 'reply' } },
    });
  });

  it('says that something was not shown beside words that are', () => {
    const attachments = [{ type: 'ephemeral' }];
    expect(message({ text: 'look', attachments })).toMatchObject({
      kind: 'text',
      text: 'look',
      details: { unsupported: 'ephemeral' },
    });
    expect(message({ text: 'look', is_unsupported: true })).toMatchObject({
      kind: 'unsupported',
      text: 'look',
    });
  });

  it('takes the event’s referral when the message brings none', () => {
    const referral = { source: 'ADS', ref: 'r1', referer_uri: 'javascript:alert(1)' };
    expect(read({ message: { mid: 'm1', text: 'hi' }, referral })).toMatchObject({
      text: 'hi',
      details: { referral: { source: 'ADS', title: 'r1' } },
    });
  });

  it('takes the words for a choice without a payload', () => {
    expect(message({ text: 'Yes', quick_reply: {} })).toMatchObject({
      kind: 'choice',
      details: { choice: { id: 'Yes', title: 'Yes' } },
    });
  });
});

describe('a pressed button', () => {
  const press = (postback: object, timestamp = 1) => read({ postback, timestamp });

  it('has an id of its own making where the platform gives none: one for one press', () => {
    const first = press({ payload: 'a' }).externalId;
    expect(press({ payload: 'a', title: 'Later named' }).externalId).toBe(first);
    expect(press({ payload: 'a' }, 2).externalId).not.toBe(first);
    expect(press({ payload: 'b' }).externalId).not.toBe(first);
  });

  it('is readable with its title alone, its payload alone, or neither', () => {
    expect(press({ title: 'Help' })).toMatchObject({ text: 'Help', details: { choice: { id: 'Help' } } });
    expect(press({ payload: 'HELP' })).toMatchObject({
      text: 'HELP',
      details: { choice: { title: 'HELP' } },
    });
    expect(press({})).toMatchObject({ kind: 'choice', text: '' });
  });
});

describe('an echo', () => {
  const sides = { sender: { id: 'i1' }, recipient: { id: 'c1' } };
  const echo = (facts: object, appId?: string) =>
    read({ ...sides, message: { mid: 'm1', is_echo: true, text: 'hi', ...facts } }, appId);

  it('is ours by its evidence, or by our application’s id as number or text', () => {
    const bound = echo({ metadata: `baton:${deliveryId}:0` });
    expect(bound).toMatchObject({ type: 'echo', address: 'c1', deliveryId });
    expect(bound).not.toHaveProperty('details');
    for (const app_id of [555, '555']) expect(echo({ app_id }, '555')).toMatchObject({ ours: true });
  });

  it('is a colleague’s otherwise', () => {
    for (const facts of [{}, { app_id: 555 }, { metadata: 'baton:no-id:0' }, { metadata: { a: 1 } }]) {
      const colleague = echo(facts, '556');
      expect(colleague).toMatchObject({ type: 'echo', details: { via: 'Instagram' } });
      expect(colleague).not.toHaveProperty('ours');
      expect(colleague).not.toHaveProperty('deliveryId');
    }
    expect(echo({ app_id: 555 })).not.toHaveProperty('ours');
  });

  it('of an unsend takes the message back, whatever else it brings', () => {
    const gone = echo({ is_deleted: true, metadata: `baton:${deliveryId}:0` });
    expect(gone).toEqual({ type: 'delete', externalId: 'm1', address: 'c1' });
    expect(message({ is_deleted: true, text: 'the old words' })).toEqual({
      type: 'delete',
      externalId: 'm1',
      address: 'c1',
    });
  });
});
