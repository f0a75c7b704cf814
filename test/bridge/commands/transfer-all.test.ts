// Moving all chats of an agent: asked once, by those who may, as far as there is room, and said by reference what stays.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { transferAll } from '../../../src/routing/verbs/transfer-all.js';
import { ask, openHouse, type TestHouse } from '../../support/bridge-house.js';
import { buttonsOf, readCard } from '../../support/card-facts.js';

let test: TestHouse;
let references: number[];
beforeAll(async () => {
  test = await openHouse();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.store.db.execute(sql`update agent set presence = 'online', chat_limit = 3`);
  await test.store.db.execute(
    sql`update assignment set ended_at = now(), end_reason = 'closed' where ended_at is null`,
  );
  await test.store.db.execute(
    sql`update conversation set status = 'closed', owner_id = null, closed_at = now() where status <> 'closed'`,
  );
  references = [];
  for (let at = 0; at < 3; at += 1) {
    const { id, reference } = await test.openPending();
    await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id });
    references.push(reference);
  }
});

async function run(person: string, args: string, change: Partial<Invocation> = {}) {
  const { invocation, answers } = ask(person, 'transfer', { args, ...change });
  await runInvocation(test.house, invocation);
  return { ...answers, words: answers.cards.map(readCard).join('\n') };
}

const owners = async () =>
  (
    await test.store.db.execute<{ reference: number; name: string | null }>(
      sql`select c.reference, a.name from conversation c left join agent a on a.id = c.owner_id
          where c.status in ('pending', 'active') order by c.requested_at, c.reference`,
    )
  ).rows.map(({ name }) => name);
const events = async (kind: string) =>
  (
    await test.store.db.execute<{ actor: { name: string }; data: Record<string, unknown> }>(
      sql`select e.actor, e.data from event e join conversation c on c.id = e.conversation_id
          where e.kind = ${kind} and c.reference = any(${sql.param(references)}::int[]) order by e.at`,
    )
  ).rows;
const idOf = async (person: 'ann' | 'sam' | 'mia' | 'zoe') => (await test.agent(person)).id;

describe('transfer all', () => {
  it('asks once in a dialog, then moves each chat as a transfer of its own', async () => {
    const [form] = (await run('sue', `all ${await idOf('ann')}`, { via: 'button' })).forms;
    const fields = JSON.stringify(form?.fields);
    for (const reference of references) expect(fields).toContain(`#${reference}`);
    expect(fields).toContain('Back to the queue');
    expect(fields).not.toContain('Zoe');
    expect(await owners()).toEqual(['Ann', 'Ann', 'Ann']);
    const values = { agent: await idOf('sam'), comment: 'Ann is ill' };
    const { words } = await run('sue', form?.ask.args ?? '', { via: 'form', values });
    expect(words).toContain('3 chats of Ann moved to Sam');
    expect(await owners()).toEqual(['Sam', 'Sam', 'Sam']);
    const told = await events('conversation.transferred');
    expect(told).toHaveLength(3);
    expect(told[0]?.actor.name).toBe('Sue');
    expect(told[0]?.data).toMatchObject({ agentName: 'Sam', fromName: 'Ann', comment: 'Ann is ill' });
  });

  it('asks again for a typed line, and moves nothing before its button is pressed', async () => {
    const { cards } = await run('sue', 'all ann to queue');
    const [button] = cards.flatMap((card) => buttonsOf(card));
    expect(button?.label).toBe('Move all');
    expect(await owners()).toEqual(['Ann', 'Ann', 'Ann']);
    const { words } = await run('sue', button?.ask.args ?? '', { via: 'button' });
    expect(words).toContain('back to the queue');
    expect(await owners()).toEqual([null, null, null]);
    expect(await events('conversation.released')).toHaveLength(3);
  });

  it('fills the room there is with those who asked first, and names what stays and why (A10)', async () => {
    await test.store.db.execute(sql`update agent set chat_limit = 2 where name = 'Sam'`);
    const { words } = await run('sue', `all ${await idOf('ann')} ${await idOf('sam')}`, { via: 'button' });
    expect(words).toContain(`2 chats of Ann moved to Sam: #${references[0]}, #${references[1]}`);
    expect(words).toContain(`#${references[2]}: Sam already has 2 of 2 chats`);
    expect(await owners()).toEqual(['Sam', 'Sam', 'Ann']);
  });

  it('gives nothing to somebody offline, of another chatbot or unknown, nor to the same agent', async () => {
    await test.store.db.execute(sql`update agent set presence = 'offline' where name = 'Sam'`);
    const from = await idOf('ann');
    for (const [to, why] of [
      [await idOf('sam'), 'Sam is not online'],
      [await idOf('zoe'), 'No chat of Ann was moved'],
      ['nobody', 'No such agent'],
      [from, 'has these chats already'],
    ] as const)
      expect((await run('sue', `all ${from} ${to}`, { via: 'button' })).words).toContain(why);
    expect(await owners()).toEqual(['Ann', 'Ann', 'Ann']);
  });

  it('is decided again by the verb itself: whose role does not carry it moves nothing', async () => {
    for (const toAgentId of [await idOf('sam'), null]) {
      const input = { by: await test.agent('mia'), fromAgentId: await idOf('ann'), toAgentId };
      expect(await transferAll(test.house.routing, input)).toEqual({ moved: [], left: [] });
    }
    expect(await owners()).toEqual(['Ann', 'Ann', 'Ann']);
  });

  it('is for supervisors and above, of their own chatbots', async () => {
    const args = `all ${await idOf('ann')} queue`;
    for (const person of ['sam', 'ann', 'mia'])
      expect((await run(person, args, { via: 'button' })).words).toContain('supervisor');
    await test.store.db.execute(
      sql`update agent set role = 'supervisor' where name = 'Zoe' and organization_id = (select id from organization where key = 'acme')`,
    );
    expect((await run('zoe', args, { via: 'button' })).words).toContain('No such agent');
    expect(await owners()).toEqual(['Ann', 'Ann', 'Ann']);
    expect((await run('adi', args, { via: 'button' })).words).toContain('3 chats');
    expect((await run('adi', args, { via: 'button' })).words).toContain('has no chats that you could move');
  });
});
