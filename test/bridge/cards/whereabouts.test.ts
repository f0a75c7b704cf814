// Why a conversation is in one's list or not: every status, filters, and the other desk.

import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/bridge/cards/card.js';
import { type Reader, whereaboutsParts } from '../../../src/bridge/cards/whereabouts.js';
import { usualFilter } from '../../../src/core/chat-filter.js';
import type { AgentId } from '../../../src/core/id.js';
import { factsWith, kim, labelsOf, readCard } from '../../support/card-facts.js';

const reader: Reader = {
  id: kim.id,
  filter: usualFilter,
  choices: { chatbots: [], channels: ['web', 'whatsapp'] },
  desk: 'slack',
  threadDesk: 'slack',
};
const read = (parts: readonly Part[]) => readCard({ fallback: '', parts });
const told = (facts: Parameters<typeof factsWith>[0], change: Partial<Reader> = {}) =>
  read(whereaboutsParts(factsWith(facts), { ...reader, ...change }));

describe('why a conversation is in a list or not', () => {
  it('tells where the usual list has it', () => {
    expect(told({ conversation: { status: 'pending' } })).toContain('In your list, under Waiting');
    expect(told({ conversation: { status: 'active', ownerId: kim.id } })).toContain('under Active');
  });

  it('tells why it has it not', () => {
    expect(told({ conversation: { status: 'closed' } })).toContain('Not in your list: it is closed');
    expect(told({ conversation: { status: 'ai' } })).toContain('the assistant has it');
    const ben = { id: 'b' as AgentId, name: 'Ben' };
    expect(told({ conversation: { status: 'active', ownerId: ben.id }, owner: ben })).toContain('Ben has it');
    expect(told({ conversation: { status: 'pending' }, waitingPosition: 30 })).toContain(
      '29 others wait before it',
    );
    expect(told({ conversation: { status: 'pending' }, waitingPosition: 101 })).toContain(
      '100 or more others wait before it',
    );
  });

  it('names the filter that hides it, with the way to let it go', () => {
    const filter = { ...usualFilter, list: 'mine', channel: 'whatsapp' } as const;
    const parts = whereaboutsParts(factsWith({ conversation: { status: 'pending' } }), { ...reader, filter });
    expect(read(parts)).toContain('it shows only My chats · WhatsApp');
    expect(labelsOf({ fallback: '', parts })).toEqual(['Show all']);
    expect(
      told({ conversation: { status: 'pending' } }, { filter: { ...usualFilter, list: 'pending' } }),
    ).toContain('In your list, which shows Waiting');
    expect(told({}, { filter: { ...usualFilter, words: 'bolt' } })).toContain('if it holds the words');
  });

  it('says when its thread is on the other desk', () => {
    expect(told({}, { threadDesk: 'teams' })).toContain('answered on Teams');
    expect(told({}, { threadDesk: null })).not.toContain('answered on');
  });
});
