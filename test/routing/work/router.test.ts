// Proves that routing is fair and quick, gives nothing to whoever is not there or full, and is found by the sweep.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultRouting } from '../../../src/core/chatbot.js';
import { findRoute, routeRound } from '../../../src/routing/verbs/route.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { createRouter, routeQueue } from '../../../src/routing/work/router.js';
import { findDue } from '../../../src/store/due.js';
import { expectSound, type Floor, openFloor } from '../floor.js';

const people = Array.from({ length: 10 }, (_, at) => ({ name: `Agent ${at}`, chatLimit: 12 }));
let floor: Floor;
beforeAll(async () => {
  const routing = {
    ...defaultRouting,
    mode: 'auto',
    strategy: 'least-busy',
  } as const;
  floor = await openFloor({
    people: [...people, { name: 'Away' }, { name: 'Full', chatLimit: 0 }],
    chatbot: { routing },
  });
});
afterAll(() => floor.close());

const queue = () => ({ organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId });
const loads = async () =>
  Object.fromEntries(
    (
      await floor.query<{ name: string; load: number }>(
        `select a.name, count(s.*)::int as load from agent a left join assignment s on s.agent_id = a.id and s.ended_at is null group by a.name`,
      )
    ).map((row) => [row.name, row.load]),
  );
const routeDue = async () => (await findDue(floor.store)).filter((one) => one.kind === 'route');

it('leaves everyone waiting while nobody is there, and the sweep at rest', async () => {
  for (let at = 0; at < 100; at += 1) await floor.openPending();
  await floor.query("update conversation set requested_at = requested_at - interval '1 hour'");
  await floor.setPresence('Away', 'away');
  await floor.setPresence('Full', 'online');
  expect(await routeQueue(floor.routing, queue())).toBe(0);
  expect(await routeDue()).toEqual([]);
});

it('spreads 100 who wait over 10 agents by ten each, from four processes at once (A9, A11)', async () => {
  await floor.query("update agent set presence = 'online' where name like 'Agent%'");
  expect(await routeDue()).toMatchObject([queue()]);
  const routers = Array.from({ length: 4 }, () => createRouter(floor.routing));
  await Promise.all(routers.flatMap((router) => [router.route(queue()), router.route(queue())]));
  const spread = await loads();
  expect(people.map(({ name }) => spread[name])).toEqual(people.map(() => 10));
  expect([spread.Away, spread.Full]).toEqual([0, 0]);
  expect(await routeDue()).toEqual([]);
  await expectSound(floor);
});

it('gives ten different ones to ten different agents when ten routers choose at the same moment (A11)', async () => {
  const before = await loads();
  const waiting = [];
  for (let at = 0; at < 10; at += 1) waiting.push(await floor.openPending());
  const route = await findRoute(floor.store, queue());
  if (!route) throw new Error('the queue is not routed');
  const rounds = await Promise.all(waiting.map(() => routeRound(floor.routing, route)));
  expect(rounds.reduce((sum, round) => sum + round.routed, 0)).toBe(10);
  const after = await loads();
  expect(people.map(({ name }) => (after[name] ?? 0) - (before[name] ?? 0))).toEqual(people.map(() => 1));
});

it('serves in the order in which they asked, and stops when all are full', async () => {
  const waiting = [];
  for (let at = 0; at < 15; at += 1) waiting.push(await floor.openPending());
  await createRouter(floor.routing).route(queue());
  const served = await Promise.all(
    waiting.map(async ({ id }) => (await floor.conversation(id)).status === 'active'),
  );
  expect(served).toEqual(waiting.map((_, at) => at < 10));
  await expectSound(floor);
});

it('wakes the queue when an agent comes online (A10)', async () => {
  const touched: string[] = [];
  const stop = floor.store.onCommit((touches) => void touched.push(...touches.map((one) => one.kind)));
  const away = await floor.agent('Away');
  await setPresence(floor.routing, { by: away, agentId: away.id, presence: 'online' });
  stop();
  expect(touched).toContain('queue');
  expect(await routeQueue(floor.routing, queue())).toBe(3);
});
