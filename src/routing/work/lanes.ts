// Drains lanes: takes a lane's head, sends it, marks it and takes the next, so that order never depends on jobs.

import type { Lane } from '../../core/delivery.js';
import { Failure } from '../../core/errors.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import {
  cancelAttempt,
  claimHeadOfLane,
  extendLease,
  failAttempt,
  finishAndClaimNext,
} from '../../store/lanes.js';
import { newId } from '../../store/store.js';
import { decideAfterFailure } from '../policy/retry.js';
import type { Routing } from '../routing.js';
import { giveUp } from '../verbs/give-up.js';
import { keepWhile } from './keep.js';

/** Sends what one lane carries. Thread and customer senders have the same shape. */
export interface LaneSender {
  /** Sends; resolves with the platform's id, or null when the delivery was overtaken and must not be sent. */
  send(work: LaneWork): Promise<{ readonly externalId: string } | null>;
  /** Evidence of an earlier attempt: its id, null when it did not arrive, undefined when nobody can tell. */
  settle(work: LaneWork): Promise<{ readonly externalId: string } | null | undefined>;
  /** Called when the place a thread lived in is gone. */
  recipientLost?(work: LaneWork): Promise<void>;
}

export type LaneKey = Scoped<ConversationId> & { readonly lane: Lane };

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

export interface LaneOptions {
  readonly routing: Routing;
  readonly senders: Readonly<Record<Lane, LaneSender>>;
  /** Wakes the lane again after a while: a timer of the line of jobs. */
  readonly wakeLater: (key: LaneKey, delayMs: number) => void;
  /** For how long an attempt is this process's own; longer than any call may take. */
  readonly leaseMs: number;
  /** How many lanes may send at once. */
  readonly width?: number;
  readonly observe?: (lane: Lane, outcome: string) => void;
}

const name = (key: LaneKey) => `${key.id}/${key.lane}`;

/** Creates the drains of one process. */
export function createLanes(options: LaneOptions): Lanes {
  const width = options.width ?? 64;
  const running = new Map<string, Running>();
  const waiting = new Map<string, { readonly key: LaneKey; readonly taken: LaneWork | null }>();
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

  const wake = (key: LaneKey, taken: LaneWork | null = null) => {
    if (stopped) return;
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
      await Promise.all([...running.values()].map((entry) => entry.done));
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
  const { routing, leaseMs } = options;
  try {
    do {
      entry.again = false;
      // Taken out before anything is awaited: the next one may be handed over meanwhile.
      const { taken } = entry;
      entry.taken = null;
      let work =
        taken ?? (await claimHeadOfLane(routing.store, { ...key, attemptId: newId<'attempt'>(), leaseMs }));
      while (work) work = await attempt(options, key, work, leaseMs, stopped);
    } while ((entry.again || entry.taken) && !stopped());
  } catch (error) {
    // The database is away: nothing is lost, the sweep finds the lane when it is back.
    routing.log.warn({ conversationId: key.id, lane: key.lane, err: error }, 'lane could not be drained');
  }
}

/** One attempt at one delivery; resolves with the lane's next delivery when this one is out of the way. */
async function attempt(
  options: LaneOptions,
  key: LaneKey,
  work: LaneWork,
  leaseMs: number,
  stopped: () => boolean,
): Promise<LaneWork | null> {
  const { store } = options.routing;
  const sender = options.senders[key.lane];
  try {
    const keep = <T>(call: () => Promise<T>) =>
      keepWhile(leaseMs, () => extendLease(store, work, leaseMs), call);
    const evidence = work.ambiguous ? await keep(() => sender.settle(work)) : null;
    if (evidence === undefined) {
      await park(
        options,
        key,
        work,
        new Failure('It is not known whether this arrived.', { class: 'retry', code: 'unknown-fate' }),
        'unknown',
      );
      return claimNext(options, key, leaseMs, stopped);
    }
    const sent = evidence ?? (await keep(() => sender.send(work)));
    if (!sent) {
      await cancelAttempt(store, work);
      options.observe?.(key.lane, 'cancelled');
      return claimNext(options, key, leaseMs, stopped);
    }
    options.observe?.(key.lane, 'sent');
    return await finishAndClaimNext(store, work, {
      externalId: sent.externalId,
      attemptId: newId<'attempt'>(),
      leaseMs,
    });
  } catch (error) {
    return afterFailure(options, key, work, error, () => claimNext(options, key, leaseMs, stopped));
  }
}

async function claimNext(
  options: LaneOptions,
  key: LaneKey,
  leaseMs: number,
  stopped: () => boolean,
): Promise<LaneWork | null> {
  if (stopped()) return null;
  return claimHeadOfLane(options.routing.store, { ...key, attemptId: newId<'attempt'>(), leaseMs });
}

async function afterFailure(
  options: LaneOptions,
  key: LaneKey,
  work: LaneWork,
  error: unknown,
  next: () => Promise<LaneWork | null>,
): Promise<LaneWork | null> {
  const failure = asFailure(error);
  const { log } = options.routing;
  const ageMs = Date.now() - work.delivery.firstAttemptAt.getTime();
  const decided = decideAfterFailure({
    lane: key.lane,
    failure,
    attempts: work.delivery.attempts,
    ageMs,
    chance: Math.random(),
  });
  log.warn(
    {
      conversationId: key.id,
      deliveryId: work.delivery.id,
      lane: key.lane,
      class: failure.class,
      code: failure.code,
      becomes: decided.status,
      ...(failure.cause ? { err: failure.cause } : {}),
    },
    'delivery attempt failed',
  );
  if (decided.status === 'dead') {
    await park(options, key, work, failure, 'dead');
    return next();
  }
  const facts = { class: failure.class, code: failure.code, sentence: failure.message };
  await failAttempt(options.routing.store, work, { ...decided, error: facts });
  options.observe?.(key.lane, decided.status);
  if (key.lane === 'thread' && failure.class === 'recipient')
    await options.senders.thread.recipientLost?.(work);
  options.wakeLater(key, decided.delayMs);
  return null;
}

/** Takes a delivery out of its lane's way and says so in the conversation. */
async function park(
  options: LaneOptions,
  key: LaneKey,
  work: LaneWork,
  failure: Failure,
  fate: 'dead' | 'unknown',
): Promise<void> {
  const error = { class: failure.class, code: failure.code, sentence: failure.message };
  const mine = await failAttempt(options.routing.store, work, {
    status: fate,
    delayMs: 0,
    error,
    counted: true,
  });
  if (mine) {
    await giveUp(options.routing, {
      organizationId: key.organizationId,
      id: key.id,
      deliveryId: work.delivery.id,
      fate,
      error,
    });
    options.routing.store.touched([{ kind: 'redraw' }]);
    options.observe?.(key.lane, fate);
  }
}

/** Anything that is not a Failure is our bug: it may have happened after the send, so evidence decides. */
function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure(
    'Something went wrong on our side.',
    { class: 'retry', code: 'internal', ambiguous: true },
    { cause: error },
  );
}
