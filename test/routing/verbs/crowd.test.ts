// Proves over a thousand hand-offs, claims and returns at once that limits, single owners and the spread hold at every instant.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '../../../src/core/actor.js';
import type { Agent } from '../../../src/core/agent.js';
import { defaultRouting } from '../../../src/core/chatbot.js';
import { Refusal } from '../../../src/core/errors.js';
import type { ConversationId } from '../../../src/core/id.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { release } from '../../../src/routing/verbs/release.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { createRouter } from '../../../src/routing/work/router.js';
import { listAgents } from '../../../src/store/agents.js';
import { expectSound, type Floor, openFloor } from '../floor.js';

const agentCount = 60;
const handOffs = 1_000;
const limit = 20;
const routing = { ...defaultRouting, mode: 'auto', strategy: 'least-busy' } as const;
const people = Array.from({ length: agentCount }, (_, at) => ({ name: `Agent ${at}`, chatLimit: limit }));
let floor: Floor;
let agents: readonly Agent[];

beforeAll(async () => {
  floor = await openFloor({ people, chatbot: { routing } });
  await floor.query("update agent set presence = 'online'");
  // Written with each assignment as it is committed: what a later look at the end would no longer see.
  await floor.query(`create table excess (agent_id uuid, held int)`);
  await floor.query(`create function note_excess() returns trigger language plpgsql as $$
    declare held int;
    begin
      select count(*) into held from assignment s where s.agent_id = new.agent_id and s.ended_at is null;
      if held > (select chat_limit from agent a where a.id = new.agent_id) then insert into excess values (new.agent_id, held); end if;
      return null;
    end $$`);
  await floor.query(`create constraint trigger watch_excess after insert on assignment deferrable initially deferred
    for each row execute function note_excess()`);
  agents = (await listAgents(floor.store, floor.door.organizationId, 'all')).slice();
}, 60_000);
afterAll(() => floor.close());

/** Conversations with the AI, set down at once. */
async function seed(count: number): Promise<ConversationId[]> {
  await floor.query(
    `with people as (
      insert into contact (organization_id, id) select $1, gen_random_uuid() from generate_series(1, $4::int) returning id
    )
    insert into conversation (organization_id, id, reference, chatbot_id, channel_id, contact_id, address, status, desk_kind, desk_team, desk_place)
    select $1, gen_random_uuid(), (select coalesce(max(reference), 5000) from conversation) + row_number() over (), $2, $3, id, id::text, 'ai', 'slack', 'T1', 'C-acme' from people`,
    [floor.door.organizationId, floor.door.chatbotId, floor.door.id, count],
  );
  const rows = await floor.query<{ id: ConversationId }>("select id from conversation where status = 'ai'");
  return rows.map(({ id }) => id);
}

/** Always the same for the same beginning. */
function createDice(seeded: number): (below: number) => number {
  let state = seeded;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** At most so many at a time, as a crowd of processes would. */
async function inCrowd(width: number, works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const left = [...works];
  const one = async () => {
    for (let work = left.pop(); work; work = left.pop())
      await work().catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
  };
  await Promise.all(Array.from({ length: width }, one));
}

const ask = (id: ConversationId) =>
  requestHuman(floor.routing, {
    organizationId: floor.door.organizationId,
    id,
    actor: systemActor('test'),
    reason: 'button',
  });

it('holds every limit at every instant, gives each to one, and spreads evenly over equals (A11, A12, B7)', async () => {
  const ids = await seed(handOffs);
  const dice = createDice(20_261_123);
  const routers = Array.from({ length: 3 }, () => createRouter(floor.routing));
  const stop = floor.store.onCommit((touches) => {
    for (const touch of touches)
      if (touch.kind === 'queue') void routers[dice(3)]?.route(touch).catch(() => undefined);
  });
  const anyone = (): Agent => {
    const one = agents[dice(agentCount)];
    if (!one) throw new Error('nobody');
    return one;
  };
  const works = ids.flatMap((conversationId) => {
    const at = dice(10);
    const work = [() => ask(conversationId)];
    const claims = () => claim(floor.routing, { agent: anyone(), conversationId, takeover: true });
    if (at < 4) work.push(claims, claims);
    if (at === 4)
      work.push(async () => {
        const { ownerId } = await floor.conversation(conversationId);
        const agent = agents.find(({ id }) => id === ownerId) ?? anyone();
        return release(floor.routing, { agent, conversationId });
      });
    if (at === 5)
      work.push(async () => {
        const { ownerId } = await floor.conversation(conversationId);
        const by = agents.find(({ id }) => id === ownerId) ?? anyone();
        return transfer(floor.routing, { by, toAgentId: anyone().id, conversationId });
      });
    return work;
  });
  await inCrowd(
    16,
    works.sort(() => dice(3) - 1),
  );
  const queue = { organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId };
  await Promise.all(routers.map((router) => router.route(queue)));
  stop();
  await Promise.all(routers.map((router) => router.stop()));
  expect(await floor.query('select * from excess')).toEqual([]);
  await expectSound(floor);
}, 180_000);

it('spreads what comes at once over equals so that they differ by one at most, from several routers (A11)', async () => {
  await floor.query(`with ended as (update assignment set ended_at = now(), end_reason = 'closed' where ended_at is null)
    update conversation set status = 'closed', owner_id = null where status <> 'closed'`);
  const ids = await seed(300);
  const queue = { organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId };
  const routers = Array.from({ length: 4 }, () => createRouter(floor.routing));
  await inCrowd(
    12,
    ids.map((id, at) => async () => {
      await ask(id);
      await routers[at % 4]?.route(queue);
    }),
  );
  await routers[0]?.route(queue);
  const held = await floor.query<{ held: number }>(
    'select count(s.*)::int as held from agent a left join assignment s on s.agent_id = a.id and s.ended_at is null group by a.id',
  );
  expect(held.reduce((sum, one) => sum + one.held, 0)).toBe(300);
  expect(
    Math.max(...held.map((one) => one.held)) - Math.min(...held.map((one) => one.held)),
  ).toBeLessThanOrEqual(1);
  expect(await floor.query('select * from excess')).toEqual([]);
  await expectSound(floor);
}, 180_000);
