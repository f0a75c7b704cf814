// Faults that can be switched on for the connector: refusals, lost answers, broken connections, delays.
import type { ServerResponse } from 'node:http';
import { sendJson, sleep } from '../wire/http.js';
import type { ActiveTeamsFault, TeamsFaultRule } from './protocol.js';

export type Faults = ReturnType<typeof createFaults>;

/** What befalls one call. */
export interface Fate {
  readonly waitMs: number;
  readonly fault: TeamsFaultRule | null;
}

/**
 * Creates the switchboard. Kinds: `down`, `drop_before`, `drop_after`, `error_before`, `error_after` (with `status`),
 * `rate_limited`, `delay`. A rule may name a `method`, a piece of the `path`, and how many `times` it holds.
 */
export const createFaults = (latencyMs: number | readonly [number, number] = 0) => {
  let armed: ActiveTeamsFault[] = [];
  let nextId = 1;
  let latency = latencyMs;

  return {
    /** Switches a rule on and gives its id. */
    add: (rule: TeamsFaultRule): string => {
      const id = `F${nextId}`;
      nextId += 1;
      armed = [...armed, { ...rule, id, hits: 0 }];
      return id;
    },
    /** @param id One rule's, or `all`. */
    remove: (id: string): void => {
      armed = id === 'all' ? [] : armed.filter((rule) => rule.id !== id);
    },
    list: (): readonly ActiveTeamsFault[] => armed,
    isDown: (): boolean => armed.some(({ kind }) => kind === 'down'),
    setLatency: (wait: number | readonly [number, number]): void => {
      latency = wait;
    },
    /** Decides what befalls a call and counts it. Delays add up with the first other fault. */
    meet: (method: string, path: string): Fate => {
      let waitMs = pickWait(latency);
      let fault: TeamsFaultRule | null = null;
      armed = armed.map((rule) => {
        if (!applies(rule, method, path) || (rule.kind !== 'delay' && fault)) return rule;
        if (rule.kind === 'delay') waitMs += rule.delayMs ?? 1_000;
        else fault = rule;
        return { ...rule, hits: rule.hits + 1 };
      });
      armed = armed.filter(({ times, hits }) => times === undefined || hits < times);
      return { waitMs, fault };
    },
  };
};

const applies = (rule: ActiveTeamsFault, method: string, path: string): boolean =>
  rule.kind !== 'down' &&
  (rule.method === undefined || rule.method === '*' || rule.method === method) &&
  (rule.path === undefined || path.includes(rule.path));

const pickWait = (wait: number | readonly [number, number]): number =>
  typeof wait === 'number' ? wait : wait[0] + Math.random() * (wait[1] - wait[0]);

/** What a call is answered with. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

const codes: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadArgument', 'Bad argument'],
  401: ['Unauthorized', 'Authorization has been denied for this request.'],
  403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['Throttled', 'Too many requests.'],
  502: ['BadGateway', 'Bad gateway.'],
};

/** A refusal of the connector with this status, as it words it. */
export const refuse = (status: number, code?: string, message?: string): Answer => {
  const [usualCode, usualMessage] = codes[status] ?? ['ServiceError', 'Unknown error'];
  return { status, body: { error: { code: code ?? usualCode, message: message ?? usualMessage } } };
};

/** Carries a call out under its fate and answers it; resolves with what was answered (status 0: nothing). */
export const answerUnder = async (
  { waitMs, fault }: Fate,
  response: ServerResponse,
  work: () => Promise<Answer> | Answer,
): Promise<Answer> => {
  if (waitMs > 0) await sleep(waitMs);
  const kind = fault?.kind;
  if (kind === 'drop_before') return drop(response);
  if (kind === 'error_before' || kind === 'rate_limited') return send(response, fault, undefined);
  const done = await work();
  if (kind === 'drop_after') return drop(response);
  return send(response, kind === 'error_after' ? fault : null, done);
};

const send = (
  response: ServerResponse,
  fault: TeamsFaultRule | null | undefined,
  done: Answer | undefined,
): Answer => {
  const seconds = fault?.retryAfterSeconds;
  const status = fault?.status ?? (fault?.kind === 'rate_limited' ? 429 : 500);
  const answer = fault || !done ? refuse(status) : done;
  const headers = { ...answer.headers, ...(seconds === undefined ? {} : { 'retry-after': String(seconds) }) };
  if (response.destroyed) return answer;
  if (Buffer.isBuffer(answer.body)) response.writeHead(answer.status, headers).end(answer.body);
  else if (answer.body === null) response.writeHead(answer.status, headers).end();
  else sendJson(response, answer.status, answer.body, headers);
  return answer;
};

const drop = (response: ServerResponse): Answer => {
  response.socket?.destroy();
  return { status: 0, body: null };
};
