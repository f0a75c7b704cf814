// Holds calls back before the platform does: it tells how much of our share is used, and calling on prolongs a block.

import { isObject, readList, readNumber, readObject } from './untrusted.js';

/** From this many percent on calls wait. */
const holdFrom = 80;
const holdMs = 60_000;
const blockedMs = 5 * 60_000;
const mostHeld = 5_000;

export interface GraphUsage {
  /** How long a call has to wait, in milliseconds; 0 when it may go. */
  waitMs(token: string, edge: string): number;
  /** Takes note of what an answer's headers say. */
  note(token: string, edge: string, headers: Headers): void;
}

/**
 * Remembers per token, and for shares of one use case per edge as well: a list of templates that was asked for too
 * often shall not keep messages back.
 */
export function createGraphUsage(now: () => number): GraphUsage {
  const heldUntil = new Map<string, number>();
  const hold = (key: string, ms: number): void => {
    if (ms <= 0) return;
    if (heldUntil.size >= mostHeld) heldUntil.clear();
    heldUntil.set(key, Math.max(heldUntil.get(key) ?? 0, now() + ms));
  };
  const left = (key: string): number => {
    const until = heldUntil.get(key);
    if (until === undefined) return 0;
    if (until > now()) return until - now();
    heldUntil.delete(key);
    return 0;
  };
  return {
    waitMs: (token, edge) => Math.max(left(token), left(`${token} ${edge}`)),
    note(token, edge, headers) {
      hold(token, waitFor(parse(headers.get('x-app-usage'))));
      const byAccount = parse(headers.get('x-business-use-case-usage'));
      const shares = Object.values(readObject(byAccount)).flatMap(readList);
      hold(`${token} ${edge}`, Math.max(0, ...shares.map(waitFor)));
    },
  };
}

/** How long one share asks to wait. */
function waitFor(share: unknown): number {
  if (!isObject(share)) return 0;
  const { call_count: calls, total_cputime: cpu, total_time: time } = share;
  const used = Math.max(...[calls, cpu, time].map((percent) => readNumber(percent) ?? 0));
  const minutes = readNumber(share.estimated_time_to_regain_access) ?? 0;
  if (minutes > 0) return Math.min(minutes, 24 * 60) * 60_000;
  if (used < holdFrom) return 0;
  return used >= 100 ? blockedMs : holdMs;
}

function parse(header: string | null): unknown {
  try {
    return JSON.parse(header ?? 'null');
  } catch {
    return null;
  }
}
