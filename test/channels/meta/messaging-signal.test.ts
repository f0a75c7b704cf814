// Reactions, receipts, edits and who has the thread: nothing is guessed that was not told.

import { describe, expect, it } from 'vitest';
import { readInstagram } from '../../../src/channels/instagram/parse.js';
import { readMessenger } from '../../../src/channels/messenger/parse.js';
import { arrivedAt } from '../../support/messaging.js';

const own = '555';
const pageInbox = '263902037430900';

function read(part: object, sender = 'c1', appId?: string) {
  const event = {
    sender: { id: sender },
    recipient: { id: sender === 'p1' ? 'c1' : 'p1' },
    timestamp: 1,
    ...part,
  };
  const body = { object: 'page', entry: [{ id: 'p1', messaging: [event] }] };
  return readMessenger(body, arrivedAt, appId === undefined ? {} : { appId });
}
const heard = (part: object, appId?: string) => read(part, 'c1', appId).items.map(({ inbound }) => inbound);

describe('who has the thread', () => {
  const pass = (owner: unknown) => ({ pass_thread_control: { new_owner_app_id: owner } });
  const take = (owner: unknown) => ({ take_thread_control: { new_owner_app_id: owner } });
  const lostTo = (by: string) => ({ control: 'lost', by });

  it.each([
    ['passed to us', pass(own), own, { control: 'gained' }],
    ['passed to us, as a number', pass(555), own, { control: 'gained' }],
    ['passed to the inbox', pass(pageInbox), own, lostTo('the Page inbox')],
    ['passed from one other to the next', pass('777'), own, lostTo('another application')],
    ['passed to nobody', pass(null), own, { control: 'gained' }],
    ['taken by the inbox', take(Number(pageInbox)), own, lostTo('the Page inbox')],
    ['taken by us', take(own), own, { control: 'gained' }],
    ['taken by someone', take(null), own, lostTo('another application')],
    ['passed, and we do not know ourselves', pass('777'), undefined, { control: 'gained' }],
    [
      'passed to the inbox, and we do not know ourselves',
      pass(pageInbox),
      undefined,
      lostTo('the Page inbox'),
    ],
    ['taken, and we do not know ourselves', take('777'), undefined, lostTo('another application')],
  ])('%s', (_, part, appId, control) => {
    expect(heard(part, appId)).toEqual([{ type: 'control', address: 'c1', ...control }]);
  });
});

describe('reactions', () => {
  const emoji = (reaction: object) => {
    const [one] = heard({ reaction: { mid: 'm1', action: 'react', ...reaction } });
    return one?.type === 'reaction' ? one.emoji : 'none';
  };

  it('finds the emoji of a named one, and names what it does not know', () => {
    expect(emoji({ reaction: 'love' })).toBe('❤️');
    expect(emoji({ reaction: 'other', emoji: '🦀' })).toBe('🦀');
    expect(emoji({ reaction: 'confetti' })).toBe('confetti');
    expect(emoji({ reaction: '__proto__' })).toBe('__proto__');
    expect(emoji({})).toBeNull();
    expect(emoji({ action: 'unreact', emoji: '🦀' })).toBeNull();
  });
});

describe('receipts', () => {
  it('never guess: without a watermark nothing was read', () => {
    for (const watermark of [undefined, null, 0, -1, 'soon', {}])
      for (const part of [{ read: { watermark } }, { delivery: { watermark } }])
        expect(read(part)).toMatchObject({ items: [], unreadable: [{ account: 'p1' }] });
  });

  it('take a watermark written as text, and no id that is a number', () => {
    expect(heard({ read: { watermark: '1795001700000' } })).toMatchObject([
      { upToAt: new Date(1_795_001_700_000) },
    ]);
    expect(heard({ delivery: { mids: [7, 'm1', null] } })).toEqual([
      { type: 'receipt', address: 'c1', receipt: 'delivered', externalId: 'm1' },
    ]);
  });

  it('and reactions of our own side are none of the customer’s', () => {
    const ignored = ['reaction', 'read', 'delivery', 'postback'].map(
      (kind) => read({ [kind]: { mid: 'm1', watermark: 1, action: 'react' } }, 'p1').ignored[0],
    );
    expect(ignored).toEqual(['reaction.own', 'read.own', 'delivery.own', 'postback.own']);
  });
});

describe('edits', () => {
  const edit = (message_edit: object) => heard({ message_edit: { mid: 'm1', text: 'new', ...message_edit } });

  it('count by number or digits, and only by such', () => {
    expect(edit({ num_edit: '3' })).toMatchObject([{ version: 3 }]);
    expect(edit({ num_edit: 0 })).toMatchObject([{ version: 0 }]);
    for (const num_edit of [1.5, -1, 'often', 1e300, null])
      expect(edit({ num_edit })[0]).not.toHaveProperty('version');
  });

  it('without a customer are left alone, and without words put aside', () => {
    const event = { timestamp: 1, message_edit: { mid: 'm1', text: 'x', num_edit: 0 } };
    const body = { object: 'instagram', entry: [{ id: 'p1', messaging: [event] }] };
    expect(readInstagram(body, arrivedAt)).toEqual({ items: [], unreadable: [], ignored: ['message_edit'] });
    expect(read({ message_edit: { mid: 'm1' } }).unreadable).toMatchObject([{ why: 'the edit has no text' }]);
  });
});
