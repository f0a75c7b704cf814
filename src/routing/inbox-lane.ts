// Acts on what one customer's channel delivered: row by row in order, with one that must wait in front of the rest.

import type { Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { Refusal } from '../core/errors.js';
import type { ChannelId, Scoped } from '../core/id.js';
import { buryRow, type Claim, type InboxLane, putOffRows, takeRows } from '../store/inbox.js';
import { removeTogether } from '../store/inbox-convoys.js';
import { type Held, type Hold, holdRows } from './inbox-hold.js';
import { readItem } from './inbox-item.js';
import type { Routing } from './routing.js';
import { keepWhile } from './work/keep.js';

export interface InboxLaneOptions {
  readonly routing: Routing;
  /** Acts on one thing. Throws Refusal when the rules say no, `NotYet` when it is too early, anything else is retried. */
  readonly act: (inbound: Inbound, attempt: number) => Promise<void>;
  readonly findDoor: (scope: Scoped<ChannelId>) => Promise<ChannelAccount | null>;
  readonly leaseMs: number;
}

/** It is too early to act: what it needs to know is on its way. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  constructor(readonly delayMs: number) {
    super(`too early by ${delayMs} ms`);
  }
}

const mostAttempts = 6;

/** Acts on what is held, then on whatever the customer still has, until there is nothing due. Never throws. */
export async function serveLane(
  options: InboxLaneOptions,
  at: InboxLane,
  first: readonly Held[],
  stopped: () => boolean,
): Promise<void> {
  const { store, log } = options.routing;
  try {
    let rows = first.length > 0 || stopped() ? first : await take(options, at);
    while (rows.length > 0) {
      const { done, waits } = await actInOrder(options, rows, stopped);
      const more = await removeTogether(store, { at, ids: done });
      if (waits || !more || stopped()) return;
      rows = await take(options, at);
    }
  } catch (error) {
    // The memory is away: the leases run out, and the sweep finds the rows when it is back.
    log.warn({ err: error, channelId: at.channelId }, 'the inbox could not be worked');
  }
}

/** Gives rows back untried, for whoever comes by. */
export async function giveBack({ routing }: InboxLaneOptions, claims: readonly Claim[]): Promise<void> {
  await putOffRows(routing.store, claims, { delayMs: 0, tried: null });
}

/** Acts on rows one after the other; `done` may be forgotten. One that must wait keeps the rest behind it. */
async function actInOrder(
  options: InboxLaneOptions,
  rows: readonly Held[],
  stopped: () => boolean,
): Promise<{ readonly done: number[]; readonly waits: boolean }> {
  const { leaseMs, routing } = options;
  const hold = holdRows(routing.store, leaseMs, rows);
  const done: number[] = [];
  for (const [index, row] of rows.entries()) {
    // Whoever took it meanwhile acts on it, and on what is behind it.
    if (!(await hold.stillHolds(row.id))) return { done, waits: true };
    if (stopped()) {
      await giveBack(options, await hold.claimsOf(rows.slice(index).map(({ id }) => id)));
      return { done, waits: true };
    }
    try {
      await keepWhile(leaseMs, hold.renew, () => options.act(row.inbound, row.attempts));
    } catch (error) {
      if (await standsAside(options, hold, row, error)) continue;
      await putOff(options, hold, rows.slice(index), error);
      return { done, waits: true };
    }
    hold.drop(row.id);
    done.push(row.id);
  }
  return { done, waits: false };
}

/** Makes a dead letter of what will never succeed, so that the rest can go on; false when it is to be tried again. */
async function standsAside(
  { routing }: InboxLaneOptions,
  hold: Hold,
  { id, attempts, inbound }: Held,
  error: unknown,
): Promise<boolean> {
  if (error instanceof NotYet || (!(error instanceof Refusal) && attempts < mostAttempts)) return false;
  const why = error instanceof Refusal ? error.code : error instanceof Error ? error.name : 'unknown';
  routing.log.error({ err: error, channelId: inbound.channel.id, inboxId: id }, 'a dead letter');
  for (const claim of await hold.claimsOf([id]))
    await buryRow(routing.store, claim, `${inbound.type}: ${why}`);
  hold.drop(id);
  return true;
}

async function putOff(
  { routing }: InboxLaneOptions,
  hold: Hold,
  rows: readonly Held[],
  error: unknown,
): Promise<void> {
  const [tried] = rows;
  if (!tried) return;
  const delayMs = error instanceof NotYet ? error.delayMs : 1_000 * 2 ** (tried.attempts - 1);
  if (!(error instanceof NotYet))
    routing.log.warn({ err: error, inboxId: tried.id }, 'will be acted on again');
  const claims = await hold.claimsOf(rows.map(({ id }) => id));
  await putOffRows(routing.store, claims, { delayMs, tried: tried.id });
}

async function take(options: InboxLaneOptions, at: InboxLane): Promise<Held[]> {
  const { store } = options.routing;
  const since = performance.now();
  const rows = await takeRows(store, at, options.leaseMs);
  const door =
    rows.length > 0 ? await options.findDoor({ organizationId: at.organizationId, id: at.channelId }) : null;
  const held: Held[] = [];
  for (const row of rows) {
    const inbound = door ? readItem(row.item, door) : null;
    const { id, leasedUntil, attempts } = row;
    if (inbound) held.push({ id, leasedUntil, attempts, inbound, since });
    else await buryRow(store, row, door ? 'it cannot be read any more' : 'its door is gone');
  }
  return held;
}
