// What the sweep does beside lanes, answers and queues: each chore when the sweep's one look found it due.

import type { Channel } from '../../channels/channel.js';
import type { Chore } from '../../store/due.js';
import { forgetSuggestions } from '../../store/suggestions.js';
import type { Files } from '../files.js';
import type { Inbox } from '../inbox.js';
import type { Routing } from '../routing.js';
import { fetchAwaitedFiles } from '../verbs/fetch-awaited.js';
import { applyParkedReceipts } from '../verbs/record-receipt.js';
import { lookAtWindows } from '../verbs/window-turns.js';
import { type TimerTurns, turnTimers } from './timers.js';

export interface ChoresOptions {
  readonly routing: Routing;
  readonly inbox: Pick<Inbox, 'sweep'>;
  readonly files: Files;
  readonly channels: ReadonlyMap<string, Channel>;
  /** What is done when a timer is due, by kind. */
  readonly turns: TimerTurns;
  /** Work that needs the floors above, by the chore it is. */
  readonly others: Readonly<Record<'places', () => Promise<unknown>>>;
}

export interface Chores {
  /** Does a chore that is due; one that is being done already is not begun again. */
  do(chore: Chore): void;
  /** Begins nothing more; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Creates the chores of one process. */
export function createChores({ routing, inbox, files, channels, turns, others }: ChoresOptions): Chores {
  const running = new Map<Chore, Promise<void>>();
  let stopped = false;
  const work: Readonly<Record<Chore, () => Promise<unknown>>> = {
    inbox: () => inbox.sweep(),
    receipts: () => applyParkedReceipts(routing),
    files: () => fetchAwaitedFiles({ routing, files, channels }),
    windows: () => lookAtWindows(routing),
    timers: () => turnTimers(routing, turns),
    suggestions: () => forgetSuggestions(routing.store),
    ...others,
  };
  return {
    do(chore) {
      if (stopped || running.has(chore)) return;
      const done = work[chore]()
        .then(() => undefined)
        .catch((error: unknown) => routing.log.warn({ err: error, chore }, 'a chore could not be done'))
        .finally(() => running.delete(chore));
      running.set(chore, done);
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
