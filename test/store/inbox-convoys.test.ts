// Proves that webhooks which are kept together each get their own, and that one that cannot be kept spoils no other.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ChannelId } from '../../src/core/id.js';
import type { NewInboxRow } from '../../src/store/inbox.js';
import { keepTogether, removeTogether } from '../../src/store/inbox-convoys.js';
import { openPhoneFloor, type PhoneFloor } from '../routing/phone-floor.js';

let floor: PhoneFloor;
beforeAll(async () => {
  floor = await openPhoneFloor();
});
afterAll(() => floor.close());
beforeEach(() => floor.query('delete from inbox'));

const leaseMs = 9_000;

function row(lane: string, item: Record<string, unknown> = {}): NewInboxRow {
  const { organizationId, id: channelId } = floor.phoneDoor;
  return { organizationId, channelId, lane, item, error: null };
}

/** Which item stands in a row that was kept. */
async function itemsOf(ids: readonly (number | undefined)[]): Promise<unknown[]> {
  const rows = await floor.query<{ id: number; item: unknown }>('select id::int as id, item from inbox');
  return ids.map((id) => rows.find((one) => one.id === id)?.item);
}

it('gives every webhook the ids of its own rows, whoever came along', async () => {
  const asked = Array.from({ length: 60 }, (_, at) => [
    row(`a${at}`, { first: at }),
    row(`b${at}`, { second: at }),
  ]);
  const kept = await Promise.all(asked.map((rows) => keepTogether(floor.store, rows, leaseMs)));
  expect(await itemsOf(kept.flat().map(({ id }) => id))).toEqual(asked.flat().map(({ item }) => item));
  expect(kept.flat().every(({ leasedUntil }) => leasedUntil !== null)).toBe(true);
});

it('leases nothing for whoever wants no lease, and all for the others', async () => {
  const kept = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      keepTogether(floor.store, [row(`c${at}`)], at % 2 === 0 ? 0 : leaseMs),
    ),
  );
  expect(kept.flat().map(({ leasedUntil }) => leasedUntil !== null)).toEqual(
    kept.map((_, at) => at % 2 === 1),
  );
});

it('fails for the one that cannot be kept, and for no other', async () => {
  const bad = { ...row('bad'), channelId: 'no id' as ChannelId };
  const asked = Array.from({ length: 12 }, (_, at) => (at === 7 ? bad : row(`d${at}`)));
  const kept = await Promise.allSettled(asked.map((one) => keepTogether(floor.store, [one], leaseMs)));
  expect(kept.map(({ status }) => status === 'fulfilled')).toEqual(asked.map((one) => one !== bad));
});

it('tells of each customer whether there is more, and keeps what was not acted on', async () => {
  const kept = await keepTogether(
    floor.store,
    ['x', 'y', 'x'].map((lane) => row(lane)),
    leaseMs,
  );
  const [x, y, rest] = kept.map(({ id }) => id);
  const more = await Promise.all([
    removeTogether(floor.store, { at: row('x'), ids: [x ?? 0] }),
    removeTogether(floor.store, { at: row('y'), ids: [y ?? 0] }),
  ]);
  expect(more).toEqual([true, false]);
  expect(await itemsOf([x, y, rest])).toEqual([undefined, undefined, {}]);
});
