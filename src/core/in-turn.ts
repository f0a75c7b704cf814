// Waits where a platform names a wait: for what nobody comes again with, such as what one person is told.

import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './errors.js';

/** It did not happen, and may after the wait that it names. */
export function mustWait(error: unknown): error is Failure & { readonly retryAfterMs: number } {
  return (
    error instanceof Failure && error.class === 'retry' && !error.ambiguous && error.retryAfterMs !== null
  );
}

/** Does it again after each wait that is named, as long as that fits into so many milliseconds. Throws the last Failure. */
export async function inTurn<Result>(work: () => Promise<Result>, patienceMs: number): Promise<Result> {
  for (const endsAt = Date.now() + patienceMs; ; ) {
    try {
      return await work();
    } catch (error) {
      const waitMs = mustWait(error) ? error.retryAfterMs + 10 : Number.POSITIVE_INFINITY;
      if (Date.now() + waitMs > endsAt) throw error;
      await sleep(waitMs);
    }
  }
}
