// Proves that whoever goes offline is told the truth about each of their chats.

import { expect, it } from 'vitest';
import { fateSentences } from '../../../src/bridge/cards/chats-fate.js';

const none = { kept: 0, returned: 0, returning: [], draining: 0 };

it('says nothing about no chats', () => {
  expect(fateSentences(none, 'your')).toBe('');
});

it('says what becomes of each, in one sentence for each fate', () => {
  const all = { kept: 2, returned: 1, returning: [{ minutes: 5, count: 2 }], draining: 1 };
  expect(fateSentences(all, 'your')).toBe(
    '1 chat went back to the queue. 2 chats go back to the queue in 5 minutes, unless you are back by then. ' +
      '1 chat goes back to the queue as soon as the customer writes. 2 chats stay yours until you are back.',
  );
  expect(fateSentences({ ...none, kept: 1 }, 'their')).toBe('1 chat stays theirs until they are back.');
});
