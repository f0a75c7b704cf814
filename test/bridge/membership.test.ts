// Proves that places are looked at one by one, that a desk which asks for patience gets it, and that nothing is lost by it.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Card } from '../../src/bridge/cards/card.js';
import { createPlaceLooks } from '../../src/bridge/membership.js';
import { createDesks } from '../../src/bridge/registry.js';
import { createTurnTaking } from '../../src/bridge/turn-taking.js';
import { Failure } from '../../src/core/errors.js';
import { openHouse, type TestHouse } from '../support/bridge-house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const limited = () =>
  new Failure('Slack cannot be reached at the moment.', {
    class: 'retry',
    code: 'ratelimited',
    retryAfterMs: 30_000,
  });

it('goes on where it was once the desk was left alone for as long as it asked', async () => {
  let now = Date.now();
  const asked: string[] = [];
  const answers: (() => readonly string[])[] = [
    () => ['U0ANN'],
    () => {
      throw limited();
    },
  ];
  const [desk] = house.house.desks.all;
  if (!desk) throw new Error('no desk');
  const desks = createDesks([
    {
      ...desk,
      members: async ({ place }: { place: string }) => {
        asked.push(place);
        return { users: answers.shift()?.() ?? ['U0ZOE'], isPrivate: false };
      },
    },
  ]);
  const turns = createTurnTaking(60, 5, () => now);
  const round = createPlaceLooks({ routing: house.house.routing, desks }, turns);

  // One place of the team at a time, however many are due.
  expect(await round()).toBe(1);
  expect(await round()).toBe(1);
  expect(asked).toEqual(['C0ACME', 'C0OTHER']);
  const { rows } = await house.store.db.execute(
    sql`select place, error, read_at is not null as read from place_watch order by place`,
  );
  expect(rows).toEqual([
    { place: 'C0ACME', error: null, read: true },
    { place: 'C0OTHER', error: null, read: false },
  ]);

  await house.store.db.execute(sql`update place_watch set due_at = now() where place = 'C0OTHER'`);
  now += 29_000;
  expect(await round()).toBe(0);
  now += 2_000;
  expect(await round()).toBe(1);
  expect(await round()).toBe(0);
  expect(asked).toEqual(['C0ACME', 'C0OTHER', 'C0OTHER']);
});

it('brings in the rest later when the desk asks for patience in the middle, and tells nobody', async () => {
  let now = Date.now();
  const brought: string[] = [];
  let failsAt = 2;
  const [desk] = house.house.desks.all;
  if (!desk) throw new Error('no desk');
  const desks = createDesks([
    {
      ...desk,
      members: async () => ({ users: brought.slice(), isPrivate: true }),
      addMember: async (_at: unknown, user: string) => {
        failsAt -= 1;
        if (failsAt === 0) throw limited();
        brought.push(user);
      },
    },
  ]);
  const round = createPlaceLooks(
    { routing: house.house.routing, desks },
    createTurnTaking(60, 5, () => now),
  );
  const told = house.recorded.directs.length;
  const due = () => house.store.db.execute(sql`update place_watch set due_at = now() where place = 'C0ACME'`);
  await due();
  expect(await round()).toBe(1);
  expect(brought).toHaveLength(1);
  now += 31_000;
  await due();
  expect(await round()).toBe(1);
  expect(new Set(brought).size).toBe(brought.length);
  expect(brought.length).toBeGreaterThan(1);
  expect(house.recorded.directs).toHaveLength(told);
});

it('tells what it found by the next look when nobody could be told of it', async () => {
  const [desk] = house.house.desks.all;
  if (!desk) throw new Error('no desk');
  let reachable = false;
  const told: string[] = [];
  const desks = createDesks([
    {
      ...desk,
      members: async () => ({ users: ['U0STRANGER'], isPrivate: true }),
      addMember: async () => undefined,
      direct: async (_to: unknown, { fallback }: Card) => {
        if (!reachable)
          throw new Failure('Nobody met them yet.', { class: 'recipient', code: 'unknown_person' });
        told.push(fallback);
      },
    },
  ]);
  const round = createPlaceLooks({ routing: house.house.routing, desks }, createTurnTaking(600, 50));
  const look = async () => {
    await house.store.db.execute(sql`update place_watch set due_at = now() where place = 'C0ACME'`);
    await round();
  };
  await look();
  const soon = sql`select due_at < now() + interval '2 minutes' as soon, told from place_watch where place = 'C0ACME'`;
  expect((await house.store.db.execute(soon)).rows).toEqual([{ soon: true, told: null }]);
  reachable = true;
  await look();
  expect(told.length).toBeGreaterThan(0);
  const once = told.length;
  await look();
  expect(told).toHaveLength(once);
});

it.each([
  [true, { brought: true, taken: ['U0ZOE'] }],
  // Whoever likes may come into a public place and read along there.
  [false, { brought: false, taken: [] }],
])(
  'mends who is in a place that is private (%s), and leaves people of public ones alone (B11)',
  async (isPrivate, expected) => {
    const [desk] = house.house.desks.all;
    if (!desk) throw new Error('no desk');
    const brought: string[] = [];
    const taken: string[] = [];
    const desks = createDesks([
      {
        ...desk,
        members: async () => ({ users: ['U0ZOE'], isPrivate }),
        addMember: async (_at: unknown, user: string) => void brought.push(user),
        removeMember: async (_at: unknown, user: string) => void taken.push(user),
      },
    ]);
    await house.store.db.execute(sql`delete from place_member where place = 'C0ACME'`);
    await house.store.db.execute(sql`update place_watch set due_at = now() where place = 'C0ACME'`);
    await createPlaceLooks({ routing: house.house.routing, desks }, createTurnTaking(600, 50))();
    expect({ brought: brought.includes('U0ANN'), taken }).toEqual(expected);
  },
);
