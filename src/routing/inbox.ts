// Keeps what channels bring before it is answered, and acts on it right after: in order for each customer, many at once.

import type { Batch, Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { Refusal } from '../core/errors.js';
import type { ChannelId, Scoped } from '../core/id.js';
import { storableText } from '../core/text/storable.js';
import {
  buryRow,
  findDueLanes,
  type InboxLane,
  type InboxRow,
  keepRows,
  type NewInboxRow,
  noteHeard,
  putOffRows,
  removeRows,
  takeRows,
} from '../store/inbox.js';
import { readItem, writeItem } from './inbox-item.js';
import type { Routing } from './routing.js';

export interface InboxOptions {
  readonly routing: Routing;
  /** Acts on one thing. Throws Refusal when the rules say no, `NotYet` when it is too early, anything else is retried. */
  readonly act: (inbound: Inbound, attempt: number) => Promise<void>;
  readonly findDoor: (scope: Scoped<ChannelId>) => Promise<ChannelAccount | null>;
  readonly leaseMs: number;
  /** How many customers are served at once. */
  readonly width?: number;
}

export interface Inbox {
  /** Keeps a batch in one commit; resolves before it is acted on. Throws when the memory is away. */
  keep(batch: Batch): Promise<void>;
  /** Looks for what was left behind: by a process that died, or put off. */
  sweep(): Promise<void>;
  /** Takes nothing new; resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** It is too early to act: what it needs to know is on its way. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  constructor(readonly delayMs: number) {
    super(`too early by ${delayMs} ms`);
  }
}

interface Held {
  readonly id: number;
  readonly attempts: number;
  readonly inbound: Inbound;
}

/** Beyond this many held in memory, rows are left to whoever comes by: a flood grows the table, not the process. */
const mostHeld = 2_000;
const mostAttempts = 6;
const heardEveryMs = 15_000;
const mostRaw = 50_000;

const keyOf = (at: Pick<InboxLane, 'channelId' | 'lane'>) => `${at.channelId} ${at.lane}`;

/** Creates the inbox of one process. */
export function createInbox(options: InboxOptions): Inbox {
  const { routing, leaseMs } = options;
  const { store } = routing;
  const width = options.width ?? 8;
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, { readonly at: InboxLane; held: Held[] }>();
  const heard = new Map<string, number>();
  let held = 0;
  let stopped = false;

  const offer = (at: InboxLane, rows: readonly Held[]) => {
    const known = waiting.get(keyOf(at));
    held += rows.length;
    if (known) known.held.push(...rows);
    else waiting.set(keyOf(at), { at, held: [...rows] });
    startWaiting();
  };

  const startWaiting = () => {
    for (const [key, { at, held: rows }] of waiting) {
      if (stopped || running.size >= width) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      const done = serve(options, at, rows).finally(() => {
        held -= rows.length;
        running.delete(key);
        startWaiting();
      });
      running.set(key, done);
    }
  };

  const hearDoor = (door: ChannelAccount) => {
    const now = Date.now();
    if (now - (heard.get(door.id) ?? 0) < heardEveryMs) return;
    heard.set(door.id, now);
    noteHeard(store, door).catch((error: unknown) =>
      routing.log.warn({ err: error }, 'could not note that a door was heard'),
    );
  };

  return {
    async keep({ items, unreadable }) {
      if (items.length + unreadable.length === 0) return;
      const rows = [...items.map(toRow), ...unreadable.map(toDeadRow)];
      const kept = await keepRows(store, rows, stopped || held > mostHeld ? 0 : leaseMs);
      for (const door of new Set([...items, ...unreadable].map((one) => one.channel))) hearDoor(door);
      const mine = new Map<string, { at: InboxLane; rows: Held[] }>();
      for (const [index, inbound] of items.entries()) {
        const [at, row] = [rows[index], kept[index]];
        if (!at || !row) continue;
        const group = mine.get(keyOf(at)) ?? { at, rows: [] };
        if (row.mine) group.rows.push({ id: row.id, attempts: 1, inbound });
        mine.set(keyOf(at), group);
      }
      for (const group of mine.values()) offer(group.at, group.rows);
    },
    async sweep() {
      if (stopped) return;
      for (const at of await findDueLanes(store)) if (!running.has(keyOf(at))) offer(at, []);
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}

function toRow(inbound: Inbound): NewInboxRow {
  const { organizationId, id } = inbound.channel;
  const lane = storableText(inbound.address);
  return { organizationId, channelId: id, lane, item: writeItem(inbound), error: null };
}

function toDeadRow({ channel, raw, why }: Batch['unreadable'][number]): NewInboxRow {
  return {
    organizationId: channel.organizationId,
    channelId: channel.id,
    lane: '',
    // As text: what could not be read may hold what the memory cannot store as JSON.
    item: { raw: storableText(JSON.stringify(raw) ?? '').slice(0, mostRaw) },
    error: `unreadable: ${why}`,
  };
}

/** Acts on what is held, then on whatever the customer still has, until there is nothing due. */
async function serve(options: InboxOptions, at: InboxLane, first: readonly Held[]): Promise<void> {
  const { store, log } = options.routing;
  try {
    let rows = first.length > 0 ? first : await take(options, at);
    while (rows.length > 0) {
      const { done, waits } = await actInOrder(options, rows);
      const more = await removeRows(store, at, done);
      if (waits || !more) return;
      rows = await take(options, at);
    }
  } catch (error) {
    // The memory is away: the leases run out, and the sweep finds the rows when it is back.
    log.warn({ err: error, channelId: at.channelId }, 'the inbox could not be worked');
  }
}

/** Acts on rows one after the other; `done` may be forgotten. One that must wait keeps the rest behind it. */
async function actInOrder(
  options: InboxOptions,
  rows: readonly Held[],
): Promise<{ readonly done: number[]; readonly waits: boolean }> {
  const { store, log } = options.routing;
  const done: number[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      await options.act(row.inbound, row.attempts);
    } catch (error) {
      if (error instanceof Refusal || (!(error instanceof NotYet) && row.attempts >= mostAttempts)) {
        const why = error instanceof Refusal ? error.code : error instanceof Error ? error.name : 'unknown';
        log.error({ err: error, channelId: row.inbound.channel.id, inboxId: row.id }, 'a dead letter');
        await buryRow(store, row.id, `${row.inbound.type}: ${why}`);
        continue;
      }
      const delayMs = error instanceof NotYet ? error.delayMs : 1_000 * 2 ** (row.attempts - 1);
      if (!(error instanceof NotYet)) log.warn({ err: error, inboxId: row.id }, 'will be acted on again');
      await putOffRows(
        store,
        rows.slice(index).map((one) => one.id),
        delayMs,
      );
      return { done, waits: true };
    }
    done.push(row.id);
  }
  return { done, waits: false };
}

async function take(options: InboxOptions, at: InboxLane): Promise<Held[]> {
  const rows = await takeRows(options.routing.store, at, options.leaseMs);
  const door =
    rows.length > 0 ? await options.findDoor({ organizationId: at.organizationId, id: at.channelId }) : null;
  const held: Held[] = [];
  for (const row of rows) {
    const inbound = door ? readRow(row, door) : null;
    if (inbound) held.push({ id: row.id, attempts: row.attempts, inbound });
    else
      await buryRow(options.routing.store, row.id, door ? 'it cannot be read any more' : 'its door is gone');
  }
  return held;
}

function readRow(row: InboxRow, door: ChannelAccount): Inbound | null {
  return readItem(row.item, door);
}
