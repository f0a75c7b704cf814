// Proves the pace: a burst, then evenly, each key on its own.

import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/channels/meta/budget.js';

describe('a budget', () => {
  it('lets a burst go and then one per interval', () => {
    let now = 1_000;
    const budget = createBudget({ perSecond: 1 / 6, burst: 3 }, () => now);
    expect([1, 2, 3, 4].map(() => budget.take('a'))).toEqual([0, 0, 0, 6_000]);
    now += 5_999;
    expect(budget.take('a')).toBe(1);
    now += 1;
    expect([budget.take('a'), budget.take('a')]).toEqual([0, 6_000]);
    now += 60_000;
    expect([1, 2, 3, 4].map(() => budget.take('a'))).toEqual([0, 0, 0, 6_000]);
  });

  it('keeps its keys apart', () => {
    const budget = createBudget({ perSecond: 1, burst: 1 }, () => 0);
    expect([budget.take('a'), budget.take('b'), budget.take('a')]).toEqual([0, 0, 1_000]);
  });

  it('takes back what was not used', () => {
    const budget = createBudget({ perSecond: 1, burst: 1 }, () => 0);
    budget.take('a');
    budget.putBack('a');
    budget.putBack('unknown');
    expect(budget.take('a')).toBe(0);
  });

  it('never takes more than its rate over a long while', () => {
    let now = 0;
    const budget = createBudget({ perSecond: 80, burst: 80 }, () => now);
    let sent = 0;
    for (; now < 10_000; now += 1) if (budget.take('a') === 0) sent += 1;
    expect(sent).toBeLessThanOrEqual(80 * 10 + 80);
    expect(sent).toBeGreaterThan(800);
  });

  it('forgets the keys of longest ago, not the busy ones', () => {
    const budget = createBudget({ perSecond: 0.001, burst: 2 }, () => 0);
    budget.take('busy');
    for (let key = 0; key < 19_999; key += 1) budget.take(`key ${key}`);
    budget.take('busy');
    budget.take('one more');
    expect(budget.take('busy')).toBeGreaterThan(0);
    // Forgotten, so it may take as many as at first.
    expect([budget.take('key 0'), budget.take('key 0')]).toEqual([0, 0]);
  });
});
