// The one table from what an outside bot answers to the house's failures.

import { Failure, type FailureClass } from '../../core/errors.js';
import { readRetryAfter } from '../retry-after.js';

function classOf(status: number): FailureClass {
  if (status === 401 || status === 403) return 'auth';
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'retry';
  // A redirect would lead the call past the guard.
  return status >= 300 && status < 400 ? 'policy' : 'content';
}

/** The Failure for a status that is no success. */
export function statusFailure(status: number, retryAfter: string | undefined, now: Date): Failure {
  const kind = classOf(status);
  const retryAfterMs = kind === 'retry' ? readRetryAfter(retryAfter, now) : undefined;
  return new Failure(`The bot answered ${status}.`, {
    class: kind,
    code: String(status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** No answer in time. */
export function timeoutFailure(seconds: number): Failure {
  return new Failure(`The bot did not answer within ${seconds} seconds.`, {
    class: 'retry',
    code: 'timeout',
  });
}

/** No connection, or one that broke. */
export function connectionFailure(cause: unknown): Failure {
  return new Failure('The bot could not be reached.', { class: 'retry', code: 'connection' }, { cause });
}

/** An answer of another shape, or a huge one. */
export function unreadableFailure(): Failure {
  return new Failure('The bot answered something that could not be read.', {
    class: 'content',
    code: 'unreadable',
  });
}
