// The table of errors: what the caller does next, and whether it may have happened.

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromStatus, toFailure } from '../../../src/bridge/slack/errors.js';
import { Failure } from '../../../src/core/errors.js';
import { literal } from '../../../src/core/text/document.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

const refusal = (error: string): Failure => toFailure(new WebAPIPlatformError({ ok: false, error }));
const http = (status: number): Failure => toFailure(new WebAPIHTTPError(status, 'x', {}, 'secret body'));

function broken(code: string): Failure {
  const cause = Object.assign(new Error(code), { code });
  return toFailure(new WebAPIRequestError(new TypeError('fetch failed', { cause })));
}

describe('toFailure', () => {
  it.each([
    ['invalid_auth', 'auth'],
    ['token_revoked', 'auth'],
    ['account_inactive', 'auth'],
    ['missing_scope', 'auth'],
    ['channel_not_found', 'policy'],
    ['is_archived', 'policy'],
    ['thread_not_found', 'recipient'],
    ['user_not_found', 'recipient'],
    ['not_in_channel', 'policy'],
    ['restricted_action', 'policy'],
    ['restricted_action_read_only_channel', 'policy'],
    ['file_uploads_disabled', 'policy'],
    ['invalid_blocks', 'content'],
    ['msg_too_long', 'content'],
    ['no_text', 'content'],
    ['something_new', 'content'],
  ])('takes %s for %s: refused, so it did not happen', (code, kind) => {
    expect(refusal(code)).toMatchObject({ class: kind, code, ambiguous: false });
  });

  it.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
    'takes %s for unclear',
    (code) => {
      expect(refusal(code)).toMatchObject({ class: 'retry', code, ambiguous: true });
    },
  );

  it('takes a page instead of an answer for unclear', () => {
    expect(refusal('<html>Bad gateway</html>')).toMatchObject({
      class: 'retry',
      code: 'unreadable_answer',
      ambiguous: true,
    });
  });

  it.each(['ratelimited', 'rate_limited'])('comes back later after %s', (code) => {
    expect(refusal(code)).toMatchObject({ class: 'retry', ambiguous: false, retryAfterMs: 30_000 });
  });

  it('keeps what Retry-After says', () => {
    expect(toFailure(new WebAPIRateLimitedError(7))).toMatchObject({
      class: 'retry',
      retryAfterMs: 7000,
      ambiguous: false,
    });
    expect(toFailure(new Error('Retry header did not contain a valid timeout (url: x)'))).toMatchObject({
      class: 'retry',
      retryAfterMs: 30_000,
      ambiguous: false,
    });
  });

  it.each([500, 502, 503, 504, 408])('takes HTTP %i for unclear', (status) => {
    expect(http(status)).toMatchObject({ class: 'retry', ambiguous: true });
  });

  it.each([
    [400, 'content'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'recipient'],
    [410, 'recipient'],
    [413, 'content'],
  ])('takes HTTP %i for %s', (status, kind) => {
    expect(http(status)).toMatchObject({ class: kind, ambiguous: false });
  });

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
  ])('knows that after %s nothing was sent', (code) => {
    expect(broken(code)).toMatchObject({ class: 'retry', code, ambiguous: false });
  });

  it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])('knows that after %s it may have happened', (code) => {
    expect(broken(code)).toMatchObject({ class: 'retry', ambiguous: true });
  });

  it('takes a timeout for unclear', () => {
    const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(toFailure(new WebAPIRequestError(timeout))).toMatchObject({
      class: 'retry',
      code: 'timeout',
      ambiguous: true,
    });
  });

  it('is never unclear about what may be repeated', () => {
    expect(toFailure(new WebAPIPlatformError({ ok: false, error: 'fatal_error' }), true).ambiguous).toBe(
      false,
    );
    expect(fromStatus(503, true)).toMatchObject({ class: 'retry', ambiguous: false });
  });

  it('leaves a failure as it is, and says nothing of bodies or tokens', () => {
    const failure = new Failure('x', { class: 'window', code: 'y' });
    expect(toFailure(failure)).toBe(failure);
    expect(http(500).message).not.toContain('secret');
  });
});

describe('over the wire', () => {
  let wire: Wire;
  beforeEach(() => {
    wire = openWire();
  });
  afterEach(closeWire);

  const post = async (): Promise<Failure> => {
    const words = {
      kind: 'words' as const,
      as: { name: 'M', pictureUrl: null, side: 'contact' as const },
      text: literal('x'),
      files: [],
      evidence: 'e',
    };
    const error: unknown = await wire.desk
      .post({ team: wireTeam, place: 'C01', threadRef: null }, words)
      .catch((caught: unknown) => caught);
    if (!(error instanceof Failure)) throw new Error('A Failure was expected.');
    return error;
  };

  it('a 503 is unclear and is not repeated by the client', async () => {
    wire.answer('chat.postMessage', { ok: false, error: 'internal_error' }, 503);
    expect(await post()).toMatchObject({ class: 'retry', code: 'http_503', ambiguous: true });
    expect(wire.sent).toHaveLength(2);
  });

  it('a refused connection is not', async () => {
    wire.breakCall('chat.postMessage', Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(await post()).toMatchObject({ class: 'retry', code: 'ECONNREFUSED', ambiguous: false });
  });

  it('a reset is', async () => {
    wire.breakCall('chat.postMessage', Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    expect(await post()).toMatchObject({ class: 'retry', code: 'ECONNRESET', ambiguous: true });
  });

  it('a workspace without Baton is a matter of installing it', async () => {
    const error = await wire.desk
      .post(
        { team: 'T99', place: 'C01', threadRef: null },
        { kind: 'card', card: { fallback: 'x', parts: [] }, evidence: 'e' },
      )
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ class: 'auth', code: 'not_installed', ambiguous: false });
  });
});
