// The panel's picture of the conversation: replays change nothing, gaps are noticed, every language has every word.

import { describe, expect, it } from 'vitest';
import type { WireEvent, WireMessage, WireSnapshot } from '../../src/channels/web/wire.js';
import { panels, pickLanguage, pickLocale } from '../../widget/locales.js';
import {
  applyAccepted,
  applyEvent,
  applySnapshot,
  type Chat,
  countUnread,
  emptyChat,
  findAsking,
  hasSaid,
  stillWaiting,
} from '../../widget/panel/chat.js';
import { groundsOf, luminance, readableOn, writingOn } from '../../widget/panel/colors.js';
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
  options: [],
  ...more,
});
const event = (sequence: number, more: Partial<WireEvent> = {}): WireEvent => ({
  sequence,
  after: sequence - 1,
  kind: 'message.sent',
  at: '2026-11-22T10:00:00.000Z',
  name: null,
  message: message(sequence),
  agent: null,
  status: null,
  standing: null,
  ...more,
});
const started: Chat = { ...emptyChat, conversationId: 'c1' };
const item = { clientId: 'u1', text: 'mine', files: [], at: 0, state: 'sending', reason: null } as const;
const turns: [WireEvent['kind'], WireEvent['status'], string | null][] = [
  ['conversation.requested-human', 'pending', null],
  ['conversation.claimed', 'active', 'Kim'],
  ['conversation.released', 'pending', 'Kim'],
  ['conversation.restored', 'ai', null],
  ['conversation.closed', 'closed', null],
];
const turnEvents = turns.map(([kind, status, name], index) =>
  event(index + 1, { kind, status, name, message: null }),
);
const afterTurns = turnEvents.reduce((now, one) => applyEvent(now, one).chat, started);
const told = (chat: Chat) =>
  chat.lines.map((line) =>
    line.kind === 'status' ? `${line.status} ${line.name}`.trim() : line.message.text,
  );
const snapshot: WireSnapshot = {
  conversationId: 'c1',
  status: 'ai',
  agent: null,
  sequence: 9,
  seenSequence: 2,
  messages: [message(2), message(9)],
  turns: [],
  standing: null,
  rating: null,
};
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
    expect(told(afterTurns)).toEqual(['waiting', 'joined Kim', 'left Kim', 'assistant', 'closed']);
    expect(afterTurns.status).toBe('closed');
  });

  it('says that they asked before the answer to it, in whatever order both come, and repeats no answer', () => {
    const answer = event(1, { message: message(1, { author: 'system', text: 'You are next.' }) });
    const ask = event(2, { kind: 'conversation.requested-human', status: 'pending', message: null });
    const chat = applyEvent(applyEvent(started, answer).chat, ask).chat;
    expect(told(chat)).toEqual(['waiting', 'You are next.']);
    const { message: words } = answer;
    const read = { ...snapshot, messages: words ? [words] : [], turns: [ask] };
    expect(told(applySnapshot(emptyChat, read))).toEqual(['waiting', 'You are next.']);
    const later = event(2, { ...ask, at: '2026-11-22T10:05:00.000Z' });
    expect(told(applyEvent(applyEvent(started, answer).chat, later).chat)).toEqual([
      'You are next.',
      'waiting',
    ]);
    expect([hasSaid(chat, 'You are next.'), hasSaid(chat, '2 people are before you.')]).toEqual([
      true,
      false,
    ]);
  });

  it('says that one waits again when a person gives back what nobody had', () => {
    const again = event(1, { kind: 'conversation.released', message: null });
    expect(told(applyEvent(started, again).chat)).toEqual(['waitingAgain']);
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
    const chat = applySnapshot({ ...started, seen: 5 }, snapshot);
    expect(chat).toMatchObject({ cursor: 9, seen: 5 });
    expect(countUnread(chat)).toBe(1);
    expect(applySnapshot(chat, snapshot)).toEqual(chat);
  });

  it('tells the same turns in the same places as the stream did, each once', () => {
    const whole = { ...snapshot, status: 'closed', sequence: 5, messages: [], turns: turnEvents } as const;
    const reloaded = applySnapshot(emptyChat, whole);
    expect(reloaded.lines).toEqual(afterTurns.lines);
    expect(applySnapshot(afterTurns, whole).lines).toEqual(afterTurns.lines);
    expect(turnEvents.reduce((now, one) => applyEvent(now, one).chat, reloaded).lines).toEqual(
      afterTurns.lines,
    );
    const among = { ...whole, sequence: 6, messages: [message(0), message(3, { text: 'hi' }), message(6)] };
    expect(
      told(applySnapshot(emptyChat, { ...among, turns: turnEvents.filter((_, at) => at !== 2) })),
    ).toEqual(['text 0', 'waiting', 'joined Kim', 'hi', 'assistant', 'closed', 'text 6']);
  });

  it('takes nothing back that came while it was on its way', () => {
    const early = {
      ...snapshot,
      status: 'pending',
      sequence: 1,
      messages: [],
      turns: turnEvents.slice(0, 1),
    } as const;
    expect(applySnapshot(afterTurns, early)).toBe(afterTurns);
  });
});

describe('what may be chosen', () => {
  const options = [{ id: 'y', title: 'Yes' }];
  const asked = applyEvent(started, event(1, { message: message(1, { options }), status: 'ai' })).chat;

  it('is offered by the newest message until somebody answers', () => {
    expect(findAsking(asked)?.options).toEqual(options);
    const waits = event(2, { kind: 'conversation.requested-human', status: 'pending', message: null });
    expect(findAsking(applyEvent(asked, waits).chat)?.options).toEqual(options);
    expect(findAsking(applyEvent(asked, event(2)).chat)).toBeNull();
    const mine = { ...accepted, message: { ...accepted.message, id: 'm2', sequence: 2 } };
    expect(findAsking(applyAccepted(asked, mine, item))).toBeNull();
  });

  it('is not offered once a person is there or the conversation is over', () => {
    for (const status of ['active', 'closed'] as const) expect(findAsking({ ...asked, status })).toBeNull();
    expect(findAsking(emptyChat)).toBeNull();
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
      for (const side of ['light', 'dark'] as const) {
        const ink = luminance(readableOn(color, side));
        for (const under of groundsOf(color, side))
          expect((Math.max(ink, under) + 0.05) / (Math.min(ink, under) + 0.05)).toBeGreaterThanOrEqual(4.5);
      }
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
    expect(pickLocale('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(pickLocale('en', ['de-DE'])).toBe('en');
  });
});
