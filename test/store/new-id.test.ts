// Ids are of the standard's form, never repeat, and sort in the order in which they were made.

import { validate, version } from 'uuid';
import { afterEach, expect, it, vi } from 'vitest';
import { newId } from '../../src/store/new-id.js';

afterEach(() => vi.useRealTimers());

const make = (count: number) => Array.from({ length: count }, () => newId());

it('makes ids of version 7 with the moment in them', () => {
  const before = Date.now();
  const id = newId();
  expect(validate(id)).toBe(true);
  expect(version(id)).toBe(7);
  const at = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
});

it('makes each once and in order, many within a millisecond and over many pages of random bytes', () => {
  const ids = make(20_000);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

it('goes on in order when the clock is set back', () => {
  const before = newId();
  vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ['Date'] });
  const after = make(100);
  expect([before, ...after].sort()).toEqual([before, ...after]);
});

it('draws fresh random bytes for each, not those of another', () => {
  const tails = make(1_000).map((id) => id.slice(-10));
  expect(new Set(tails).size).toBe(tails.length);
});
