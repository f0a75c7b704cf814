// Proves that fallbacks are followed in order, end where they would go round, and that circles are named.

import { describe, expect, it } from 'vitest';
import { type FallsBack, fallbackChain, findCycle } from '../../src/core/fallback.js';

const bots = (falls: Readonly<Record<string, string | null>>): FallsBack[] =>
  Object.entries(falls).map(([key, fallback]) => ({ key, routing: { fallback } }));
const chainOf = (key: string, all: readonly FallsBack[]) => {
  const first = all.find((one) => one.key === key);
  return first ? fallbackChain(first, all).map((one) => one.key) : [];
};

describe('the chain of helpers', () => {
  it('goes from one to the next, and ends with whoever has none or names nobody', () => {
    const all = bots({ a: 'b', b: 'c', c: null, d: 'gone' });
    expect(['a', 'b', 'c', 'd'].map((key) => chainOf(key, all))).toEqual([['b', 'c'], ['c'], [], []]);
  });

  it('never goes round, wherever the circle is', () => {
    const all = bots({ a: 'b', b: 'c', c: 'b', d: 'd' });
    expect(['a', 'b', 'd'].map((key) => chainOf(key, all))).toEqual([['b', 'c'], ['c'], []]);
  });
});

it('names a circle by its keys, also one of a chatbot with itself, and none where there is none', () => {
  expect(findCycle(bots({ a: 'b', b: 'c', c: 'b' }))).toEqual(['b', 'c', 'b']);
  expect(findCycle(bots({ a: 'a' }))).toEqual(['a', 'a']);
  expect(findCycle(bots({ a: 'b', b: 'c', c: null, d: 'b' }))).toBeNull();
});
