// What is done when a timer is due: one line per kind, from the verbs that set them.

import type { TimerTurns } from '../routing/work/timers.js';

/** The turns of all kinds of timers. */
export function createTimerTurns(): TimerTurns {
  return {};
}
