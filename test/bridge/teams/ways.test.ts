// The cards say how to speak from where their reader stands, with a mention only where one is needed.

import { describe, expect, it } from 'vitest';
import type { WaysFrom } from '../../../src/bridge/cards/card.js';
import { tellWays } from '../../../src/bridge/teams/ways.js';
import { wordsOf } from '../../support/card-facts.js';

const everywhere: readonly WaysFrom[] = ['ai', 'pending', 'active', 'closed', 'help', 'home'];

describe('how to speak on Teams', () => {
  it('is told by what the team granted', () => {
    expect(wordsOf(tellWays('active', 'plain'))).toBe(
      'Write in this thread to answer · !note for a note · !help for the rest',
    );
    expect(wordsOf(tellWays('active', 'mention'))).toBe(
      'Answer here with @Baton your words, in plain lines only where the team lets Baton read along · @Baton note … for a note',
    );
  });

  it.each(everywhere)('never offers a typed word from %s that would not be heard', (from) => {
    expect(wordsOf(tellWays(from, 'mention'))).not.toContain('!');
  });

  it.each(everywhere)('speaks of no command of another desk from %s', (from) => {
    for (const speaking of ['plain', 'mention'] as const)
      expect(wordsOf(tellWays(from, speaking))).not.toMatch(/\/livechat|Slack/);
  });

  it('ends with what the card adds', () => {
    expect(wordsOf(tellWays('help', 'plain', 'Listed is what Kim may do.'))).toMatch(/Kim may do\.$/);
  });
});
