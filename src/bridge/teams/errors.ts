// The one table from what the Bot Connector and the network answer to failures, named by what the caller does next.

import { Failure, type FailureClass, ownPace } from '../../core/errors.js';
import { parseRecord, recordAt, textAt } from '../../core/payload.js';
import { isUnsent } from '../../core/unsent.js';
import { failureSentences } from '../desk-kit/failure-sentences.js';
import { type Answer, NoAnswer } from './exchange.js';

/** How long to wait when Teams says 429 without saying for how long. */
const defaultRetryAfterMs = 5_000;

/** Teams says 412 while another change of the same thread is under way; it asks for one to two seconds. */
const changeUnderWayMs = 1_000;

const classes: Readonly<Record<string, FailureClass>> = {
  BotNotRegistered: 'auth',
  Unauthorized: 'auth',
  BotDisabledByAdmin: 'auth',
  BotNotInConversationRoster: 'policy',
  ConversationBlockedByUser: 'policy',
  MessageWritesBlocked: 'policy',
  ForbiddenOperationException: 'policy',
  ConversationNotFound: 'recipient',
  ActivityNotFoundInConversation: 'recipient',
  BadSyntax: 'content',
  BadArgument: 'content',
  MessageSizeTooBig: 'content',
};

const sentences: Readonly<Record<string, string>> = {
  BotNotRegistered: 'Teams does not know Baton’s bot: check its app id and tenant.',
  BotDisabledByAdmin: 'An admin of this Teams tenant has blocked Baton.',
  BotNotInConversationRoster: 'Baton is not in this team: install the app there.',
  ConversationBlockedByUser: 'Baton may not write here: it was blocked or the channel is moderated.',
  MessageWritesBlocked: 'Baton may not write here: it was blocked, muted or removed.',
  ForbiddenOperationException: 'This person has not installed Baton for themselves.',
  ConversationNotFound: 'The Teams thread is gone.',
  ActivityNotFoundInConversation: 'The Teams post is gone.',
  MessageSizeTooBig: 'That is too large for Teams.',
  too_large: 'That is too large.',
};

const sentenceOf = failureSentences('Teams');

/**
 * Maps any error of a call to a Failure; a Failure stays as it is.
 * @param repeatable The call may be done twice without harm, so what is unclear is simply retried.
 */
export function toFailure(error: unknown, repeatable = false): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof NoAnswer && error.code === 'too_large') return fail('content', error.code, {}, error);
  const code = error instanceof NoAnswer ? error.code : 'network';
  return fail(
    'retry',
    code,
    { ambiguous: !repeatable && !isUnsent(code) && code !== 'connect_timeout' },
    error,
  );
}

/** The failure that an answer other than 2xx tells of. */
export function fromAnswer({ status, headers, body }: Answer, repeatable: boolean): Failure {
  const code = codeOf(body.toString('utf8')) ?? `http_${status}`;
  if (status === 429) return rateLimited(waitOf(headers['retry-after']) ?? defaultRetryAfterMs);
  if (status === 412) return fail('retry', code, { retryAfterMs: changeUnderWayMs * (1 + Math.random()) });
  // Not built there: proof that nothing happened.
  if (status === 501) return fail('content', code);
  if (status >= 500 || status === 408) return fail('retry', code, { ambiguous: !repeatable });
  if (status === 401) return fail('auth', code);
  if (status === 403) return fail(classes[code] ?? 'policy', code);
  if (status === 404 || status === 410) return fail('recipient', code);
  if (status === 413) return fail('content', 'MessageSizeTooBig');
  if (status < 400) return fail('policy', code);
  return fail(classes[code] ?? 'content', code);
}

/** A call that must wait; nothing was sent. */
export function rateLimited(retryAfterMs: number): Failure {
  return fail('retry', 'Throttled', { retryAfterMs: Math.max(0, retryAfterMs) });
}

/** A call that we hold back ourselves; nothing was sent. */
export function waitsItsTurn(retryAfterMs: number): Failure {
  return fail('retry', ownPace, { retryAfterMs: Math.max(0, retryAfterMs) });
}

/** An answer that says yes and not to what: nobody knows what came of it. */
export function unreadable(repeatable: boolean): Failure {
  return fail('retry', 'unreadable_answer', { ambiguous: !repeatable });
}

/** The code in the connector's error, in either of its two shapes; null when there is none. */
function codeOf(text: string): string | null {
  const body = parseRecord(text);
  const code = textAt(recordAt(body, 'error'), 'code');
  if (code !== null && /^[\w.-]{1,80}$/.test(code)) return code;
  const inner = parseRecord(textAt(body, 'message'));
  const subCode = textAt(inner, 'subCode');
  return subCode !== null && /^[\w.-]{1,80}$/.test(subCode) ? subCode : null;
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function waitOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\d{1,6}(?:\.\d+)?$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function fail(
  kind: FailureClass,
  code: string,
  facts: { readonly ambiguous?: boolean; readonly retryAfterMs?: number } = {},
  cause?: unknown,
): Failure {
  const sentence = sentences[code] ?? sentenceOf[kind](code);
  return new Failure(sentence, { class: kind, code, ...facts }, { cause });
}
