// What stands between an agent and the next chat: each hindrance by itself, and several in the order they are mended.

import { describe, expect, it } from 'vitest';
import { hindrancesOf, type Standing } from '../../src/core/eligibility.js';
import type { ChatbotId } from '../../src/core/id.js';

const acme = 'b1' as ChatbotId;
const now = new Date('2026-11-23T10:00:00Z');
const able: Standing = {
  agent: { presence: 'online', chatLimit: 3, chatbotIds: [acme], deactivatedAt: null },
  load: 2,
  chatbot: { id: acme, humanSupport: true, hours: null },
  placeJoined: true,
};
const closed = { timezone: 'Europe/Berlin', open: { sat: '09:00-12:00' } };

describe('whether the next chat can reach an agent', () => {
  it('can, when nothing stands in the way', () => {
    expect(hindrancesOf(able, now)).toEqual([]);
    expect(hindrancesOf({ ...able, placeJoined: null }, now)).toEqual([]);
  });

  it.each([
    ['deactivated', { agent: { ...able.agent, deactivatedAt: now } }],
    ['guest', { agent: { ...able.agent, isGuest: true } }],
    ['not-assigned', { agent: { ...able.agent, chatbotIds: [] } }],
    ['human-support-off', { chatbot: { ...able.chatbot, humanSupport: false } }],
    ['offline', { agent: { ...able.agent, presence: 'offline' as const } }],
    ['away', { agent: { ...able.agent, presence: 'away' as const } }],
    ['at-limit', { load: 3 }],
    ['outside-hours', { chatbot: { ...able.chatbot, hours: closed } }],
    ['not-joined', { placeJoined: false }],
  ])('is hindered by being %s', (hindrance, change) => {
    expect(hindrancesOf({ ...able, ...change }, now)).toEqual([hindrance]);
  });

  it('tells all of them, the first to be mended first', () => {
    const agent = { ...able.agent, presence: 'offline' as const, chatLimit: 0 };
    expect(hindrancesOf({ ...able, agent, placeJoined: false }, now)).toEqual([
      'offline',
      'at-limit',
      'not-joined',
    ]);
  });
});
