// One attempt at one delivery: evidence first where it may have arrived, then the call, then what became of it.

import type { DeliveryError } from '../../core/delivery.js';
import { Failure, ownPace } from '../../core/errors.js';
import type { LaneWork } from '../../core/lane-work.js';
import { holdDelivery } from '../../store/channel-health.js';
import { finishAndClaimNext } from '../../store/finish.js';
import { cancelAttempt, claimHeadOfLane, extendLease, failAttempt } from '../../store/lanes.js';
import { newId, type Store } from '../../store/store.js';
import { decideAfterFailure } from '../policy/retry.js';
import { correctWindow } from '../verbs/correct-window.js';
import { giveUp } from '../verbs/give-up.js';
import { keepWhile } from './keep.js';
import type { LaneKey, LaneOptions } from './lane.js';

/**
 * Tells whether a delivery that was handed over is still this process's own. One that waited for its turn for long
 * is put back first: its lease may end while it is being sent, and another process would send it too.
 */
export async function isStillHeld({ routing, leaseMs }: LaneOptions, taken: LaneWork): Promise<boolean> {
  if (Date.now() - taken.delivery.firstAttemptAt.getTime() < leaseMs / 3) return true;
  await putBack(routing.store, taken);
  return false;
}

/** Gives back what was taken and never tried: it is pending again, and no attempt is counted. */
export async function putBack(store: Store, taken: LaneWork): Promise<void> {
  await failAttempt(store, taken, {
    status: 'pending',
    delayMs: 0,
    counted: false,
    error: { class: 'retry', code: 'put-back', sentence: 'It waited for its turn.' },
  });
}

/** One attempt at one delivery; resolves with the lane's next delivery when this one is out of the way. */
export async function attempt(
  options: LaneOptions,
  key: LaneKey,
  work: LaneWork,
  stopped: () => boolean,
): Promise<LaneWork | null> {
  const { leaseMs } = options;
  const { store } = options.routing;
  let settled = !work.ambiguous;
  const sender = options.senders[key.lane];
  try {
    const keep = <T>(call: () => Promise<T>) =>
      keepWhile(leaseMs, () => extendLease(store, work, leaseMs), call);
    const evidence = work.ambiguous ? await keep(() => sender.settle(work)) : null;
    settled = true;
    if (evidence === undefined) {
      const failure = new Failure('It is not known whether this arrived.', {
        class: 'retry',
        code: 'unknown-fate',
      });
      await park(options, { key, work, failure, fate: 'unknown' });
      return claimNext(options, key, stopped);
    }
    const sent = evidence ?? (await keep(() => sender.send(work)));
    if (!sent) {
      await cancelAttempt(store, work);
      options.observe?.(key.lane, 'cancelled');
      return claimNext(options, key, stopped);
    }
    options.observe?.(key.lane, 'sent');
    return await finishAndClaimNext(store, work, {
      externalId: sent.externalId,
      attemptId: newId<'attempt'>(),
      leaseMs,
      last: stopped(),
    });
  } catch (error) {
    return afterFailure(options, { key, work, error, settled }, () => claimNext(options, key, stopped));
  }
}

/** Takes the head of the lane; null when nothing is due, or when this process takes nothing new. */
export async function claimNext(
  options: LaneOptions,
  key: LaneKey,
  stopped: () => boolean,
): Promise<LaneWork | null> {
  if (stopped()) return null;
  return claimHeadOfLane(options.routing.store, {
    ...key,
    attemptId: newId<'attempt'>(),
    leaseMs: options.leaseMs,
  });
}

async function afterFailure(
  options: LaneOptions,
  failed: {
    readonly key: LaneKey;
    readonly work: LaneWork;
    readonly error: unknown;
    /** False when it was the look for evidence of an earlier attempt that failed. */
    readonly settled: boolean;
  },
  next: () => Promise<LaneWork | null>,
): Promise<LaneWork | null> {
  const { key, work } = failed;
  const failure = asFailure(failed.error);
  const { log } = options.routing;
  const ageMs = Date.now() - work.delivery.firstAttemptAt.getTime();
  const decided = decideAfterFailure({
    lane: key.lane,
    failure,
    attempts: work.delivery.attempts,
    ageMs,
    unsettled: !failed.settled,
    chance: Math.random(),
  });
  log[failure.code === ownPace ? 'debug' : 'warn'](
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
  const facts = { class: failure.class, code: failure.code, sentence: failure.message };
  if (await hasAnotherWay(options, work, failure)) {
    await failAttempt(options.routing.store, work, {
      status: 'pending',
      delayMs: 0,
      error: facts,
      counted: true,
    });
    return next();
  }
  if (decided.status === 'dead' || decided.status === 'unknown') {
    await park(options, { key, work, failure, fate: decided.status });
    return next();
  }
  if (decided.held) return hold(options, { key, work, error: facts });
  await failAttempt(options.routing.store, work, { ...decided, error: facts });
  options.observe?.(key.lane, decided.status);
  if (key.lane === 'thread' && failure.class === 'recipient')
    await options.senders.thread.recipientLost?.(work);
  options.wakeLater(key, decided.delayMs);
  return null;
}

/** An agent's words outside of the window that is open to all may go out as such, where the channel has that. */
async function hasAnotherWay(options: LaneOptions, work: LaneWork, failure: Failure): Promise<boolean> {
  const theirs = work.delivery.lane === 'customer' && work.message?.author === 'agent';
  if (!theirs || failure.class !== 'window' || failure.ambiguous) return false;
  return correctWindow(options.routing, work.conversation);
}

/** Puts a delivery back until its door is tried again; the sweep wakes it, there may be thousands. */
async function hold(
  options: LaneOptions,
  held: { readonly key: LaneKey; readonly work: LaneWork; readonly error: DeliveryError },
): Promise<null> {
  await holdDelivery(options.routing.store, held.work, held.error);
  options.observe?.(held.key.lane, 'held');
  return null;
}

/** Takes a delivery out of its lane's way and says so in the conversation. */
async function park(
  options: LaneOptions,
  parked: {
    readonly key: LaneKey;
    readonly work: LaneWork;
    readonly failure: Failure;
    readonly fate: 'dead' | 'unknown';
  },
): Promise<void> {
  const { key, work, failure, fate } = parked;
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
      delivery: work.delivery,
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
