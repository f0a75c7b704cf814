// Reactive pacing: after Slack's first 429 a place is held, then paced for a while; other places go on.

import { rateLimited } from './errors.js';

export interface Pacing {
  /** Takes a turn in a lane. Throws Failure (retry, with the wait in milliseconds) when it is not its turn. */
  take(lane: string): void;
  /** Slack said 429: nothing more in this lane for so many milliseconds, then slowly. */
  hold(lane: string, retryAfterMs: number): void;
}

interface Held {
  /** The next moment a turn may be taken, Unix milliseconds. */
  nextAt: number;
  /** When the lane is free again. */
  readonly freeAt: number;
}

/**
 * Creates the pacing of one process. Nothing is throttled before a first 429: Slack allows bursts.
 * @param paceMs Time between two turns after a hold. @param calmMs For how long after it.
 */
export function createPacing(paceMs = 1000, calmMs = 60_000, now: () => number = Date.now): Pacing {
  const lanes = new Map<string, Held>();

  return {
    take(lane) {
      const held = lanes.get(lane);
      if (!held) return;
      const at = now();
      if (at >= held.freeAt) {
        lanes.delete(lane);
        return;
      }
      // The jitter keeps those who wait from all coming back in the same moment.
      if (at < held.nextAt) throw rateLimited(held.nextAt - at + Math.random() * paceMs);
      held.nextAt = at + paceMs;
    },
    hold(lane, retryAfterMs) {
      const nextAt = now() + retryAfterMs;
      lanes.set(lane, { nextAt: Math.max(nextAt, lanes.get(lane)?.nextAt ?? 0), freeAt: nextAt + calmMs });
    },
  };
}
