// Proves that everybody beats once in a period, few at once however many came together, and nothing when nobody is there.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBeats } from '../../../src/channels/web/beats.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const periodMs = 15_000;

describe('beats', () => {
  it('come once in a period to each, and to few at once, though all came together', () => {
    const beats = createBeats(periodMs);
    const counts = Array.from({ length: 45 }, () => 0);
    let together = 0;
    let most = 0;
    for (const index of counts.keys())
      beats.join(() => {
        counts[index] = (counts[index] ?? 0) + 1;
        together += 1;
      });
    for (let elapsed = 0; elapsed < periodMs; elapsed += 100) {
      together = 0;
      vi.advanceTimersByTime(100);
      most = Math.max(most, together);
    }
    expect(counts).toEqual(counts.map(() => 1));
    expect(most).toBe(3);
    vi.advanceTimersByTime(periodMs);
    expect(counts).toEqual(counts.map(() => 2));
  });

  it('come no more to who left, and go on for who stayed', () => {
    const beats = createBeats(periodMs);
    const [stays, goes] = [vi.fn(), vi.fn()];
    beats.join(stays);
    const leave = beats.join(goes);
    vi.advanceTimersByTime(periodMs);
    leave();
    leave();
    vi.advanceTimersByTime(periodMs);
    expect([stays.mock.calls.length, goes.mock.calls.length]).toEqual([2, 1]);
  });

  it('cost nothing while nobody is there, and begin again', () => {
    const beats = createBeats(periodMs);
    expect(vi.getTimerCount()).toBe(0);
    beats.join(() => undefined)();
    expect(vi.getTimerCount()).toBe(0);
    const again = vi.fn();
    beats.join(again);
    vi.advanceTimersByTime(periodMs);
    expect(again).toHaveBeenCalledTimes(1);
  });
});
