// Keeps what channels bring before it is answered, and acts on it right after: in order for each customer, many at once.

import type { Batch, Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { storableText } from '../core/text/storable.js';
import { findDueLanes, type InboxLane, type NewInboxRow, noteHeard } from '../store/inbox.js';
import { keepTogether } from '../store/inbox-convoys.js';
import type { Held } from './inbox-hold.js';
import { readItem, writeItem } from './inbox-item.js';
import { giveBack, type InboxLaneOptions, serveLane } from './inbox-lane.js';

export interface InboxOptions extends InboxLaneOptions {
  /** How many customers are served at once. */
  readonly width?: number;
}

export interface Inbox {
  /** Keeps a batch in one commit; resolves before it is acted on. Throws when the memory is away. */
  keep(batch: Batch): Promise<void>;
  /** Looks for what was left behind: by a process that died, or put off. */
  sweep(): Promise<void>;
  /** Takes nothing new; resolves when what is under way is done, and the rest is given back. */
  stop(): Promise<void>;
}

/** Beyond this many held in memory, rows are left to whoever comes by: a flood grows the table, not the process. */
const mostHeld = 2_000;
const heardEveryMs = 15_000;
const mostRaw = 50_000;
const mostWhy = 1_000;
/** A customer's place in line is looked up by its name: names are kept to what an index takes. */
const longestLane = 200;

const keyOf = (at: Pick<InboxLane, 'channelId' | 'lane'>) => `${at.channelId} ${at.lane}`;

/** Creates the inbox of one process. */
export function createInbox(options: InboxOptions): Inbox {
  const { routing, leaseMs } = options;
  const { store } = routing;
  /** The memory is away as well: the leases run out by themselves. */
  const forgetLeases = (error: unknown) => routing.log.warn({ err: error }, 'rows could not be given back');
  const width = options.width ?? 8;
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, { readonly at: InboxLane; held: Held[] }>();
  const heard = new Map<string, number>();
  let held = 0;
  let stopped = false;

  const offer = (at: InboxLane, rows: readonly Held[]) => {
    const known = waiting.get(keyOf(at));
    held += rows.length;
    // Two requests may have been kept in another order than their commits came back.
    if (known) known.held = [...known.held, ...rows].sort((one, other) => one.id - other.id);
    else waiting.set(keyOf(at), { at, held: [...rows] });
    startWaiting();
  };

  const startWaiting = () => {
    for (const [key, { at, held: rows }] of waiting) {
      if (stopped || running.size >= width) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      const done = serveLane(options, at, rows, () => stopped).finally(() => {
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
      const since = performance.now();
      const full = held > mostHeld;
      const kept = await keepTogether(store, rows, stopped || full ? 0 : leaseMs);
      for (const door of new Set([...items, ...unreadable].map((one) => one.channel))) hearDoor(door);
      const mine = new Map<string, { at: InboxLane; rows: Held[] }>();
      for (const [index, { channel }] of items.entries()) {
        const [at, row] = [rows[index], kept[index]];
        if (!at || !row) continue;
        const group = mine.get(keyOf(at)) ?? { at, rows: [] };
        const { id, leasedUntil } = row;
        // What was written is acted on, so that the first attempt sees what every later one would.
        const inbound = leasedUntil === null ? null : readItem(at.item, channel);
        if (inbound && leasedUntil !== null)
          group.rows.push({ id, leasedUntil, attempts: 1, inbound, since });
        mine.set(keyOf(at), group);
      }
      // Of a flood only what is held is remembered: the sweep finds the rest.
      for (const { at, rows: taken } of mine.values()) if (taken.length > 0 || !full) offer(at, taken);
    },
    async sweep() {
      if (stopped) return;
      for (const at of await findDueLanes(store)) if (!running.has(keyOf(at))) offer(at, []);
    },
    async stop() {
      stopped = true;
      const left = [...waiting.values()].flatMap((one) => one.held);
      waiting.clear();
      if (left.length > 0) await giveBack(options, left).catch(forgetLeases);
      await Promise.all(running.values());
    },
  };
}

function toRow(inbound: Inbound): NewInboxRow {
  const { organizationId, id } = inbound.channel;
  const lane = storableText(inbound.address.slice(0, longestLane));
  return { organizationId, channelId: id, lane, item: writeItem(inbound), error: null };
}

function toDeadRow({ channel, raw, why }: Batch['unreadable'][number]): NewInboxRow {
  return {
    organizationId: channel.organizationId,
    channelId: channel.id,
    lane: '',
    // As text: what could not be read may hold what the memory cannot store as JSON. Cut first, and made storable then.
    item: { raw: storableText((JSON.stringify(raw) ?? '').slice(0, mostRaw)) },
    error: storableText(`unreadable: ${why}`.slice(0, mostWhy)),
  };
}
