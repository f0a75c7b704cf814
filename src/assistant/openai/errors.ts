// The one table from what a chat-completions server answers to the house's failures.

import { Failure, type FailureClass } from '../../core/errors.js';
import { readRetryAfter } from '../retry-after.js';

/** A response that is no success: its status, the server's own code if it gave one, and the headers. */
export interface Rejection {
  readonly status: number;
  readonly code: string | null;
  readonly retryAfter: string | null;
}

/** Codes that say more than their status. */
const byCode: Readonly<Record<string, FailureClass>> = {
  content_filter: 'policy',
  content_policy_violation: 'policy',
  insufficient_quota: 'auth',
  invalid_api_key: 'auth',
};

function classOf({ status, code }: Rejection): FailureClass {
  const known = byCode[code ?? ''];
  if (known) return known;
  if (status === 401 || status === 403) return 'auth';
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500) return 'retry';
  return 'content';
}

/** The Failure for a rejected request. */
export function rejectionFailure(rejection: Rejection, now: Date): Failure {
  const kind = classOf(rejection);
  const retryAfterMs = kind === 'retry' ? readRetryAfter(rejection.retryAfter, now) : undefined;
  const code = rejection.code ?? String(rejection.status);
  return new Failure(`The model's server answered ${rejection.status} (${code}).`, {
    class: kind,
    code,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** No answer in time. */
export function timeoutFailure(seconds: number): Failure {
  return new Failure(`The model's server did not answer within ${seconds} seconds.`, {
    class: 'retry',
    code: 'timeout',
  });
}

/** No connection. */
export function connectionFailure(cause: unknown): Failure {
  return new Failure(
    "The model's server could not be reached.",
    { class: 'retry', code: 'connection' },
    { cause },
  );
}

/** An answer that is no chat completion. */
export function unreadableFailure(): Failure {
  return new Failure("The model's server answered something that is no chat completion.", {
    class: 'retry',
    code: 'unreadable',
  });
}

/** The server's content filter stepped in. */
export function policyFailure(code: string): Failure {
  return new Failure("The model's server refused to answer this.", { class: 'policy', code });
}
