// The panel's picture of the conversation: replays change nothing, gaps are noticed, every language has every word.

import { describe, expect, it } from 'vitest';
import type { WireEvent, WireMessage } from '../../src/channels/web/wire.js';
import { panels, pickLanguage } from '../../widget/locales.js';
import {
  applyAccepted,
  applyEvent,
  applySnapshot,
  type Chat,
  countUnread,
  emptyChat,
  stillWaiting,
} from '../../widget/panel/chat.js';
import { luminance, readableOn, writingOn } from '../../widget/panel/colors.js';
import { createEventReader } from '../../widget/panel/sse.js';
import { readToPanel } from '../../widget/protocol.js';

const message = (sequence: number, more: Partial<WireMessage> = {}): WireMessage => ({
  id: `m${sequence}`,
  sequence,
  clientId: null,
  author: 'agent',
  name: 'Kim',
  pictureUrl: null,
  kind: 'text',
  text: `text ${sequence}`,
  markup: 'commonmark',
  at: '2026-11-22T10:00:00.000Z',
  edited: false,
  deleted: false,
  files: [],
  ...more,
});
const event = (sequence: number, more: Partial<WireEvent> = {}): WireEvent => ({
  sequence,
  after: sequence - 1,
  kind: 'message.sent',
  at: '2026-11-22T10:00:00.000Z',
  message: message(sequence),
  agent: null,
  status: null,
  ...more,
});
const started: Chat = { ...emptyChat, conversationId: 'c1' };
const item = { clientId: 'u1', text: 'mine', files: [], at: 0, state: 'sending', reason: null } as const;
const accepted = {
  conversationId: 'c1',
  message: { id: 'm1', sequence: 1, clientId: 'u1', text: 'mine', attachmentIds: [] },
};

describe('applyEvent', () => {
  it('takes every event once, however often it comes', () => {
    const once = applyEvent(started, event(1)).chat;
    expect(applyEvent(once, event(1))).toEqual({ chat: once, gap: false });
    expect(once.lines).toHaveLength(1);
  });

  it('notices a gap and changes nothing', () => {
    expect(applyEvent(started, event(5))).toEqual({ chat: started, gap: true });
    expect(applyEvent(started, event(5, { after: 0 })).gap).toBe(false);
  });

  it('replaces an edited message in its place', () => {
    const chat = applyEvent(applyEvent(started, event(1)).chat, event(2)).chat;
    const edited = event(3, { kind: 'message.edited', message: message(1, { text: 'new', edited: true }) });
    expect(
      applyEvent(chat, edited).chat.lines.map((line) => line.kind === 'message' && line.message.text),
    ).toEqual(['new', 'text 2']);
  });

  it('says who came and who left', () => {
    const kim = { name: 'Kim', pictureUrl: null };
    const steps: [WireEvent['kind'], WireEvent['status'], WireEvent['agent']][] = [
      ['conversation.requested-human', 'pending', null],
      ['conversation.claimed', 'active', kim],
      ['conversation.released', 'pending', null],
      ['conversation.restored', 'ai', null],
      ['conversation.closed', 'closed', null],
    ];
    const chat = steps.reduce(
      (now, [kind, status, agent], index) =>
        applyEvent(now, event(index + 1, { kind, status, agent, message: null })).chat,
      started,
    );
    expect(chat.lines.map((line) => line.kind === 'status' && `${line.status} ${line.name}`.trim())).toEqual([
      'waiting',
      'joined Kim',
      'left Kim',
      'assistant',
      'closed',
    ]);
    expect(chat.status).toBe('closed');
  });
});

describe('own messages', () => {
  it('appear once, whether the answer or the feed comes first', () => {
    const fed = event(1, {
      kind: 'message.received',
      message: message(1, { author: 'contact', clientId: 'u1' }),
    });
    const answerFirst = applyEvent(applyAccepted(started, accepted, item), fed).chat;
    const feedFirst = applyAccepted(applyEvent(started, fed).chat, accepted, item);
    expect(answerFirst.lines).toHaveLength(1);
    expect(feedFirst.lines).toHaveLength(1);
    expect(stillWaiting(feedFirst, [item])).toEqual([]);
    expect(stillWaiting(started, [item])).toEqual([item]);
  });

  it('begin a new conversation below the old one', () => {
    const old = applyEvent(started, event(1)).chat;
    const anew = applyAccepted(old, { ...accepted, conversationId: 'c2' }, item);
    expect(anew).toMatchObject({ conversationId: 'c2', cursor: 0, past: [{}, { status: 'anew' }] });
    expect(anew.lines).toHaveLength(1);
  });
});

describe('applySnapshot', () => {
  it('is the truth, and keeps what was read', () => {
    const snapshot = {
      conversationId: 'c1',
      status: 'ai',
      agent: null,
      sequence: 9,
      seenSequence: 2,
      messages: [message(2), message(9)],
    } as const;
    const chat = applySnapshot({ ...started, seen: 5 }, snapshot);
    expect(chat).toMatchObject({ cursor: 9, seen: 5 });
    expect(countUnread(chat)).toBe(1);
    expect(applySnapshot(chat, snapshot)).toEqual(chat);
  });
});

describe('the small parts', () => {
  it('read events out of pieces', () => {
    const read = createEventReader();
    expect(read(': beat\n\nid: 1\nevent: fe')).toEqual([]);
    expect(read('ed\ndata: {"a":1}\n\n')).toEqual([{ event: 'feed', data: '{"a":1}' }]);
  });

  it('hear only well-formed words of the host page', () => {
    expect(readToPanel({ baton: 'open', open: true })).toEqual({ baton: 'open', open: true });
    for (const odd of [
      null,
      'open',
      {},
      { baton: 'open' },
      { baton: 'identify', jwt: 1 },
      { baton: 'hello', token: 1 },
      { baton: 'x' },
    ]) {
      expect(readToPanel(odd)).toBeNull();
    }
  });

  it('make every colour readable', () => {
    for (const color of ['#ffff00', '#000000', '#ffffff', '#1f6f5c', '#ff0000', '#7f7f7f']) {
      const writing = luminance(writingOn(color));
      const ground = luminance(color);
      expect((Math.max(writing, ground) + 0.05) / (Math.min(writing, ground) + 0.05)).toBeGreaterThanOrEqual(
        4.5,
      );
      expect((0.92 + 0.05) / (luminance(readableOn(color, 0.92)) + 0.05)).toBeGreaterThanOrEqual(4.5);
      expect((luminance(readableOn(color, 0.02)) + 0.05) / 0.07).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('know the words of every language', () => {
    const shape = (words: object): string =>
      JSON.stringify(
        Object.entries(words).map(([key, word]) => [
          key,
          typeof word === 'object' ? shape(word) : typeof word,
        ]),
      );
    for (const words of Object.values(panels)) expect(shape(words)).toBe(shape(panels.en ?? {}));
    expect(pickLanguage(panels, [null, 'xx', 'de-AT'])).toBe('de');
    expect(pickLanguage(panels, ['__proto__', 'xx'])).toBe('en');
  });
});
