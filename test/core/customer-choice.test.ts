// What customers' presses and words mean: ids of choices there and back, and lines that are nothing but a score.

import { describe, expect, it } from 'vitest';
import {
  type CustomerChoice,
  choiceId,
  readChoiceId,
  readScore,
  scores,
  waitingChoices,
} from '../../src/core/customer-choice.js';

describe('ids of choices', () => {
  it('come back as what they stood for', () => {
    const all: CustomerChoice[] = [
      ...waitingChoices.map((choice) => ({ kind: 'waiting' as const, choice })),
      ...scores.map((score) => ({ kind: 'rating' as const, score })),
    ];
    expect(all.map((one) => readChoiceId(choiceId(one)))).toEqual(all);
  });

  it.each([
    '',
    'size-xl',
    'baton:waiting:4',
    'baton:waiting:forever',
    'baton:rating:wait',
    'baton:rating:0',
    'baton:rating:6',
    'not baton:rating:4',
  ])('%j is an assistant’s own', (id) => {
    expect(readChoiceId(id)).toBeNull();
  });
});

describe('a line that is a score', () => {
  it.each([
    ['1', 1],
    ['5', 5],
    [' 4 ', 4],
    ['4.', 4],
    ['5!', 5],
    ['3/5', 3],
    ['3 / 5', 3],
    ['★★★★', 4],
    ['⭐️⭐️', 2],
    ['⭐', 1],
    ['★★★★★', 5],
  ])('%j', (text, score) => {
    expect(readScore(text)).toBe(score);
  });

  it.each(['', '0', '6', '45', '4/10', '5 of them', '4 please', '★★★★★★', '★ nice', 'five'])(
    '%j is none',
    (text) => {
      expect(readScore(text)).toBeNull();
    },
  );
});
