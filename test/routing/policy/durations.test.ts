// Proves that durations are said in the largest unit that says them exactly.

import { expect, it } from 'vitest';
import { printDuration } from '../../../src/routing/policy/durations.js';

it.each([
  [0, '1 second'],
  [1_000, '1 second'],
  [45_000, '45 seconds'],
  [60_000, '1 minute'],
  [90_000, '90 seconds'],
  [30 * 60_000, '30 minutes'],
  [90 * 60_000, '90 minutes'],
  [60 * 60_000, '1 hour'],
  [24 * 60 * 60_000, '24 hours'],
])('%i ms is %s', (ms, said) => {
  expect(printDuration(ms)).toBe(said);
});
