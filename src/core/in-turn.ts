// Waits where a platform names a wait: for what nobody comes again with, such as what one person is told.

import { Failure } from './errors.js';

/** It did not happen, and may after the wait that it names. */
export function mustWait(error: unknown): error is Failure & { readonly retryAfterMs: number } {
  return (
    error instanceof Failure && error.class === 'retry' && !error.ambiguous && error.retryAfterMs !== null
  );
}

export interface Patience {
  /** The most milliseconds that are waited, all waits together. */
  readonly patienceMs: number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** Does it again after each wait that is named, as long as there is patience. Throws the last Failure. */
export async function inTurn<Result>(
  work: () => Promise<Result>,
  { patienceMs, sleep }: Patience,
): Promise<Result> {
  for (let leftMs = patienceMs; ; ) {
    try {
      return await work();
    } catch (error) {
      // A little more than was named: clocks differ.
      const waitMs = mustWait(error) ? error.retryAfterMs + 10 : Number.POSITIVE_INFINITY;
      leftMs -= waitMs;
      if (leftMs < 0) throw error;
      await sleep(waitMs);
    }
  }
}
