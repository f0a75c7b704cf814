// The history: messages, notes and turns in order, paged, with customer text as text.

import { describe, expect, it } from 'vitest';
import { type HistoryFact, historyCard } from '../../../src/bridge/cards/history.js';
import type { Message, Note } from '../../../src/core/message.js';
import { buttonsOf, conversationWith, livePieces, readCard } from '../../support/card-facts.js';

const message = (change: Partial<Message>): HistoryFact => ({
  type: 'message',
  receipt: null,
  message: {
    author: 'contact',
    authorName: 'Maria',
    kind: 'text',
    text: 'Hi',
    markup: 'plain',
    attachments: [],
    details: {},
    sequence: 5,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
    ...change,
  } as Message,
});

describe('the history card', () => {
  it('says so where nothing was written, and only there', () => {
    const said = (items: HistoryFact[]) =>
      readCard(historyCard({ conversation: conversationWith(), items, earlier: 0 }));
    expect(said([])).toContain('Nothing was written yet.');
    expect(said([message({})])).not.toContain('Nothing was written yet.');
  });

  it('shows who said what, notes marked as internal', () => {
    const note = {
      authorName: 'Kim',
      text: 'VIP',
      attachments: [],
      sequence: 6,
      createdAt: new Date(),
    } as unknown as Note;
    const words = readCard(
      historyCard({
        conversation: conversationWith(),
        items: [message({}), { type: 'note', note }],
        earlier: 0,
      }),
    );
    expect(words).toContain('Maria (customer)\nHi');
    expect(words).toContain('🔒 Internal note by Kim\nVIP');
  });

  it('shows what the customer could choose', () => {
    const details = {
      options: [
        { id: 'y', title: 'Yes' },
        { id: 'n', title: 'No' },
      ],
    };
    const asks = message({ author: 'assistant', text: 'Refund?', details });
    const card = historyCard({ conversation: conversationWith(), items: [asks], earlier: 0 });
    expect(readCard(card)).toContain('Choices: Yes · No');
  });

  it('leads to the page before the first line shown', () => {
    const card = historyCard({
      conversation: conversationWith(),
      items: [message({ sequence: 31 })],
      earlier: 30,
    });
    expect(buttonsOf(card)[0]).toMatchObject({
      label: 'Show earlier (30)',
      ask: { word: 'history', args: 'before 31' },
    });
    expect(
      buttonsOf(historyCard({ conversation: conversationWith(), items: [message({})], earlier: 0 })),
    ).toEqual([]);
  });

  it('marks what was edited, deleted or not delivered, and names what has no text', () => {
    const items = [
      message({ editedAt: new Date() }),
      message({ deletedAt: new Date(), text: 'secret' }),
      { ...message({ author: 'agent', authorName: 'Kim' }), receipt: 'failed' as const } as HistoryFact,
      message({ kind: 'sticker', text: '' }),
    ];
    const words = readCard(historyCard({ conversation: conversationWith(), items, earlier: 0 }));
    expect(words).toContain('Maria (customer) · edited');
    expect(words).not.toContain('secret');
    expect(words).toContain('⚠️ not delivered');
    expect(words).toContain('🙂 sticker');
  });

  it('shows what a message answers, and where a colleague wrote past us', () => {
    const items = [
      message({ text: 'Yes', details: { replyTo: { externalId: 'm', text: 'Is it\n<!here> blue?' } } }),
      message({ author: 'colleague', authorName: 'Shop', details: { via: 'the WhatsApp app' } }),
      message({ kind: 'location', text: '', details: { location: { latitude: 1, longitude: 2 } } }),
    ];
    const card = historyCard({ conversation: conversationWith(), items, earlier: 0 });
    const words = readCard(card);
    expect(words).toContain('Is it <!here> blue?\nYes');
    expect(words).toContain('Shop · via the WhatsApp app (colleague)\nHi');
    expect(words).toContain('📍 location — https://maps.google.com/?q=1,2');
    expect(livePieces(card)).toEqual([]);
  });

  it('keeps hostile text literal and cuts endless text between characters', () => {
    const card = historyCard({
      conversation: conversationWith(),
      items: [message({ text: `<!channel> [x](https://evil.example) ${'👩‍👩‍👧'.repeat(2000)}` })],
      earlier: 0,
    });
    expect(livePieces(card)).toEqual([]);
    expect(readCard(card)).toContain('<!channel>');
    expect(readCard(card).length).toBeLessThan(5000);
  });
});
