// The root card: the right buttons for each status, the facts, and customer text that stays text.

import { describe, expect, it } from 'vitest';
import { rootCard } from '../../../src/bridge/cards/root.js';
import {
  buttonsOf,
  contactWith,
  factsWith,
  kim,
  labelsOf,
  livePieces,
  readCard,
} from '../../support/card-facts.js';

const side = ['Note', 'Category', 'Info'];

describe('the root card', () => {
  it.each([
    ['ai', ['Take over', 'Close', ...side]],
    ['pending', ['Claim', 'Restore to AI', 'Close', ...side]],
    ['active', ['Reply', 'Transfer', 'Restore to AI', 'Close', ...side]],
    ['closed', ['Reopen', ...side]],
  ] as const)('offers what the status %s allows (A17)', (status, labels) => {
    expect(labelsOf(rootCard(factsWith({ conversation: { status } })))).toEqual(labels);
  });

  it('draws every button with its conversation and epoch, so that a stale one is refused', () => {
    const card = rootCard(factsWith({ conversation: { epoch: 9 } }));
    for (const { ask } of buttonsOf(card)) {
      expect(ask).toMatchObject({ conversationId: factsWith().conversation.id, epoch: 9 });
    }
  });

  it('shows status, channel, agent, category and contact', () => {
    const card = rootCard(
      factsWith({
        owner: kim,
        conversation: { status: 'active', category: 'Billing' },
        channelKind: 'whatsapp',
      }),
    );
    const words = readCard(card);
    expect(words).toContain('#1042 · Maria Lopez');
    expect(words).toContain('💬 With Kim');
    expect(words).toContain('Channel: WhatsApp · Acme Support');
    expect(words).toContain('Agent: Kim');
    expect(words).toContain('Category: Billing');
    expect(words).toContain('Contact: maria@example.com');
    expect(card.fallback).toBe('#1042 Maria Lopez: 💬 With Kim');
  });

  it('shows who left a message, and until when a callback has time (B13, B19)', () => {
    const left = rootCard(factsWith({ conversation: { status: 'pending', waiting: 'message' } }));
    expect(readCard(left)).toContain('left a message');
    const notBefore = new Date('2026-11-23T08:00:00Z');
    const booked = rootCard(
      factsWith({ conversation: { status: 'pending', waiting: 'callback', notBefore } }),
    );
    expect(readCard(booked)).toContain('asked outside the hours');
    expect(booked.parts).toContainEqual({ kind: 'since', label: 'Open again', at: notBefore });
  });

  it('shows how the customer found it', () => {
    const words = readCard(rootCard(factsWith({ conversation: { status: 'closed' }, rating: 4 })));
    expect(words).toContain('Rating: ★★★★☆');
  });

  it('shows since when someone waits, and their place', () => {
    const card = rootCard(factsWith({ waitingPosition: 3 }));
    expect(card.parts).toContainEqual({
      kind: 'since',
      label: 'Waiting since',
      at: new Date('2026-11-22T09:05:00Z'),
    });
    expect(readCard(card)).toContain('number 3 in the queue');
    expect(readCard(rootCard(factsWith({ waitingPosition: 101 })))).toContain('100 or more wait before it');
  });

  it('says how to speak from here, in the desk’s own words (B1)', () => {
    for (const status of ['ai', 'pending', 'active', 'closed'] as const)
      expect(rootCard(factsWith({ conversation: { status } })).parts).toContainEqual({
        kind: 'ways',
        from: status,
      });
  });

  it('says that closing asks for the category where it does', () => {
    const closing = (change: Parameters<typeof factsWith>[0]) =>
      buttonsOf(rootCard(factsWith(change))).find(({ label }) => label === 'Close')?.ask;
    expect(closing({ conversation: { status: 'active', category: null } })?.opens).toBe(true);
    expect(closing({ conversation: { status: 'active', category: 'Billing' } })?.opens).toBeUndefined();
  });

  it('offers the earlier messages only when there are some', () => {
    expect(labelsOf(rootCard(factsWith()))).not.toContain('Show earlier (4)');
    expect(labelsOf(rootCard(factsWith({ earlier: 4 })))).toContain('Show earlier (4)');
  });

  it('keeps hostile customer text literal', () => {
    const hostile = '<!channel> [bank](https://evil.example) <@U1> *x*';
    const card = rootCard(
      factsWith({
        contact: contactWith({ name: hostile, email: hostile, attributes: { [hostile]: hostile } }),
        conversation: { requestReason: hostile },
      }),
    );
    expect(livePieces(card)).toEqual([]);
    expect(readCard(card)).toContain('<!channel> [bank](https://evil.example)');
  });
});
