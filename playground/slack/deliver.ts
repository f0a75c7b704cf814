// Sends the app what Slack sends: signed requests over HTTP or frames over a socket, with one time limit.
import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import type { CallLog } from '../wire/call-log.js';
import { tryJson } from '../wire/http.js';
import type { Settings } from './options.js';
import type { Json } from './records.js';

export type SendKind = 'events_api' | 'slash_commands' | 'interactive';

export interface Reply {
  /** HTTP status; 200 for an acknowledged frame; 0 when there was no answer. */
  readonly status: number;
  /** The parsed JSON body, the text, or null when it was empty. */
  readonly body: unknown;
  readonly noRetry: boolean;
  readonly failure: 'http_timeout' | 'http_error' | 'connection_failed' | null;
}

export interface Retry {
  readonly number: number;
  readonly reason: string;
}

/** A socket the app opened; the stand-in prefers it to HTTP. */
export interface SocketLink {
  readonly isOpen: () => boolean;
  /** Was one ever open? Then events wait for its return, by being repeated. */
  readonly isUsed: () => boolean;
  readonly send: (kind: SendKind, payload: Json, retry: Retry | null) => Promise<unknown>;
}

export type AppLink = ReturnType<typeof createAppLink>;

/** The value of `x-slack-signature` for a body. */
export const signBody = (signingSecret: string, timestampSeconds: number, body: string): string =>
  `v0=${createHmac('sha256', signingSecret).update(`v0:${timestampSeconds}:${body}`).digest('hex')}`;

interface Target {
  readonly settings: Settings;
  readonly agent: Agent;
  readonly socket: SocketLink;
  eventsUrl: string | null;
  signingSecret: string;
}

/** Creates the way to the app. Never throws: what went wrong is in the reply. */
export const createAppLink = (settings: Settings, log: CallLog, socket: SocketLink) => {
  const agent = new Agent({ keepAliveTimeout: 10_000, connections: 64 });
  const target: Target = { settings, agent, socket, eventsUrl: null, signingSecret: settings.signingSecret };

  const send = async (kind: SendKind, payload: Json, retry: Retry | null = null): Promise<Reply> => {
    const startedAt = performance.now();
    const carry = socket.isOpen() ? overSocket : overHttp;
    const reply = await carry(target, kind, payload, retry);
    log.add({
      direction: 'send',
      name: nameOf(kind, payload),
      status: reply.status,
      ok: reply.failure === null,
      error: reply.failure,
      durationMs: performance.now() - startedAt,
      request: payload,
      response: reply.body,
    });
    return reply;
  };

  return {
    send,
    /** Is there anyone to send to? */
    hasTarget: (): boolean => target.eventsUrl !== null || socket.isUsed(),
    sendTo: (url: string): void => {
      target.eventsUrl = url;
    },
    /** For tests of a receiver that must refuse what is signed with another secret. */
    signWith: (secret: string): void => {
      target.signingSecret = secret;
    },
    close: (): Promise<void> => agent.destroy(),
  };
};

const overSocket = async (
  { socket }: Target,
  kind: SendKind,
  payload: Json,
  retry: Retry | null,
): Promise<Reply> => {
  try {
    const body = await socket.send(kind, payload, retry);
    return { status: 200, body: isEmpty(body) ? null : body, noRetry: false, failure: null };
  } catch {
    return failed('http_timeout');
  }
};

const overHttp = async (
  target: Target,
  kind: SendKind,
  payload: Json,
  retry: Retry | null,
): Promise<Reply> => {
  if (target.eventsUrl === null) return failed('connection_failed');
  const { body, type } = encode(kind, payload);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), target.settings.answerTimeoutMs);
  try {
    const answer = await request(target.eventsUrl, {
      method: 'POST',
      dispatcher: target.agent,
      signal: abort.signal,
      body,
      headers: { 'content-type': type, ...signedHeaders(target, body), ...retryHeaders(retry) },
    });
    const text = await answer.body.text();
    return {
      status: answer.statusCode,
      body: text === '' ? null : (tryJson(text) ?? text),
      noRetry: answer.headers['x-slack-no-retry'] === '1',
      failure: answer.statusCode >= 200 && answer.statusCode < 300 ? null : 'http_error',
    };
  } catch {
    return failed(abort.signal.aborted ? 'http_timeout' : 'connection_failed');
  } finally {
    clearTimeout(timer);
  }
};

const signedHeaders = ({ settings, signingSecret }: Target, body: string): Record<string, string> => {
  const timestamp = Math.floor(settings.now() / 1000);
  return {
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signBody(signingSecret, timestamp, body),
  };
};

const retryHeaders = (retry: Retry | null): Record<string, string> =>
  retry ? { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason } : {};

const failed = (failure: NonNullable<Reply['failure']>): Reply => ({
  status: 0,
  body: null,
  noRetry: false,
  failure,
});

const isEmpty = (body: unknown): boolean =>
  body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0);

const encode = (kind: SendKind, payload: Json): { body: string; type: string } => {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const form =
    kind === 'interactive'
      ? new URLSearchParams({ payload: JSON.stringify(payload) })
      : new URLSearchParams(
          Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
        );
  return { body: form.toString(), type: 'application/x-www-form-urlencoded' };
};

const nameOf = (kind: SendKind, payload: Json): string => {
  if (kind === 'slash_commands') return `slash_command ${String(payload.command)}`;
  if (kind === 'interactive') return String(payload.type);
  const event = payload.event as Json | undefined;
  return `event ${String(event?.subtype ?? event?.type ?? payload.type)}`;
};
