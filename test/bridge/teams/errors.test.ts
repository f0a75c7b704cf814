// The table of errors: every answer of the connector becomes what the caller does next, and `ambiguous` only without proof.

import { describe, expect, it } from 'vitest';
import { fromAnswer, toFailure } from '../../../src/bridge/teams/errors.js';
import { NoAnswer } from '../../../src/bridge/teams/exchange.js';

function answerOf(status: number, body: object | string = '', headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, body: Buffer.from(text) };
}
const coded = (code: string) => ({ error: { code, message: 'why' } });

describe('fromAnswer', () => {
  it.each([
    [400, coded('BadSyntax'), 'content', 'BadSyntax'],
    [400, coded('BadArgument'), 'content', 'BadArgument'],
    [401, coded('Unauthorized'), 'auth', 'Unauthorized'],
    [401, coded('BotNotRegistered'), 'auth', 'BotNotRegistered'],
    [401, '', 'auth', 'http_401'],
    [403, coded('BotNotInConversationRoster'), 'policy', 'BotNotInConversationRoster'],
    [403, coded('ConversationBlockedByUser'), 'policy', 'ConversationBlockedByUser'],
    [403, coded('ForbiddenOperationException'), 'policy', 'ForbiddenOperationException'],
    [403, coded('BotDisabledByAdmin'), 'auth', 'BotDisabledByAdmin'],
    [403, coded('SomethingNew'), 'policy', 'SomethingNew'],
    [404, coded('ConversationNotFound'), 'recipient', 'ConversationNotFound'],
    [404, coded('ActivityNotFoundInConversation'), 'recipient', 'ActivityNotFoundInConversation'],
    [413, coded('RequestTooLarge'), 'content', 'MessageSizeTooBig'],
    [501, 'not implemented yet', 'content', 'http_501'],
    [302, '', 'policy', 'http_302'],
  ])('%i %j is %s', (status, body, kind, code) => {
    expect(fromAnswer(answerOf(status, body), false)).toMatchObject({ class: kind, code, ambiguous: false });
  });

  it('reads the code that is wrapped in a message', () => {
    const body = { errorCode: 209, message: '{"subCode": "MessageWritesBlocked", "details": null}' };
    expect(fromAnswer(answerOf(403, body), false)).toMatchObject({
      class: 'policy',
      code: 'MessageWritesBlocked',
    });
  });

  it.each([408, 500, 502, 503, 504])('%i may have happened, unless it may be repeated', (status) => {
    expect(fromAnswer(answerOf(status, coded('ServiceError')), false)).toMatchObject({
      class: 'retry',
      ambiguous: true,
    });
    expect(fromAnswer(answerOf(status), true)).toMatchObject({ class: 'retry', ambiguous: false });
  });

  it('waits as long as 429 says, a while when it does not, and nothing happened', () => {
    const wait = (headers: Record<string, string>) => fromAnswer(answerOf(429, '', headers), false);
    expect(wait({ 'retry-after': '7' })).toMatchObject({
      class: 'retry',
      ambiguous: false,
      retryAfterMs: 7000,
    });
    expect(wait({}).retryAfterMs).toBeGreaterThan(0);
    const soon = new Date(Date.now() + 60_000).toUTCString();
    expect(wait({ 'retry-after': soon }).retryAfterMs).toBeGreaterThan(50_000);
    expect(wait({ 'retry-after': 'soon' }).retryAfterMs).toBeGreaterThan(0);
  });

  it('comes again one or two seconds after 412, and nothing happened', () => {
    const failure = fromAnswer(answerOf(412, coded('PreconditionFailed')), false);
    expect(failure).toMatchObject({ class: 'retry', code: 'PreconditionFailed', ambiguous: false });
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(1000);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(2000);
  });

  it('takes nothing for a code that is none', () => {
    expect(fromAnswer(answerOf(400, '<html>'), false).code).toBe('http_400');
    expect(fromAnswer(answerOf(400, { error: { code: '<b>no code</b>' } }), false).code).toBe('http_400');
    expect(fromAnswer(answerOf(400, { error: 'flat' }), false).code).toBe('http_400');
  });
});

describe('toFailure', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'connect_timeout'])('%s: nothing was written', (code) => {
    expect(toFailure(new NoAnswer(code))).toMatchObject({ class: 'retry', code, ambiguous: false });
  });

  it.each(['ECONNRESET', 'timeout', 'EPIPE'])('%s: it may have happened', (code) => {
    expect(toFailure(new NoAnswer(code))).toMatchObject({ class: 'retry', code, ambiguous: true });
    expect(toFailure(new NoAnswer(code), true).ambiguous).toBe(false);
  });

  it('leaves a Failure as it is', () => {
    const failure = fromAnswer(answerOf(404), false);
    expect(toFailure(failure)).toBe(failure);
  });
});
