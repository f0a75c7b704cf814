// Proves that the desk follows its stream: order, threads, unread marks, deletions.
import { describe, expect, it } from 'vitest';
import {
  addToast,
  applyStream,
  type DeskState,
  EMPTY_DESK,
  insertMessage,
} from '../../../../playground/page/desk/desk-state.js';
import { makeMessage, makeState } from './sample-desk.js';

const base: DeskState = {
  ...EMPTY_DESK,
  userId: 'U1',
  info: makeState(),
  channelId: 'C1',
  messages: { C1: [makeMessage({ ts: '10.000000' })] },
};

describe('applyStream', () => {
  it('places messages by their ts and replaces changed ones', () => {
    const later = applyStream(base, { type: 'message', message: makeMessage({ ts: '30.000000' }) });
    const between = applyStream(later, { type: 'message', message: makeMessage({ ts: '20.000000' }) });
    const changed = applyStream(between, {
      type: 'message_changed',
      message: makeMessage({ ts: '20.000000', text: 'new' }),
    });
    expect(changed.messages.C1?.map((message) => message.text)).toEqual(['hello', 'new', 'hello']);
  });

  it('puts replies into the open thread only, and broadcasts into both', () => {
    const open = { ...base, thread: { channel: 'C1', ts: '10.000000' } };
    const reply = makeMessage({ ts: '11.000000', threadTs: '10.000000' });
    const after = applyStream(open, { type: 'message', message: reply });
    expect([after.replies.length, after.messages.C1?.length]).toEqual([1, 1]);
    const both = applyStream(open, { type: 'message', message: { ...reply, isBroadcast: true } });
    expect([both.replies.length, both.messages.C1?.length]).toEqual([1, 2]);
    const elsewhere = applyStream(base, { type: 'message', message: reply });
    expect([elsewhere.replies.length, elsewhere.messages.C1?.length]).toEqual([0, 1]);
  });

  it('counts unread lines of channels that are not on screen, but not one’s own', () => {
    const unread = (state: DeskState, id: string) =>
      state.info?.channels.find((channel) => channel.id === id)?.unreadCount;
    const other = applyStream(base, {
      type: 'message',
      message: makeMessage({ channel: 'D1', ts: '40.000000' }),
    });
    expect(unread(other, 'D1')).toBe(1);
    const own = makeMessage({ channel: 'D1', ts: '41.000000' }, 'U1');
    expect(unread(applyStream(other, { type: 'message', message: own }), 'D1')).toBe(1);
    const here = applyStream(base, { type: 'message', message: makeMessage({ ts: '42.000000' }) });
    expect(unread(here, 'C1')).toBe(0);
    const home = applyStream(
      { ...base, tab: 'home' },
      { type: 'message', message: makeMessage({ ts: '42.000000' }) },
    );
    expect(unread(home, 'C1')).toBe(1);
  });

  it('takes deleted messages away and closes the thread of a deleted root', () => {
    const open = {
      ...base,
      thread: { channel: 'C1', ts: '10.000000' },
      replies: [makeMessage({ ts: '10.000000' })],
    };
    const after = applyStream(open, {
      type: 'message_deleted',
      channel: 'C1',
      ts: '10.000000',
      threadTs: null,
    });
    expect([after.messages.C1, after.thread, after.replies]).toEqual([[], undefined, []]);
  });

  it('shows reactions, modals, home and channels as they change', () => {
    const reactions = [{ name: 'eyes', users: ['U2'] }];
    const marked = applyStream(base, { type: 'reaction', channel: 'C1', ts: '10.000000', reactions });
    expect(marked.messages.C1?.[0]?.reactions).toEqual(reactions);
    const channel = { ...makeState().channels[0], id: 'C9', name: 'new', unreadCount: 0 } as never;
    expect(applyStream(base, { type: 'channel', channel }).info?.channels).toHaveLength(3);
    expect(applyStream(base, { type: 'home', view: null }).home).toBeNull();
    expect(applyStream(base, { type: 'modals', change: 'close', modals: [] }).modals).toEqual([]);
  });
});

describe('insertMessage', () => {
  it('never holds a message twice', () => {
    const message = makeMessage({ ts: '10.000000' });
    expect(insertMessage([message], message)).toEqual([message]);
  });
});

describe('addToast', () => {
  it('does not repeat a sentence that is still shown, and keeps the last four', () => {
    const once = addToast(base, 'error', 'no');
    expect(addToast(once, 'error', 'no').toasts).toHaveLength(1);
    const many = ['a', 'b', 'c', 'd', 'e'].reduce((state, words) => addToast(state, 'info', words), base);
    expect(many.toasts.map((toast) => toast.text)).toEqual(['b', 'c', 'd', 'e']);
    expect(new Set(many.toasts.map((toast) => toast.id)).size).toBe(4);
  });
});
