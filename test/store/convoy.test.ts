// Proves that lines which come at once share a statement, and that no line pays for another: not its lock, not its fault.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConvoy } from '../../src/store/convoy.js';
import { type CustomerLine, receiveIntoOpen } from '../../src/store/intake.js';
import { type Floor, openFloor } from '../routing/floor.js';

describe('a convoy', () => {
  /** Convoys that leave when they are told to, and what went along in each. */
  const openRoad = (fails: (items: readonly string[]) => boolean = () => false) => {
    const left: string[][] = [];
    const gates: (() => void)[] = [];
    const ask = createConvoy<string, string>({
      keyOf: (item) => item[0] ?? '',
      most: 3,
      atOnce: 1,
      async run(items) {
        left.push([...items]);
        await new Promise<void>((resolve) => gates.push(resolve));
        if (fails(items)) throw new Error('refused as a whole');
        return items.map((item) => item.toUpperCase());
      },
    });
    const arrive = async () => {
      gates.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { ask, left, arrive };
  };

  it('takes a single one at once, and whoever came meanwhile together, in order, so many at most', async () => {
    const { ask, left, arrive } = openRoad();
    const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map(ask));
    expect(left).toEqual([['a']]);
    await arrive();
    await arrive();
    await arrive();
    expect(left).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
    expect(await answers).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('never carries two of one key, and keeps their order', async () => {
    const { ask, left, arrive } = openRoad();
    const answers = Promise.all(['x', 'a1', 'a2', 'b1', 'a3'].map(ask));
    for (let times = 0; times < 4; times += 1) await arrive();
    expect(left).toEqual([['x'], ['a1', 'b1'], ['a2'], ['a3']]);
    expect(await answers).toEqual(['X', 'A1', 'A2', 'B1', 'A3']);
  });

  it('that fails sends each of its own back to be tried alone, and goes on with the others', async () => {
    const { ask, arrive } = openRoad((items) => items.includes('bad'));
    const answers = Promise.all(['first', 'bad', 'good', 'later', 'next'].map(ask));
    for (let times = 0; times < 3; times += 1) await arrive();
    expect(await answers).toEqual(['FIRST', null, null, null, 'NEXT']);
  });
});

describe('customers’ lines at once', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  });
  afterAll(() => floor.close());

  const gate = () => {
    let resolve = () => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    return { promise, resolve: () => resolve() };
  };
  const line = (address: string, externalId: string): CustomerLine => ({
    organizationId: floor.door.organizationId,
    channelId: floor.door.id,
    address,
    externalId,
    kind: 'text',
    text: externalId,
    markup: 'plain',
    attachmentIds: [],
    at: null,
  });

  it('go past conversations that somebody is at; their own lines follow once they are free (design §3.4)', async () => {
    const held = ['held', 'kept', 'busy'];
    const others = ['one', 'two', 'three'];
    for (const address of [...held, ...others]) await floor.say(address, { text: 'hello' });
    const [free, locked] = [gate(), gate()];
    const holding = floor.store.transaction(async ({ db }) => {
      await db.execute(`select 1 from conversation c join contact_address a using (organization_id, contact_id)
        where a.address in ('held', 'kept', 'busy') for update of c`);
      locked.resolve();
      await free.promise;
    });
    await locked.promise;
    const store = (address: string) => receiveIntoOpen(floor.store, line(address, `${address}-1`));
    // More of them than convoys that may be on their way: waiting in one, they would stop everybody.
    const waiting = held.map(store);
    expect((await Promise.all(others.map(store))).every((stored) => stored !== null)).toBe(true);
    expect(
      await floor.query("select 1 from message where external_id in ('held-1', 'kept-1', 'busy-1')"),
    ).toEqual([]);
    free.resolve();
    await holding;
    expect((await Promise.all(waiting)).every((stored) => stored !== null)).toBe(true);
  });

  it('are each stored once although one of them is a duplicate', async () => {
    await floor.say('again', { externalId: 'again-1' });
    const addresses = ['one', 'two', 'three'];
    const [duplicate, ...stored] = await Promise.all([
      receiveIntoOpen(floor.store, line('again', 'again-1')),
      ...addresses.map((address) => receiveIntoOpen(floor.store, line(address, `${address}-beside`))),
    ]);
    expect(duplicate).toBeNull();
    expect(stored.every((one) => one !== null)).toBe(true);
    const rows = await floor.query<{ id: string; times: number }>(
      `select external_id as id, count(*)::int as times from message where external_id like '%-beside' or external_id = 'again-1' group by 1`,
    );
    expect(rows.map(({ times }) => times)).toEqual([1, 1, 1, 1]);
  });
});
