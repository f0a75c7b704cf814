// The one table from what Slack and the network answer to failures, named by what the caller does next.

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { Failure, type FailureClass } from '../../core/errors.js';
import { isUnsent } from '../../core/unsent.js';
import { failureSentences } from '../desk-kit/failure-sentences.js';

/** How long to wait when Slack says 429 without saying for how long. */
const defaultRetryAfterMs = 30_000;

/** The app must be installed again or given more rights before anything else can work. */
const auth = [
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'not_allowed_token_type',
  'org_login_required',
  'team_access_not_granted',
  'two_factor_setup_required',
  'access_denied',
  'accesslimited',
];

/** The place, the thread or the person this goes to is not there (any more). */
const recipient = [
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
  'user_not_found',
  'users_not_found',
  'user_not_visible',
  'user_disabled',
  'user_not_in_channel',
  'cannot_dm_bot',
  'is_inactive',
];

/** A person has to change a setting: unarchive, invite the app, allow posting, make room for files. */
const policy = [
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'no_permission',
  'ekm_access_denied',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'messages_tab_disabled',
  'not_enabled',
  'channel_is_limited_access',
  'posting_to_channel_denied',
  'file_uploads_disabled',
  'storage_limit_reached',
  'message_limit_exceeded',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
  'slack_connect_file_link_sharing_blocked',
];

/** Slack said no without doing anything; the same call may work later. */
const later = ['ratelimited', 'rate_limited', 'team_added_to_org'];

/** Slack broke in the middle: it may have happened. */
const unclear = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'update_failed'];

const classes = new Map<string, FailureClass>([
  ...auth.map((code) => [code, 'auth'] as const),
  ...recipient.map((code) => [code, 'recipient'] as const),
  ...policy.map((code) => [code, 'policy'] as const),
  ...[...later, ...unclear].map((code) => [code, 'retry'] as const),
]);

const sentences: Readonly<Record<string, string>> = {
  channel_not_found: 'Slack does not know this channel, or Baton is not in it.',
  is_archived: 'The Slack channel is archived.',
  not_in_channel: 'Baton is not in the Slack channel: invite it there.',
  thread_not_found: 'The Slack thread is gone.',
  message_not_found: 'The Slack post is gone.',
  missing_scope: 'Baton lacks a right in Slack: install the app again.',
  token_revoked: 'Baton was removed from this Slack workspace: install it again.',
  invalid_auth: 'Slack does not accept Baton’s token: install the app again.',
  account_inactive: 'Slack does not accept Baton’s token: install the app again.',
  expired_trigger_id: 'That took too long for Slack to open the dialog; please try again.',
  file_uploads_disabled: 'This Slack workspace allows no files.',
  storage_limit_reached: 'This Slack workspace has no room for files.',
};

const sentenceOf = failureSentences('Slack');

/**
 * Maps any error of a call to Slack to a Failure; a Failure stays as it is.
 * @param repeatable The call may be done twice without harm, so what is unclear is simply retried.
 */
export function toFailure(error: unknown, repeatable = false): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter * 1000, error);
  if (error instanceof WebAPIPlatformError) return fromCode(error.data.error, repeatable, error);
  if (error instanceof WebAPIHTTPError) return fromStatus(error.statusCode, repeatable, error);
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return rateLimited(defaultRetryAfterMs, error);
  const original = error instanceof WebAPIRequestError ? error.original : error;
  const code = networkCode(original);
  return fail('retry', code, { ambiguous: !repeatable && !isUnsent(code) }, error);
}

/** A failure for a plain HTTP status of Slack's file hosts and response urls. */
export function fromStatus(status: number, repeatable: boolean, cause?: unknown): Failure {
  const code = `http_${status}`;
  if (status === 429) return rateLimited(defaultRetryAfterMs, cause);
  if (status >= 500 || status === 408) return fail('retry', code, { ambiguous: !repeatable }, cause);
  if (status === 401 || status === 403) return fail('auth', code, {}, cause);
  if (status === 404 || status === 410) return fail('recipient', code, {}, cause);
  return fail('content', code, {}, cause);
}

/** A post that must wait; nothing was sent. */
export function rateLimited(retryAfterMs: number, cause?: unknown): Failure {
  return fail('retry', 'ratelimited', { retryAfterMs: Math.max(0, retryAfterMs) }, cause);
}

function fromCode(code: string, repeatable: boolean, cause: unknown): Failure {
  // Not a code at all: a proxy's page with status 200. Nobody knows what happened.
  if (!/^[a-z0-9_]{1,80}$/.test(code))
    return fail('retry', 'unreadable_answer', { ambiguous: !repeatable }, cause);
  const ambiguous = !repeatable && unclear.includes(code);
  const wait = later.includes(code) ? { retryAfterMs: defaultRetryAfterMs } : {};
  return fail(classes.get(code) ?? 'content', code, { ambiguous, ...wait }, cause);
}

function fail(
  kind: FailureClass,
  code: string,
  facts: { readonly ambiguous?: boolean; readonly retryAfterMs?: number },
  cause: unknown,
): Failure {
  const sentence = sentences[code] ?? sentenceOf[kind](code);
  return new Failure(sentence, { class: kind, code, ...facts }, { cause });
}

/** The system's own code, however deep it is wrapped. */
function networkCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at.name === 'TimeoutError') return 'timeout';
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return 'network';
}
