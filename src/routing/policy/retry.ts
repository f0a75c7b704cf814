// What becomes of a delivery whose attempt failed: pure, from the failure's class and how long it has been tried.

import type { DeliveryStatus, Lane } from '../../core/delivery.js';
import type { Failure } from '../../core/errors.js';

export interface FailedAttempt {
  readonly lane: Lane;
  readonly failure: Failure;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** Since the first attempt. */
  readonly ageMs: number;
  /** True when it was the look for evidence that failed: an earlier attempt may still have arrived. */
  readonly unsettled?: boolean;
  /** 0…1, for full jitter. */
  readonly chance: number;
}

export interface AfterFailure {
  readonly status: DeliveryStatus;
  readonly delayMs: number;
  /** False when the attempt does not count: the platform only asked us to wait. */
  readonly counted: boolean;
  /** True when it waits for its door, which is paused; nothing about the delivery itself was wrong. */
  readonly held?: true;
}

const second = 1_000;
const longestWaitMs = 300 * second;
const mostAttempts = 12;
const longestAgeMs = 24 * 3_600 * second;
/** How long evidence of an ambiguous send may take to show. */
const evidenceDelayMs = 2 * second;

/** 1 s, 2 s, 4 s … 5 min, each with full jitter but never under half a second. */
export function backoffMs(attempts: number, chance: number): number {
  const ceiling = Math.min(longestWaitMs, second * 2 ** Math.min(attempts - 1, 10));
  return Math.max(second / 2, Math.round(ceiling * chance));
}

const authPauseMs = 60 * second;
const policyPauseMs = 15 * 60 * second;

/** For how long a channel's door is paused before the next delivery may find out whether it works again. */
export function pauseMs(failure: Pick<Failure, 'class' | 'retryAfterMs'>): number {
  return failure.class === 'auth' ? authPauseMs : Math.max(second, failure.retryAfterMs ?? policyPauseMs);
}

/**
 * Threads wait out everything but content that can never be shown: a desk that is down, revoked or archived
 * drains once it is repaired (A28). So do customers' channels that do not let us in, by pausing their door; for all
 * else they give up where the failure says so, or after a day.
 */
export function decideAfterFailure(failed: FailedAttempt): AfterFailure {
  const { failure, attempts, lane } = failed;
  const mayHaveArrived = failure.ambiguous || failed.unsettled === true;
  // What may have arrived never becomes `pending` again: that would be sent without looking first.
  const again = mayHaveArrived ? 'ambiguous' : 'pending';
  if (failure.class === 'retry' && failure.retryAfterMs !== null) {
    return { status: again, delayMs: Math.max(failure.retryAfterMs, second / 10), counted: false };
  }
  if (lane === 'customer' && (failure.class === 'auth' || failure.class === 'policy')) {
    const waits = { delayMs: pauseMs(failure), counted: false };
    return mayHaveArrived ? { status: 'ambiguous', ...waits } : { status: 'pending', ...waits, held: true };
  }
  const hopeless = failure.class === 'content' || (lane === 'customer' && failure.class !== 'retry');
  const exhausted = lane === 'customer' && (attempts >= mostAttempts || failed.ageMs > longestAgeMs);
  if (hopeless || exhausted)
    return { status: mayHaveArrived ? 'unknown' : 'dead', delayMs: 0, counted: true };
  const delayMs = backoffMs(attempts, failed.chance);
  return {
    status: again,
    delayMs: mayHaveArrived ? Math.max(delayMs, evidenceDelayMs) : delayMs,
    counted: true,
  };
}
