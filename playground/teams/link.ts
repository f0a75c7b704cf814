// Sends the app what the Bot Connector sends: activities over HTTP with a signed token, with one time limit.
import { Agent, request } from 'undici';
import type { createCallLog } from '../wire/call-log.js';
import { tryJson } from '../wire/http.js';
import type { Keys } from './keys.js';
import type { Settings } from './options.js';
import type { Json } from './records.js';

/** How a token is wrong. */
export type Forgery =
  | 'none'
  | 'expired'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'bad-signature'
  | 'other-service';

export interface Reply {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The parsed JSON body, the text, or null when it was empty. */
  readonly body: unknown;
  readonly failure: 'timeout' | 'http_error' | 'connection_failed' | null;
}

export type AppLink = ReturnType<typeof createAppLink>;

/** Creates the way to the app. Never throws: what went wrong is in the reply. */
export const createAppLink = (settings: Settings, keys: Keys, log: ReturnType<typeof createCallLog>) => {
  const agent = new Agent({ keepAliveTimeout: 10_000, connections: 64 });
  let target: string | null = null;

  const carry = async (activity: Json, forgery: Forgery | undefined): Promise<Reply> => {
    if (target === null) return failed('connection_failed');
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), settings.answerTimeoutMs);
    try {
      const authorization =
        forgery === 'none'
          ? {}
          : { authorization: `Bearer ${await signFor(settings, keys, activity, forgery)}` };
      const answer = await request(target, {
        method: 'POST',
        dispatcher: agent,
        signal: abort.signal,
        body: JSON.stringify(activity),
        headers: { 'content-type': 'application/json; charset=utf-8', ...authorization },
      });
      const text = await answer.body.text();
      const isGood = answer.statusCode >= 200 && answer.statusCode < 300;
      return {
        status: answer.statusCode,
        body: text === '' ? null : (tryJson(text) ?? text),
        failure: isGood ? null : 'http_error',
      };
    } catch {
      return failed(abort.signal.aborted ? 'timeout' : 'connection_failed');
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    send: async (activity: Json, forgery?: Forgery): Promise<Reply> => {
      const startedAt = performance.now();
      const reply = await carry(activity, forgery);
      log.add({
        direction: 'send',
        name: String(activity.name ?? activity.type),
        status: reply.status,
        ok: reply.failure === null,
        error: reply.failure,
        durationMs: performance.now() - startedAt,
        request: activity,
        response: reply.body,
      });
      return reply;
    },
    sendTo: (url: string): void => {
      target = url;
    },
    close: (): Promise<void> => agent.destroy(),
  };
};

const lifeSeconds = 3_600;
/** Longer ago than any skew that is allowed. */
const longAgoSeconds = 3 * lifeSeconds;

const signFor = (
  { appId, now }: Settings,
  keys: Keys,
  activity: Json,
  forgery: Forgery | undefined,
): Promise<string> => {
  const from = Math.floor(now() / 1000) - (forgery === 'expired' ? longAgoSeconds : 0);
  const claims = {
    iss: forgery === 'wrong-issuer' ? 'https://elsewhere.example' : 'https://api.botframework.com',
    aud: forgery === 'wrong-audience' ? '00000000-0000-4000-8000-00000000dead' : appId,
    serviceurl: forgery === 'other-service' ? 'https://elsewhere.example/' : activity.serviceUrl,
    nbf: from - 60,
    exp: from + lifeSeconds,
  };
  return keys.sign(claims, forgery === 'bad-signature');
};

const failed = (failure: NonNullable<Reply['failure']>): Reply => ({ status: 0, body: null, failure });
