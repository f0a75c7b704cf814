// Proves which chats count as breaches: by the chatbot's own promises, the oldest first, bounded, and not once answered.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatbotId, ConversationId, OrganizationId } from '../../src/core/id.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { readBreaches } from '../../src/store/breaches.js';
import { findChatbot } from '../../src/store/chatbots.js';
import { openHouse, type TestHouse } from '../support/bridge-house.js';

let house: TestHouse;
let scope: { readonly organizationId: OrganizationId; readonly id: ChatbotId };
beforeAll(async () => {
  house = await openHouse();
  const { rows } = await house.store.db.execute(
    sql`select organization_id as "organizationId", id from chatbot where key = 'acme'`,
  );
  scope = rows[0] as typeof scope;
});
afterAll(() => house.close());

const promise = (routing: object) =>
  house.store.db.execute(
    sql`update chatbot set routing = routing || ${JSON.stringify(routing)}::jsonb where id = ${scope.id}`,
  );
const ageBy = (id: ConversationId, minutes: number) =>
  house.store.db.execute(sql`
    with c as (update conversation set requested_at = now() - ${minutes}::int * interval '1 minute' where id = ${id})
    update assignment set started_at = now() - ${minutes}::int * interval '1 minute' where conversation_id = ${id}`);
const read = async () => {
  const chatbot = await findChatbot(house.store, scope);
  if (!chatbot) throw new Error('no chatbot');
  const { chats, total } = await readBreaches(house.store, chatbot);
  return { told: chats.map(({ reference, kind, agentName }) => `${reference} ${kind} ${agentName}`), total };
};

it('lists what an agent has not answered and what nobody has taken in time, the oldest first (B12)', async () => {
  await promise({ firstReplySeconds: 60, maxWaitMinutes: 10 });
  const [late, fresh, waits] = [
    await house.openPending(),
    await house.openPending(),
    await house.openPending(),
  ];
  const agent = await house.agent('ann');
  for (const { id } of [late, fresh]) await claim(house.house.routing, { agent, conversationId: id });
  await ageBy(late.id, 5);
  await ageBy(waits.id, 11);
  expect(await read()).toEqual({
    told: [`${waits.reference} wait null`, `${late.reference} reply Ann`],
    total: 2,
  });
  await house.store.db.execute(sql`update conversation set last_reply_at = now() where id = ${late.id}`);
  await house.store.db.execute(sql`update conversation set waiting = 'message' where id = ${waits.id}`);
  expect(await read()).toEqual({ told: [], total: 0 });
  await house.store.db.execute(sql`update conversation set waiting = 'live' where id = ${waits.id}`);
});

it('names who missed a chat that waits again', async () => {
  const missed = await house.openPending();
  const agent = await house.agent('ann');
  await claim(house.house.routing, { agent, conversationId: missed.id });
  await house.store.db.execute(sql`
    with a as (update assignment set ended_at = now(), end_reason = 'unanswered' where conversation_id = ${missed.id})
    update conversation set status = 'pending', owner_id = null, skipped_agent_ids = array[${agent.id}::uuid] where id = ${missed.id}`);
  expect((await read()).told).toContain(`${missed.reference} missed Ann`);
});

it('reads ten, counts all, and nothing where nothing is promised', async () => {
  for (let at = 0; at < 12; at += 1) await ageBy((await house.openPending()).id, 20 + at);
  const { told, total } = await read();
  expect(told).toHaveLength(10);
  expect(total).toBe(14);
  await promise({ firstReplySeconds: null, maxWaitMinutes: null });
  expect(await read()).toEqual({ told: [], total: 0 });
});
