// Who a chatbot's next chats can go to, by where they are: nobody who has left its place, everybody while nobody knows.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../src/core/actor.js';
import { defaultRouting } from '../../src/core/chatbot.js';
import { loseChatbot } from '../../src/routing/verbs/leave.js';
import { decideRound, findRoute } from '../../src/routing/verbs/route.js';
import { routeQueue } from '../../src/routing/work/router.js';
import { lockQueue } from '../../src/store/candidates.js';
import { giveOut, lockGifts } from '../../src/store/give-out.js';
import { recordLook, recordMembers, recordMove } from '../../src/store/place-members.js';
import { type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({
    people: [{ name: 'Kim' }, { name: 'Ben' }],
    chatbot: { routing: { ...defaultRouting, mode: 'auto' } },
  });
  await floor.query("update agent set presence = 'online'");
});
afterAll(() => floor.close());

const place = () => ({
  organizationId: floor.door.organizationId,
  desk: 'slack',
  team: 'T1',
  place: 'C-acme',
});
const queue = () => ({ organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId });
const given = async () => {
  await floor.openPending();
  await floor.openPending();
  await routeQueue(floor.routing, queue());
  const rows = await floor.query<{ name: string }>(
    `select a.name from assignment s join agent a on a.id = s.agent_id where s.ended_at is null order by s.started_at desc, a.name limit 2`,
  );
  await floor.query(`update assignment set ended_at = now(), end_reason = 'closed' where ended_at is null`);
  await floor.query(`update conversation set status = 'closed', owner_id = null, closed_at = now()`);
  return [...new Set(rows.map(({ name }) => name))].sort();
};
const look = { nextMs: 3_600_000, error: null, drift: null };

it('are both agents while nobody has told who is in the place', async () => {
  expect(await given()).toEqual(['Ben', 'Kim']);
  await floor.query(
    `insert into place_watch (organization_id, desk, team, place) values ($1, 'slack', 'T1', 'C-acme')`,
    [floor.door.organizationId],
  );
  await recordLook(floor.store, place(), { ...look, error: 'not now' });
  expect(await given()).toEqual(['Ben', 'Kim']);
});

it('are read with no more of those who wait than there is room for', async () => {
  for (let count = 0; count < 3; count += 1) await floor.openPending();
  await floor.query(`update agent set chat_limit = case name when 'Kim' then 2 else 0 end`);
  const read = await floor.store.transaction((tx) =>
    lockQueue(tx, queue().organizationId, {
      chain: [queue().chatbotId],
      limit: 64,
      offset: 0,
      withSkills: false,
      withLastAgent: false,
    }),
  );
  expect([read.agents.map(({ chatLimit }) => chatLimit), read.waiting.length]).toEqual([[2], 2]);
  await floor.query('update agent set chat_limit = 5');
  await floor.query(`update conversation set status = 'closed', closed_at = now()`);
});

it('is nobody who is not in the place, and whoever comes back (B11)', async () => {
  await recordMembers(floor.store, place(), ['U-Kim']);
  await recordLook(floor.store, place(), look);
  expect(await given()).toEqual(['Kim']);
  await recordMove(floor.store, place(), { user: 'U-Ben', joined: true });
  expect(await given()).toEqual(['Ben', 'Kim']);
  await recordMove(floor.store, place(), { user: 'U-Kim', joined: false });
  expect(await given()).toEqual(['Ben']);
});

it('is nobody who leaves the place between the choice and the lock', async () => {
  await recordMove(floor.store, place(), { user: 'U-Ben', joined: true });
  const ben = await floor.agent('Ben');
  const { id } = await floor.openPending();
  const route = await findRoute(floor.store, queue());
  if (!route) throw new Error('not routed');
  const giveAfter = async (meanwhile: () => Promise<unknown>) =>
    floor.store.transaction(async (tx) => {
      const { choices } = await decideRound(tx, route, 0);
      expect(choices).toMatchObject([{ agentId: ben.id, conversationId: id }]);
      await meanwhile();
      await lockGifts(tx, queue().organizationId, choices);
      const order = { ...queue(), chain: route.chain, actor: systemActor('test'), over: [] };
      const given = await giveOut(tx, order, choices);
      const help = await giveOut(
        tx,
        order,
        choices.map((choice) => ({ ...choice, helps: true })),
      );
      return [given.length, help.length];
    });
  const leaves = async () => {
    await recordMove(floor.store, place(), { user: 'U-Ben', joined: false });
    await loseChatbot(floor.routing, ben, queue().chatbotId);
  };
  // Who helps out answers from a place of their own.
  expect(await giveAfter(leaves)).toEqual([0, 1]);
});
