// Drains lanes: takes a lane's head, sends it, marks it and takes the next, so that order never depends on jobs.

import type { LaneWork } from '../../core/lane-work.js';
import { attempt, claimNext, isStillHeld, putBack } from './attempt.js';
import type { LaneKey, LaneOptions } from './lane.js';

export interface Lanes {
  /**
   * Drains in this process, soon; a lane already draining looks once more when it is done. `taken` is a delivery
   * this process holds already: it is sent before the lane is asked for its head.
   */
  wake(key: LaneKey, taken?: LaneWork | null): void;
  /** Drains and resolves when the lane has nothing due. */
  drain(key: LaneKey): Promise<void>;
  /** Takes nothing new; resolves when every attempt under way is recorded. */
  stop(): Promise<void>;
}

const name = (key: LaneKey) => `${key.id}/${key.lane}`;

/** Creates the drains of one process. */
export function createLanes(options: LaneOptions): Lanes {
  const width = options.width ?? 64;
  const running = new Map<string, Running>();
  const waiting = new Map<string, { readonly key: LaneKey; readonly taken: LaneWork | null }>();
  const leftovers = new Set<Promise<void>>();
  let stopped = false;

  const start = (key: LaneKey, taken: LaneWork | null): Promise<void> => {
    const entry: Running = { again: false, taken, done: Promise.resolve() };
    running.set(name(key), entry);
    entry.done = drainWhileWoken(options, key, entry, () => stopped).finally(() => {
      running.delete(name(key));
      startNext();
    });
    return entry.done;
  };

  const startNext = () => {
    for (const [waitingName, { key, taken }] of waiting) {
      if (stopped || running.size >= width) return;
      waiting.delete(waitingName);
      void start(key, taken);
    }
  };

  const letGo = (taken: LaneWork) =>
    putBack(options.routing.store, taken).catch((error: unknown) => {
      options.routing.log.warn(
        { conversationId: taken.conversation.id, err: error },
        'a delivery could not be put back',
      );
    });

  const wake = (key: LaneKey, taken: LaneWork | null = null) => {
    if (stopped) {
      if (taken) leftovers.add(letGo(taken));
      return;
    }
    const busy = running.get(name(key));
    if (busy) {
      busy.again = true;
      busy.taken = taken ?? busy.taken;
    } else if (running.size < width) void start(key, taken);
    else waiting.set(name(key), { key, taken: taken ?? waiting.get(name(key))?.taken ?? null });
  };

  return {
    wake,
    async drain(key) {
      const busy = running.get(name(key));
      if (busy) {
        busy.again = true;
        await busy.done;
      } else if (!stopped) await start(key, null);
    },
    async stop() {
      stopped = true;
      for (const { taken } of waiting.values()) if (taken) leftovers.add(letGo(taken));
      await Promise.all([...[...running.values()].map((entry) => entry.done), ...leftovers]);
    },
  };
}

interface Running {
  again: boolean;
  taken: LaneWork | null;
  done: Promise<void>;
}

/** Sends what is held, then whatever the lane has, until nothing is due and nobody woke it meanwhile. */
async function drainWhileWoken(
  options: LaneOptions,
  key: LaneKey,
  entry: Running,
  stopped: () => boolean,
): Promise<void> {
  const { routing } = options;
  try {
    do {
      entry.again = false;
      // Taken out before anything is awaited: the next one may be handed over meanwhile.
      const { taken } = entry;
      entry.taken = null;
      const mine = taken && (await isStillHeld(options, taken)) ? taken : null;
      let work = mine ?? (await claimNext(options, key, stopped));
      while (work) work = await attempt(options, key, work, stopped);
    } while ((entry.again || entry.taken) && !stopped());
    if (entry.taken) await putBack(routing.store, entry.taken);
  } catch (error) {
    // The database is away: nothing is lost, the sweep finds the lane when it is back.
    routing.log.warn({ conversationId: key.id, lane: key.lane, err: error }, 'lane could not be drained');
  }
}
