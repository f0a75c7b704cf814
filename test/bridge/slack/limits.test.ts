// Pacing: nothing before a first 429, silence until Retry-After, then one by one, then free again.

import { describe, expect, it } from 'vitest';
import { createPacing } from '../../../src/bridge/slack/limits.js';
import { Failure } from '../../../src/core/errors.js';

function waitOf(take: () => void): number | null {
  try {
    take();
    return null;
  } catch (error) {
    if (error instanceof Failure && error.class === 'retry') return error.retryAfterMs;
    throw error;
  }
}

describe('createPacing', () => {
  it('lets bursts through before the first 429', () => {
    const pacing = createPacing(1000, 60_000, () => 0);
    for (let turn = 0; turn < 100; turn += 1) expect(waitOf(() => pacing.take('C1'))).toBeNull();
  });

  it('holds the lane until Retry-After, then one turn per second, then is free', () => {
    let now = 0;
    const pacing = createPacing(1000, 60_000, () => now);
    pacing.hold('C1', 5000);
    expect(waitOf(() => pacing.take('C1'))).toBeGreaterThanOrEqual(5000);
    expect(waitOf(() => pacing.take('C1'))).toBeLessThanOrEqual(6000);
    expect(waitOf(() => pacing.take('C2'))).toBeNull();
    now = 5000;
    expect(waitOf(() => pacing.take('C1'))).toBeNull();
    expect(waitOf(() => pacing.take('C1'))).toBeGreaterThan(0);
    now = 6000;
    expect(waitOf(() => pacing.take('C1'))).toBeNull();
    now = 65_000;
    for (let turn = 0; turn < 5; turn += 1) expect(waitOf(() => pacing.take('C1'))).toBeNull();
  });

  it('is not shortened by a second, smaller hold', () => {
    const pacing = createPacing(1000, 60_000, () => 0);
    pacing.hold('C1', 30_000);
    pacing.hold('C1', 1000);
    expect(waitOf(() => pacing.take('C1'))).toBeGreaterThanOrEqual(30_000);
  });
});
