// Lists of conversations and the home: rows, links, limits, and empty states that teach.

import { describe, expect, it } from 'vitest';
import { homeCard, strangerHomeCard } from '../../../src/bridge/cards/home.js';
import { mineCard, queueCard, rowsShown } from '../../../src/bridge/cards/rows.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { factsWith, labelsOf, livePieces, readCard } from '../../support/card-facts.js';

const row = (url: string | null = null) => ({ facts: factsWith(), url });
const agent = { name: 'Kim', role: 'agent', presence: 'online', chatLimit: 4, load: 1 } as const;

describe('lists', () => {
  it('offers Claim for who waits, and the link where there is one', () => {
    const card = queueCard([row('https://desk.example/t/1'), row()]);
    expect(labelsOf(card)).toEqual(['Claim', 'Claim']);
    expect(
      card.parts.flatMap((part) =>
        part.kind === 'controls' ? part.controls.filter((one) => one.kind === 'link') : [],
      ),
    ).toHaveLength(1);
    expect(card.fallback).toBe('2 waiting');
  });

  it('counts whose words are kept for later beside those who wait', () => {
    const now = new Date();
    const inAnHour = new Date(now.getTime() + 3_600_000);
    const waits = (change: Partial<Conversation>) => ({
      facts: factsWith({ conversation: { ...factsWith().conversation, status: 'pending', ...change } }),
      url: null,
    });
    const rows = [
      waits({}),
      // Its opening has come: somebody is owed a call now.
      waits({ waiting: 'callback' }),
      waits({ waiting: 'message' }),
      waits({ waiting: 'callback', notBefore: inAnHour }),
      waits({ waiting: 'callback', notBefore: inAnHour }),
    ];
    const kept = '📨 1 message left · 📅 2 callbacks booked';
    expect(queueCard(rows, now).fallback).toBe(`2 waiting · ${kept}`);
    expect(readCard(homeCard({ agent, mine: [], waiting: rows }, now))).toContain(`Waiting (2) · ${kept}`);
  });

  it('cuts long lists and counts the rest', () => {
    const card = queueCard(Array.from({ length: rowsShown + 7 }, () => row()));
    expect(labelsOf(card)).toHaveLength(rowsShown);
    expect(readCard(card)).toContain('… and 7 more.');
    expect(card.parts.length).toBeLessThan(50);
  });

  it('teaches when there is nothing', () => {
    expect(readCard(queueCard([]))).toContain('Nobody is waiting');
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
    const card = homeCard({ agent, mine: [], waiting: [row()] });
    expect(readCard(card)).toContain('🟢 online · 1 of 4 chats');
    expect(labelsOf(card)).toEqual(['Away', 'Go offline', 'Claim']);
  });

  it('teaches when nothing is active and nobody waits, and tells those who are not online', () => {
    const words = readCard(homeCard({ agent: { ...agent, presence: 'offline' }, mine: [], waiting: [] }));
    expect(words).toContain('You are not online');
    expect(words).toContain('Nobody is waiting');
  });

  it('stays within a hundred parts with full lists', () => {
    const rows = Array.from({ length: 50 }, () => row('https://desk.example/t/1'));
    expect(homeCard({ agent, mine: rows, waiting: rows }).parts.length).toBeLessThan(100);
  });

  it('is never empty, also for strangers', () => {
    expect(readCard(strangerHomeCard())).toContain('Ask an admin');
  });
});
