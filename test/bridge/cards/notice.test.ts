// Notices: remedies become buttons that know their conversation; corrections carry the new words.

import { describe, expect, it } from 'vitest';
import { correctionCard, refusalCard } from '../../../src/bridge/cards/notice.js';
import { buttonsOf, conversationWith } from '../../support/card-facts.js';

describe('notices', () => {
  it('turns remedies into buttons about the same conversation', () => {
    const card = refusalCard(
      'Ann has this conversation.',
      [{ command: 'claim', label: 'Take over', args: 'over' }],
      { conversationId: 'c1' },
    );
    expect(buttonsOf(card)).toEqual([
      { kind: 'button', label: 'Take over', ask: { word: 'claim', args: 'over', conversationId: 'c1' } },
    ]);
  });

  it('offers the edited words as a message of their own, or the reply window when they are long (B4)', () => {
    const conversation = conversationWith();
    expect(buttonsOf(correctionCard(conversation, 'tomorrow'))[0]?.ask).toMatchObject({
      word: 'reply',
      args: 'tomorrow',
      epoch: 3,
    });
    expect(buttonsOf(correctionCard(conversation, 'x'.repeat(5000)))[0]?.ask.args).toBeUndefined();
  });
});
