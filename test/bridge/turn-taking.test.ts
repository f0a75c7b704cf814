// Proves that a team is asked so often a minute and no more, rests when it asks for patience, and holds up no other.

import { expect, it } from 'vitest';
import { createTurnTaking } from '../../src/bridge/turn-taking.js';

it('gives a few turns at once, then so many a minute', () => {
  let now = 1_000_000;
  const turns = createTurnTaking(30, 2, () => now);
  turns.take('slack T1');
  expect(turns.resting()).toEqual([]);
  turns.take('slack T1');
  turns.take('slack T2');
  expect(turns.resting()).toEqual(['slack T1']);
  now += 1_000;
  expect(turns.resting()).toEqual(['slack T1']);
  now += 1_000;
  expect(turns.resting()).toEqual([]);
  // An hour of silence earns no more than the few.
  now += 3_600_000;
  for (let at = 0; at < 2; at += 1) turns.take('slack T1');
  expect(turns.resting()).toEqual(['slack T1']);
});

it('lets a team rest for as long as it asked', () => {
  let now = 1_000_000;
  const turns = createTurnTaking(60, 5, () => now);
  turns.hold('slack T1', 30_000);
  turns.hold('slack T1', 1_000);
  now += 29_000;
  expect(turns.resting()).toEqual(['slack T1']);
  now += 1_001;
  expect(turns.resting()).toEqual([]);
});
