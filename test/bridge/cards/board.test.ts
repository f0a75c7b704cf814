// Proves what a board says: who waits and how long, breaches, who is there, and nothing of who the customers are.

import { describe, expect, it } from 'vitest';
import { boardCard } from '../../../src/bridge/cards/board.js';
import { overviewCard } from '../../../src/bridge/cards/overview.js';
import { ageOf, numberOf } from '../../../src/bridge/cards/spans.js';
import { boardWith as facts, boardNow as now } from '../../support/board-facts.js';

const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const shown = (card: unknown) => JSON.stringify(card);

describe('a board', () => {
  it('tells who waits with age, channel, category and priority, and marks who waits too long (B12)', () => {
    const words = shown(boardCard(facts(), true, now));
    for (const said of ['#1042', '⏰ 12 min', 'WhatsApp', 'Billing', '❗ urgent', '… and 2 more'])
      expect(words).toContain(said);
    expect(words).toContain('left a message');
    expect(words).toContain('callback');
    // Whoever left a message does not wait.
    expect(words).not.toContain('⏰ 11 min');
    expect(words).toContain('1000+ with the assistant');
  });

  it('tells who is there, since when they are free, and how many are not', () => {
    const words = shown(boardCard(facts(), true, now));
    expect(words).toContain(' · 0 of 4 chats · free for 7 min');
    expect(words).toContain(' · 2 of 4 chats · away');
    expect(words).toContain('3 offline');
  });

  it('tells what is wrong and how today went (A8)', () => {
    const words = shown(boardCard(facts(), true, now));
    expect(words).toContain('🚨 Somebody waits too long since');
    expect(words).toContain('3 replies of the last hour did not reach the customer.');
    expect(words).toContain('12 asked for a person · 10 taken · 8 closed');
    expect(words).toContain('first reply after 75 s (median)');
  });

  it('lists who waits longer than promised, with age and agent, and counts the rest (B12)', () => {
    const words = shown(boardCard(facts(), true, now));
    for (const said of ['⏰ Too late (2)', '⏰ 14 min', 'Lee has not replied yet', 'Kim did not reply'])
      expect(words).toContain(said);
    const chats = Array.from({ length: 10 }, (_, at) => ({
      ...{ reference: 2000 + at, kind: 'wait' as const, since: ago(90 - at), agentName: null },
    }));
    const many = shown(boardCard(facts({ breaches: { chats, total: 40 } }), true, now));
    expect(many).toContain('… and 35 more');
    expect(many).toContain('#2004');
    expect(many).not.toContain('#2005');
    expect(shown(boardCard(facts({ breaches: { chats: [], total: 0 } }), true, now))).not.toContain(
      'Too late',
    );
  });

  it('opens those who are too late first, and nobody twice', () => {
    const [menu] = boardCard(facts(), true, now)
      .parts.flatMap((part) => (part.kind === 'controls' ? part.controls : []))
      .filter((control) => control.kind === 'menu');
    const values = menu?.options.map(({ value }) => value) ?? [];
    expect(values.slice(0, 3)).toEqual(['#1040', '#1042', '#1043']);
    expect(new Set(values).size).toBe(values.length);
  });

  it('is drawn alike while nothing but seconds passed, so that it costs no call', () => {
    const soon = new Date(now.getTime() + 5_000);
    expect(shown(boardCard(facts(), true, soon))).toBe(shown(boardCard(facts(), true, now)));
  });

  it('says when it opens, and that human support is off', () => {
    const { settings } = facts();
    const closed = { timezone: 'UTC', open: { tue: '09:00-17:00' } };
    expect(shown(boardCard(facts({ settings: { ...settings, hours: closed } }), true, now))).toContain(
      'Closed. Opens',
    );
    expect(shown(boardCard(facts({ settings: { ...settings, humanSupport: false } }), true, now))).toContain(
      'Human support is off',
    );
  });
});

describe('numbers', () => {
  it('are rounded as people say them', () => {
    expect([ageOf(ago(0), now), ageOf(ago(119), now), ageOf(ago(130), now), ageOf(ago(3000), now)]).toEqual([
      'just now',
      '119 min',
      '2 h',
      '2 days',
    ]);
    expect([numberOf(1000), numberOf(1001)]).toEqual(['1000', '1000+']);
  });
});

describe('the overview', () => {
  it('offers each chatbot and the report, and says how many chatbots it does not show', () => {
    const line = {
      chatbot: { key: 'acme', name: 'Acme Support' },
      ...{ ai: 0, active: 0, waitingSince: now, agents: [], present: 0, assigned: 0 },
      queue: { waiting: 1, messages: 2, callbacks: 0 },
    };
    const words = shown(overviewCard({ lines: [line], more: 188 }));
    expect(words).toContain('… and 188 more.');
    expect(words).toContain('🔔 1 waiting · 📨 2 messages left · 💬');
    expect(words).toContain('Nobody is assigned.');
    expect(words).toContain('"value":"acme"');
    expect(words).toContain('"label":"Report"');
  });
});
