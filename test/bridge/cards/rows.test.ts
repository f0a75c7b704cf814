// Lists of conversations and the home: rows, links, limits, and empty states that teach.

import { describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../../src/bridge/cards/facts.js';
import { homeCard, strangerHomeCard } from '../../../src/bridge/cards/home.js';
import { mineCard, queueCard } from '../../../src/bridge/cards/rows.js';
import { mostCounted, rowsShown } from '../../../src/core/conversation.js';
import { factsWith, labelsOf, livePieces, readCard } from '../../support/card-facts.js';

const row = (url: string | null = null) => ({ facts: factsWith(), url });
/** A queue of whom these are the head, and `more` behind them. */
const queueOf = (rows: readonly ConversationRow[], more = 0) => ({
  counts: { waiting: rows.length + more, messages: 0, callbacks: 0 },
  rows,
});
const agent = { name: 'Kim', role: 'agent', presence: 'online', chatLimit: 4, load: 1 } as const;

describe('lists', () => {
  it('offers Claim for who waits, and the link where there is one', () => {
    const card = queueCard(queueOf([row('https://desk.example/t/1'), row()]));
    expect(labelsOf(card)).toEqual(['Claim', 'Claim']);
    expect(
      card.parts.flatMap((part) =>
        part.kind === 'controls' ? part.controls.filter((one) => one.kind === 'link') : [],
      ),
    ).toHaveLength(1);
    expect(card.fallback).toBe('2 waiting');
  });

  it('counts whose words are kept for later beside those who wait', () => {
    const queue = { counts: { waiting: 2, messages: 1, callbacks: 2 }, rows: [row()] };
    // The four who are not shown are kept for later, and still among the rest.
    expect(readCard(queueCard(queue))).toContain('… and 4 more.');
    const kept = '📨 1 message left · 📅 2 callbacks booked';
    expect(queueCard(queue).fallback).toBe(`2 waiting · ${kept}`);
    expect(readCard(homeCard({ agent, mine: [], queue }))).toContain(`Waiting (2) · ${kept}`);
  });

  it('cuts long lists and counts the rest', () => {
    const rows = Array.from({ length: rowsShown }, () => row());
    const card = queueCard(queueOf(rows, 7));
    expect(labelsOf(card)).toHaveLength(rowsShown);
    expect(readCard(card)).toContain('… and 7 more.');
    expect(card.parts.length).toBeLessThan(50);
    expect(readCard(mineCard([...rows, row(), row()], 20))).toContain('… and 2 more.');
    expect(readCard(queueCard(queueOf(rows)))).not.toContain('more');
  });

  it('says where it stopped counting', () => {
    const long = queueOf(
      Array.from({ length: rowsShown }, () => row()),
      mostCounted,
    );
    expect(readCard(homeCard({ agent, mine: [], queue: long }))).toContain('Waiting (1000+)');
    const words = readCard(queueCard(long));
    expect(words).toContain('1000+ waiting');
    expect(words).toContain('… and 990+ more.');
  });

  it('calls a wait what is one: whose words are kept asked then', () => {
    const kept = factsWith({
      conversation: { status: 'pending', waiting: 'message', requestedAt: new Date() },
    });
    const words = readCard(queueCard(queueOf([{ facts: kept, url: null }])));
    expect(words).toContain('Asked');
    expect(words).not.toContain('Waiting since');
  });

  it('teaches when there is nothing', () => {
    expect(readCard(queueCard(queueOf([])))).toContain('Nobody is waiting');
    expect(labelsOf(mineCard([], 4))).toEqual(['Take next', 'Queue']);
  });

  it('keeps the customer’s last words literal', () => {
    const card = mineCard(
      [{ facts: factsWith({ lastCustomerText: '<!channel> <https://evil.example|bank>' }), url: null }],
      4,
    );
    expect(livePieces(card)).toEqual([]);
    expect(readCard(card)).toContain('<!channel>');
  });
});

describe('the home', () => {
  it('shows presence, load and limit, and offers the other presences', () => {
    const card = homeCard({ agent, mine: [], queue: queueOf([row()]) });
    expect(readCard(card)).toContain('🟢 online · 1 of 4 chats');
    expect(labelsOf(card)).toEqual(['Away', 'Go offline', 'Claim']);
  });

  it('teaches when nothing is active and nobody waits, and tells those who are not online', () => {
    const words = readCard(
      homeCard({ agent: { ...agent, presence: 'offline' }, mine: [], queue: queueOf([]) }),
    );
    expect(words).toContain('You are not online');
    expect(words).toContain('Nobody is waiting');
  });

  it('stays within a hundred parts with full lists', () => {
    const rows = Array.from({ length: 50 }, () => row('https://desk.example/t/1'));
    const queue = queueOf(rows.slice(0, rowsShown), mostCounted);
    expect(homeCard({ agent, mine: rows, queue }).parts.length).toBeLessThan(100);
  });

  it('is never empty, also for strangers', () => {
    expect(readCard(strangerHomeCard())).toContain('Ask an admin');
  });
});
