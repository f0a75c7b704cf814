// How an agent stands: reached or not, why not, and a button for each way out that is theirs.

import { describe, expect, it } from 'vitest';
import { type StandingFacts, standingCard } from '../../../src/bridge/cards/standing.js';
import type { Agent } from '../../../src/core/agent.js';
import { type Chatbot, defaultRouting } from '../../../src/core/chatbot.js';
import type { ChatbotId } from '../../../src/core/id.js';
import { buttonsOf, labelsOf, readCard } from '../../support/card-facts.js';

const id = 'b1' as ChatbotId;
const now = new Date('2026-11-23T20:00:00Z');
const chatbot = {
  id,
  key: 'acme',
  name: 'Acme Support',
  humanSupport: true,
  hours: null,
  routing: defaultRouting,
} as unknown as Chatbot;
const ben = {
  name: 'Ben',
  role: 'agent',
  presence: 'online',
  chatLimit: 3,
  chatbotIds: [id],
  deactivatedAt: null,
} as unknown as Agent;
const stand = (change: {
  readonly agent?: Partial<Agent>;
  readonly chatbot?: Partial<Chatbot>;
  readonly load?: number;
  readonly placeJoined?: boolean | null;
}) => {
  const facts: StandingFacts = {
    agent: { ...ben, ...change.agent },
    load: change.load ?? 1,
    chatbots: [
      { chatbot: { ...chatbot, ...change.chatbot }, waiting: 2, placeJoined: change.placeJoined ?? null },
    ],
  };
  return standingCard(facts, now);
};

describe('how an agent stands', () => {
  it('says that the next chat reaches them, and how it comes', () => {
    const card = stand({});
    expect(card.fallback).toBe('You are 🟢 online · 1 of 3 chats · 2 waiting');
    expect(readCard(card)).toContain('✅ The next chat reaches you: you can claim it');
    expect(readCard(stand({ chatbot: { routing: { ...defaultRouting, mode: 'auto' } } }))).toContain(
      'given to you',
    );
    expect(labelsOf(card)).toEqual([]);
  });

  it.each([
    ['offline', { agent: { presence: 'offline' } }, 'you are offline', ['Go online']],
    ['away', { agent: { presence: 'away' } }, 'you are away', ['Go online']],
    ['full', { load: 3 }, 'you have 3 of 3 chats', ['My chats']],
    ['without human support', { chatbot: { humanSupport: false } }, 'human support is off', []],
    ['not in the place', { placeJoined: false }, 'not joined its place', []],
    [
      'outside the hours',
      { chatbot: { hours: { timezone: 'Europe/Berlin', open: { 'mon-fri': '09:00-18:00' } } } },
      'it opens Tue 09:00 (Europe/Berlin)',
      [],
    ],
    ['never open', { chatbot: { hours: { timezone: 'Europe/Berlin', open: {} } } }, 'never open', []],
  ] as const)('says why it does not: %s', (_what, change, why, labels) => {
    const card = stand(change);
    expect(readCard(card)).toContain(why);
    expect(labelsOf(card)).toEqual(labels);
  });

  it('gives those who manage the chatbot’s settings as the way out, and others not', () => {
    const off = { humanSupport: false };
    const card = stand({ agent: { role: 'admin' }, chatbot: off });
    expect(buttonsOf(card).map(({ ask }) => ask)).toEqual([{ word: 'chatbot', args: 'acme' }]);
    expect(labelsOf(stand({ agent: { role: 'supervisor' }, chatbot: off }))).toEqual([]);
  });

  it('tells those without a chatbot why nothing comes', () => {
    expect(readCard(standingCard({ agent: ben, load: 0, chatbots: [] }, now))).toContain(
      'not assigned to a chatbot',
    );
  });
});
