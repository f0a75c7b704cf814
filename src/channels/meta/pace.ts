// Waits for a call's turn within a platform's rate: a moment here, longer by coming again.

import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../core/errors.js';
import type { Budget } from './budget.js';

/** Longer than this, others wait in the place we hold. */
const mostMs = 1_000;

/**
 * Takes one of the key's budget, waiting up to a second for it.
 * @throws Failure class `retry` with the wait that is left; nothing was taken then.
 */
export async function waitTurn(budget: Budget, key: string, platform: string): Promise<void> {
  let waitedMs = 0;
  for (let waitMs = budget.take(key); waitMs > 0; waitMs = budget.take(key)) {
    if (waitedMs + waitMs > mostMs)
      throw new Failure(
        `${platform} takes only so many messages a second; this one is tried again by itself.`,
        { class: 'retry', code: 'own-rate', retryAfterMs: waitMs },
      );
    await sleep(waitMs);
    waitedMs += waitMs;
  }
}
