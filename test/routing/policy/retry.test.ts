// Proves what becomes of a failed attempt, for each lane and class, and that waits stay within bounds.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../../src/core/delivery.js';
import { Failure, type FailureClass } from '../../../src/core/errors.js';
import { backoffMs, decideAfterFailure, type FailedAttempt } from '../../../src/routing/policy/retry.js';

const classes: readonly FailureClass[] = ['retry', 'window', 'recipient', 'content', 'auth', 'policy'];

function decide(lane: Lane, facts: Partial<Failure>, change: Partial<FailedAttempt> = {}) {
  const failure = new Failure('x', { class: 'retry', code: 'c', ...(facts as { class?: FailureClass }) });
  return decideAfterFailure({ lane, failure, attempts: 1, ageMs: 0, chance: 0.5, ...change });
}

describe('after a failed attempt', () => {
  it.each<[Lane, Record<FailureClass, string>]>([
    [
      'thread',
      {
        retry: 'pending',
        window: 'pending',
        recipient: 'pending',
        content: 'dead',
        auth: 'pending',
        policy: 'pending',
      },
    ],
    [
      'customer',
      {
        retry: 'pending',
        window: 'dead',
        recipient: 'dead',
        content: 'dead',
        auth: 'pending',
        policy: 'pending',
      },
    ],
  ])('%s: each class has its fate (A28)', (lane, fates) => {
    for (const one of classes) expect(decide(lane, { class: one }).status, one).toBe(fates[one]);
  });

  it('gives a customer’s delivery up after 12 attempts or a day, a thread’s never', () => {
    expect(decide('customer', {}, { attempts: 11 }).status).toBe('pending');
    expect(decide('customer', {}, { attempts: 12 }).status).toBe('dead');
    expect(decide('customer', {}, { ageMs: 25 * 3_600_000 }).status).toBe('dead');
    expect(decide('thread', {}, { attempts: 10_000, ageMs: 1e12 }).status).toBe('pending');
  });

  it('holds what a customer’s channel does not let in, however long, and counts none of it', () => {
    const later = { attempts: 10_000, ageMs: 1e12 };
    const held = { status: 'pending', counted: false, held: true };
    expect(decide('customer', { class: 'auth' }, later)).toEqual({ ...held, delayMs: 60_000 });
    expect(decide('customer', { class: 'policy' }, later)).toEqual({ ...held, delayMs: 900_000 });
    expect(decide('customer', { class: 'policy', retryAfterMs: 7_200_000 })).toEqual({
      ...held,
      delayMs: 7_200_000,
    });
    expect(decide('customer', { class: 'auth', ambiguous: true }, later).status).toBe('ambiguous');
  });

  it('waits as long as the platform asks, and does not count it', () => {
    const asked = { class: 'retry', retryAfterMs: 30_000 } as const;
    expect(decide('customer', asked, { attempts: 99 })).toEqual({
      status: 'pending',
      delayMs: 30_000,
      counted: false,
    });
    expect(decide('thread', { ...asked, retryAfterMs: 0 }).delayMs).toBeGreaterThan(0);
  });

  it('never sends again unseen what may have arrived', () => {
    const unclear = { class: 'retry', ambiguous: true } as const;
    expect(decide('thread', unclear).status).toBe('ambiguous');
    expect(decide('customer', unclear, { attempts: 12 }).status).toBe('unknown');
    // Also when it is the look for evidence that fails, in whatever plain way.
    for (const one of classes) {
      expect(['ambiguous', 'unknown']).toContain(
        decide('thread', { class: one }, { unsettled: true }).status,
      );
      expect(['ambiguous', 'unknown']).toContain(
        decide('customer', { class: one }, { unsettled: true }).status,
      );
    }
    expect(decide('thread', { class: 'retry', retryAfterMs: 5 }, { unsettled: true }).status).toBe(
      'ambiguous',
    );
  });

  it('gives evidence two seconds at least, and backs off from a desk that keeps failing', () => {
    const wait = (attempts: number) =>
      decide('thread', { class: 'retry', ambiguous: true }, { attempts, chance: 1 }).delayMs;
    expect(wait(1)).toBe(2_000);
    expect(wait(9)).toBe(256_000);
  });
});

it('backs off between half a second and five minutes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, chance) => {
        const ms = backoffMs(attempts, chance);
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThanOrEqual(Math.min(300_000, Math.max(500, 1_000 * 2 ** (attempts - 1))));
      },
    ),
  );
});
