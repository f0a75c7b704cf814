// Faults that can be switched on: refusals, errors before and after the work, broken connections, delays.
import type { ServerResponse } from 'node:http';
import { sendJson, sleep } from '../wire/http.js';
import type { ActiveFault, EventTricks, FaultRule } from './protocol.js';

export type Faults = ReturnType<typeof createFaults>;

interface Armed {
  readonly id: string;
  readonly rule: FaultRule;
  hits: number;
}

/** What befalls one call. */
export interface Fate {
  readonly waitMs: number;
  readonly fault: FaultRule | null;
}

/** Creates the switchboard; `latency` is a wait every call has, fault or not. */
export const createFaults = (latency: number | readonly [number, number] = 0) => {
  let armed: Armed[] = [];
  let nextId = 1;
  let usualWait = latency;
  const tricks = { duplicate: false, reverse: false };

  const add = (rule: FaultRule): string => {
    const id = `F${nextId}`;
    nextId += 1;
    armed.push({ id, rule, hits: 0 });
    return id;
  };

  const remove = (id: string): void => {
    armed = id === 'all' ? [] : armed.filter((entry) => entry.id !== id);
  };

  /** Decides what befalls a call and counts it. Delays add up with the first other fault. */
  const meet = (method: string, channel: string | undefined): Fate => {
    let waitMs = usualWait === 0 ? 0 : pickDelay(usualWait);
    if (armed.length === 0) return { waitMs, fault: null };
    let fault: FaultRule | null = null;
    for (const entry of armed) {
      if (!applies(entry, method, channel)) continue;
      if (entry.rule.kind === 'delay') waitMs += pickDelay(entry.rule.delayMs ?? 1000);
      else if (fault) continue;
      else fault = entry.rule;
      entry.hits += 1;
    }
    armed = armed.filter((entry) => entry.rule.times === undefined || entry.hits < entry.rule.times);
    return { waitMs, fault };
  };

  return {
    add,
    remove,
    meet,
    list: (): ActiveFault[] => armed.map((entry) => ({ ...entry.rule, id: entry.id, hits: entry.hits })),
    isDown: (): boolean => armed.some((entry) => entry.rule.kind === 'down'),
    isRevoked: (): boolean => armed.some((entry) => entry.rule.kind === 'token_revoked'),
    setLatency: (wait: number | readonly [number, number]): void => {
      usualWait = wait;
    },
    tricks,
    setTricks: (change: Partial<EventTricks>): void => {
      Object.assign(tricks, change);
    },
  };
};

const applies = ({ rule }: Armed, method: string, channel: string | undefined): boolean => {
  if (rule.kind === 'token_revoked' || rule.kind === 'down') return false;
  if (rule.channel !== undefined && rule.channel !== channel) return false;
  const wanted = rule.method ?? '*';
  return wanted === '*' || wanted === method || (wanted.endsWith('.') && method.startsWith(wanted));
};

const pickDelay = (delay: number | readonly [number, number]): number =>
  typeof delay === 'number' ? delay : delay[0] + Math.random() * (delay[1] - delay[0]);

/** What was answered: the HTTP status (0 when the connection broke) and the error. */
export interface Outcome {
  readonly status: number;
  readonly error: string | null;
  readonly body: unknown;
}

/**
 * Carries out a call under its fate and answers it.
 * @param work Does the call and gives the body; an error it throws reaches the caller.
 */
export const answerUnder = async (
  fate: Fate,
  response: ServerResponse,
  work: () => Promise<unknown> | unknown,
): Promise<Outcome> => {
  if (fate.waitMs > 0) await sleep(fate.waitMs);
  const { fault } = fate;
  if (fault?.kind === 'drop_before') return drop(response);
  if (fault?.kind === 'rate_limited') {
    return answer(
      response,
      429,
      { ok: false, error: 'ratelimited' },
      { 'retry-after': String(fault.retryAfterSeconds ?? 1) },
    );
  }
  if (fault?.kind === 'error_before')
    return answer(response, fault.status ?? 500, { ok: false, error: 'internal_error' });
  if (fault?.kind === 'api_error')
    return answer(response, 200, { ok: false, error: fault.error ?? 'internal_error' });
  const body = await work();
  if (fault?.kind === 'drop_after') return drop(response);
  if (fault?.kind === 'error_after')
    return answer(response, fault.status ?? 500, { ok: false, error: 'internal_error' });
  if (fault?.kind === 'fatal_after') return answer(response, 200, { ok: false, error: 'fatal_error' });
  return answer(response, 200, body);
};

const drop = (response: ServerResponse): Outcome => {
  response.socket?.destroy();
  return { status: 0, error: 'connection broken', body: null };
};

const answer = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Outcome => {
  if (!response.destroyed) sendJson(response, status, body, headers);
  const error = typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : null;
  return { status, error, body };
};
