// Keeps us below Teams' limits: so many calls per thread and time, a thread held after a 429, a card not redrawn too often.

import { waitsItsTurn } from './errors.js';

export interface Pacing {
  /** Takes a turn in a thread. Throws Failure (retry, with the wait in milliseconds) when there is none left. */
  take(lane: string): void;
  /** Teams said 429: nothing more in this thread for so many milliseconds. */
  hold(lane: string, retryAfterMs: number): void;
}

interface Lane {
  /** When its turns were taken, the oldest first, Unix milliseconds. */
  turns: number[];
  heldUntil: number;
}

/** Teams counts when a call arrives, we when it leaves: a quick one after a slow one must not meet it in one window. */
const marginMs = 250;

/** What Teams lets one bot send in one thread: so many in so many milliseconds. */
const windows = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
] as const;
const longestMs = 3_600_000;

const mostLanes = 2_000;
/** A lane that was quiet for so long may be forgotten when there are too many. */
const quietMs = 30_000;

/** Creates the pacing of one process. */
export function createPacing(now: () => number = Date.now): Pacing {
  const lanes = new Map<string, Lane>();

  const laneOf = (name: string): Lane => {
    const known = lanes.get(name);
    if (known) return known;
    if (lanes.size >= mostLanes) forgetQuiet(lanes, now() - quietMs);
    const made = { turns: [], heldUntil: 0 };
    lanes.set(name, made);
    return made;
  };

  return {
    take(name) {
      const lane = laneOf(name);
      const at = now();
      const wait = Math.max(lane.heldUntil - at, ...windows.map((window) => waitFor(lane.turns, window, at)));
      if (wait > 0) throw waitsItsTurn(wait);
      if ((lane.turns[0] ?? at) <= at - longestMs - marginMs) {
        lane.turns = lane.turns.filter((turn) => turn > at - longestMs - marginMs);
      }
      lane.turns.push(at);
    },
    hold(name, retryAfterMs) {
      const lane = laneOf(name);
      lane.heldUntil = Math.max(lane.heldUntil, now() + retryAfterMs);
    },
  };
}

/** How long until this window has room again. */
function waitFor(turns: readonly number[], window: (typeof windows)[number], at: number): number {
  const first = turns[turns.length - window.most];
  return first === undefined ? 0 : first + window.ms + marginMs - at;
}

function forgetQuiet(lanes: Map<string, Lane>, before: number): void {
  for (const [name, { turns, heldUntil }] of lanes) {
    if ((turns.at(-1) ?? 0) < before && heldUntil < before) lanes.delete(name);
  }
}

export interface Spacing {
  /**
   * Takes leave to redraw this card. Throws Failure (retry, with the wait) when it was redrawn a moment ago: whoever
   * asked comes again with what is true then.
   */
  take(card: string): void;
}

const mostCards = 5_000;

/** Creates the spacing of redraws; @param leastMs The shortest time between two of one card. */
export function createSpacing(leastMs = 2_000, now: () => number = Date.now): Spacing {
  const drawn = new Map<string, number>();
  return {
    take(card) {
      const at = now();
      const wait = (drawn.get(card) ?? Number.NEGATIVE_INFINITY) + leastMs - at;
      if (wait > 0) throw waitsItsTurn(wait);
      // Said again, it moves to the end: the first ones are the oldest.
      drawn.delete(card);
      drawn.set(card, at);
      for (const [oldest] of drawn) {
        if (drawn.size <= mostCards) break;
        drawn.delete(oldest);
      }
    },
  };
}
