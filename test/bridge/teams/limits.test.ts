// Pacing: Teams' windows are never overstepped, waits are exact, a 429 holds one thread only; redraws keep their distance.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacing, createSpacing } from '../../../src/bridge/teams/limits.js';
import { Failure } from '../../../src/core/errors.js';

function waitOf(work: () => void): number | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error).toMatchObject({ class: 'retry', ambiguous: false });
    return error.retryAfterMs;
  }
}

describe('createPacing', () => {
  it('lets seven through in a second, and says when the eighth may come', () => {
    let now = 1_000_000;
    const pacing = createPacing(() => now);
    for (let turn = 0; turn < 7; turn += 1) {
      expect(waitOf(() => pacing.take('a'))).toBeNull();
      now += 10;
    }
    expect(waitOf(() => pacing.take('a'))).toBe(1180);
    expect(waitOf(() => pacing.take('b'))).toBeNull();
    now += 1180;
    expect(waitOf(() => pacing.take('a'))).toBeNull();
    expect(waitOf(() => pacing.take('a'))).toBe(1000);
  });

  it('never oversteps a window, whatever comes when, and whoever waits as told gets through', () => {
    const gaps = fc.array(fc.nat(900), { minLength: 80, maxLength: 300 });
    fc.assert(
      fc.property(gaps, (waits) => {
        let now = 5_000_000;
        const taken: number[] = [];
        const pacing = createPacing(() => now);
        for (const gap of waits) {
          now += gap;
          const wait = waitOf(() => pacing.take('a'));
          if (wait !== null) {
            now += wait;
            expect(waitOf(() => pacing.take('a'))).toBeNull();
          }
          taken.push(now);
        }
        for (const [most, ms] of [
          [7, 1_000],
          [8, 2_000],
          [60, 30_000],
        ] as const) {
          for (const [index, at] of taken.entries()) {
            const after = taken[index + most];
            if (after !== undefined) expect(after - at).toBeGreaterThanOrEqual(ms);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('lets 1800 through in an hour', () => {
    let now = 10_000_000;
    const pacing = createPacing(() => now);
    for (let turn = 0; turn < 1800; turn += 1) {
      expect(waitOf(() => pacing.take('a'))).toBeNull();
      now += 600;
    }
    expect(waitOf(() => pacing.take('a'))).toBeGreaterThan(2_000_000);
  });

  it('holds one thread after a 429, the longest hold counts', () => {
    let now = 0;
    const pacing = createPacing(() => now);
    pacing.hold('a', 5000);
    pacing.hold('a', 1000);
    expect(waitOf(() => pacing.take('a'))).toBe(5000);
    expect(waitOf(() => pacing.take('b'))).toBeNull();
    now = 5000;
    expect(waitOf(() => pacing.take('a'))).toBeNull();
  });
});

describe('createSpacing', () => {
  it('keeps two redraws of one card apart, and others not', () => {
    let now = 0;
    const spacing = createSpacing(2000, () => now);
    expect(waitOf(() => spacing.take('card'))).toBeNull();
    now = 500;
    expect(waitOf(() => spacing.take('card'))).toBe(1500);
    expect(waitOf(() => spacing.take('other'))).toBeNull();
    now = 2000;
    expect(waitOf(() => spacing.take('card'))).toBeNull();
  });
});
