// How many more chats an agent could take is kept by the database with every change that it hangs on, whoever makes it.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultRouting } from '../../src/core/chatbot.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { close } from '../../src/routing/verbs/close.js';
import { giveBack } from '../../src/routing/verbs/give-back.js';
import { leave } from '../../src/routing/verbs/leave.js';
import { manageAgent } from '../../src/routing/verbs/manage-agent.js';
import { assignAgent, unassignAgent } from '../../src/routing/verbs/manage-assignment.js';
import { setPresence } from '../../src/routing/verbs/set-presence.js';
import { transfer } from '../../src/routing/verbs/transfer.js';
import { routeQueue } from '../../src/routing/work/router.js';
import { lockConversation } from '../../src/store/conversations.js';
import type { Tx } from '../../src/store/store.js';
import { expectSound, type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({
    people: [
      { name: 'Adi', role: 'admin' },
      { name: 'Kim', chatbots: ['acme', 'other'] },
      { name: 'Ben' },
      { name: 'Zoe', chatbots: [] },
    ],
    chatbot: { routing: { ...defaultRouting, mode: 'auto', whenAgentLeaves: 'return', agentGoneMinutes: 0 } },
  });
});
afterAll(() => floor.close());

/** What is kept of an agent, once for each chatbot of theirs. */
const rooms = async (name: string) =>
  (
    await floor.query<{ room: number }>(
      'select ac.room from agent_chatbot ac join agent a on a.id = ac.agent_id where a.name = $1',
      [name],
    )
  ).map(({ room }) => room);
const online = async (name: string) => {
  const by = await floor.agent(name);
  await setPresence(floor.routing, { by, agentId: by.id, presence: 'online' });
};
const queue = () => ({ organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId });

it('follows presence, the limit, and every way in which a chat begins or ends', async () => {
  expect([await rooms('Kim'), await rooms('Ben')]).toEqual([[0, 0], [0]]);
  await online('Kim');
  await online('Ben');
  expect([await rooms('Kim'), await rooms('Ben')]).toEqual([[3, 3], [3]]);

  const kim = await floor.agent('Kim');
  const { id: first } = await floor.openPending();
  await claim(floor.routing, { agent: kim, conversationId: first });
  expect(await rooms('Kim')).toEqual([2, 2]);
  await transfer(floor.routing, { by: kim, toAgentId: (await floor.agent('Ben')).id, conversationId: first });
  expect([await rooms('Kim'), await rooms('Ben')]).toEqual([[3, 3], [2]]);
  await close(floor.routing, { agent: await floor.agent('Ben'), conversationId: first });
  expect(await rooms('Ben')).toEqual([3]);

  for (let count = 0; count < 4; count += 1) await floor.openPending();
  expect(await routeQueue(floor.routing, queue())).toBe(4);
  expect([...(await rooms('Kim')), ...(await rooms('Ben'))]).toEqual([1, 1, 1]);
  for (let count = 0; count < 3; count += 1) await floor.openPending();
  expect(await routeQueue(floor.routing, queue())).toBe(2);
  expect([...(await rooms('Kim')), ...(await rooms('Ben'))]).toEqual([0, 0, 0]);

  const by = await floor.agent('Adi');
  await manageAgent(floor.routing, { by, agentId: kim.id, change: { chatLimit: 7 } });
  expect(await rooms('Kim')).toEqual([4, 4]);
  await setPresence(floor.routing, { by, agentId: kim.id, presence: 'offline' });
  expect(await rooms('Kim')).toEqual([0, 0]);
  await leave(floor.routing, await floor.agent('Ben'));
  expect(await rooms('Ben')).toEqual([0]);
  await floor.query("update conversation set status = 'closed', closed_at = now() where status = 'pending'");
  await expectSound(floor);
});

/** An active chat, without any of what a claim looks at. */
async function hold(name: string) {
  const { id } = await floor.openPending();
  const agent = await floor.agent(name);
  await floor.query(
    `with held as (insert into assignment (organization_id, id, conversation_id, agent_id, start_reason) values ($1, gen_random_uuid(), $2, $3, 'claimed'))
    update conversation set status = 'active', owner_id = $3 where id = $2`,
    [floor.door.organizationId, id, agent.id],
  );
  return { id, agent };
}

/** Resolves when the work is done, or soon: it may be waiting for whoever asks. */
const soon = (work: Promise<unknown>) =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, 200))]);

it('is right for whoever is assigned while a chat of theirs ends', async () => {
  const by = await floor.agent('Adi');
  await online('Zoe');
  const { id, agent: zoe } = await hold('Zoe');
  let assigned: Promise<unknown> = Promise.resolve();
  await floor.store.transaction(async (tx) => {
    const conversation = await lockConversation(tx, floor.scope(id));
    if (!conversation) throw new Error('no conversation');
    await giveBack(tx, conversation, { cause: 'unanswered', ownerName: zoe.name });
    // What its commit does first is done, and not yet seen.
    await tx.db.execute(sql`set constraints all immediate`);
    assigned = assignAgent(floor.routing, { by, agentId: zoe.id, chatbotId: floor.door.chatbotId });
    await soon(assigned);
  });
  await assigned;
  expect(await rooms('Zoe')).toEqual([3]);
  await floor.query("update conversation set status = 'closed', closed_at = now() where status = 'pending'");
});

it('is right after two changes at once, whatever made them', async () => {
  const held = [await hold('Zoe'), await hold('Zoe')];
  expect(await rooms('Zoe')).toEqual([1]);
  const end = (tx: Tx, at: number) =>
    tx.db.execute(
      sql`update conversation set status = 'closed', owner_id = null, closed_at = now() where id = ${held[at]?.id}`,
    );
  let second: Promise<unknown> = Promise.resolve();
  await floor.store.transaction(async (tx) => {
    await end(tx, 0);
    await tx.db.execute(sql`set constraints all immediate`);
    second = floor.store.transaction((other) => end(other, 1));
    await soon(second);
  });
  await second;
  expect(await rooms('Zoe')).toEqual([3]);
  await floor.query("update assignment set ended_at = now(), end_reason = 'closed' where ended_at is null");
});

it('leaves nobody out where chats stop counting with time', async () => {
  const { chatbotId } = floor.door;
  await floor.query(`update chatbot set routing = routing || '{"uncountedAfterMinutes": 10}' where id = $1`, [
    chatbotId,
  ]);
  const zoe = await floor.agent('Zoe');
  for (let count = 0; count < 3; count += 1) {
    const { id } = await floor.openPending();
    await claim(floor.routing, { agent: zoe, conversationId: id });
  }
  expect(await rooms('Zoe')).toEqual([0]);
  await floor.openPending();
  expect(await routeQueue(floor.routing, queue())).toBe(0);
  await floor.query(
    `update conversation set last_customer_at = now() - interval '30 minutes', last_reply_at = now() - interval '20 minutes' where status = 'active'`,
  );
  expect(await routeQueue(floor.routing, queue())).toBe(1);
  await unassignAgent(floor.routing, { by: await floor.agent('Adi'), agentId: zoe.id, chatbotId });
  expect(await rooms('Zoe')).toEqual([]);
});
