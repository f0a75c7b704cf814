// The held card: three choices, worded for who has the conversation.

import { describe, expect, it } from 'vitest';
import { heldCard } from '../../../src/bridge/cards/held.js';
import { buttonsOf, conversationWith, labelsOf, readCard } from '../../support/card-facts.js';

const held = {
  conversation: conversationWith(),
  heldLineId: 'h1',
  text: 'try turning it off',
  ownerName: null,
};

describe('the held card', () => {
  it('offers to take over, to note and to discard (A16, B10)', () => {
    const card = heldCard({ ...held, ownerName: 'Ann' });
    expect(labelsOf(card)).toEqual(['Take over and send', 'Save as note', 'Discard']);
    expect(buttonsOf(card).map(({ ask }) => `${ask.word} ${ask.args}`)).toEqual([
      'held send h1',
      'held note h1',
      'held discard h1',
    ]);
    expect(readCard(card)).toContain('Ann has #1042, so your line was not sent');
  });

  it('offers to claim when nobody has it', () => {
    expect(labelsOf(heldCard(held))[0]).toBe('Claim and send');
  });

  it('asks the owner about a line that only just fails to be a command', () => {
    const card = heldCard({ ...held, ownerName: 'Ann', meant: '!note' });
    expect(labelsOf(card)).toEqual(['Send as it is', 'Save as note', 'Discard']);
    expect(buttonsOf(card).map(({ style }) => style)).not.toContain('primary');
    expect(readCard(card)).toContain('Did you mean !note?');
  });
});
