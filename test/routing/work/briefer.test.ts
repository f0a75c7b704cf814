// Proves that briefs reach the thread while people have the chat, come anew only when due, and fail without a trace.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assistant } from '../../../src/assistant/assistant.js';
import { Failure } from '../../../src/core/errors.js';
import type { ConversationId } from '../../../src/core/id.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { release } from '../../../src/routing/verbs/release.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { createBriefer } from '../../../src/routing/work/briefer.js';
import { eventually } from '../../support/eventually.js';
import { expectSound, type Floor, openFloor } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({
    people: [
      { name: 'Kim', chatLimit: 100, role: 'supervisor' },
      { name: 'Ben', chatLimit: 100 },
    ],
  });
  await floor.routing.store.db.execute(sql`update agent set presence = 'online'`);
});
afterAll(() => floor.close());

type Assist = NonNullable<Assistant['assist']>;
const lines = ['a refund', 'nothing', 'order 77', 'calm, English'];
const never = new Error('not asked here');

/** Lets a briefer work until the assistant was asked so often and nothing is due; resolves with how often it was. */
async function work(assist: Assist | null, atLeast = 0): Promise<number> {
  let asked = 0;
  let open = 0;
  const counted: Assist = async (...given) => {
    asked += 1;
    open += 1;
    try {
      return assist ? await assist(...given) : [];
    } finally {
      open -= 1;
    }
  };
  const briefer = createBriefer({
    routing: floor.routing,
    assistantOf: () => ({
      kind: 'test',
      answer: () => Promise.reject(never),
      ...(assist ? { assist: counted } : {}),
    }),
  });
  briefer.wake();
  await eventually(
    'no brief is due',
    async () => (await dueTimers()) === 0 && open === 0 && asked >= atLeast,
  );
  await briefer.stop();
  return asked;
}

const count = async (query: ReturnType<typeof sql>) =>
  Number((await floor.routing.store.db.execute<{ n: string }>(query)).rows[0]?.n);
const dueTimers = () => count(sql`select count(*) n from timer where kind = 'brief' and due_at <= now()`);
const timers = () => count(sql`select count(*) n from timer where kind = 'brief'`);

const ask = async (address: string) => {
  const { conversationId: id } = await floor.say(address, { text: 'I want my money back' });
  const scope = floor.scope(id);
  await requestHuman(floor.routing, { ...scope, actor: { kind: 'system', cause: 'test' }, reason: 'button' });
  return id;
};
const told = async (id: ConversationId) =>
  (
    await floor.routing.store.db.execute<{
      data: { again: boolean; forName: string | null; lines: string[] };
    }>(
      sql`select data from event where conversation_id = ${id} and kind = 'conversation.briefed' order by sequence`,
    )
  ).rows.map(({ data }) => data);
const inLane = (id: ConversationId, lane: string) =>
  count(
    sql`select count(*) n from delivery where conversation_id = ${id} and lane = ${lane} and payload ->> 'event' = 'conversation.briefed'`,
  );

describe('the brief', () => {
  it('is told in the thread alone when people get the conversation, however often someone looks (B16)', async () => {
    const id = await ask('first');
    expect(await work(async () => lines)).toBe(1);
    expect(await work(async () => lines)).toBe(0);
    expect(await told(id)).toEqual([{ lines, again: false, forName: null }]);
    expect([await inLane(id, 'thread'), await inLane(id, 'customer')]).toEqual([1, 0]);
    await expectSound(floor);
  });

  it('is still told when it was claimed while it was made', async () => {
    const id = await ask('claimed');
    const kim = await floor.agent('Kim');
    await work(async () => {
      await claim(floor.routing, { agent: kim, conversationId: id });
      return lines;
    });
    expect(await told(id)).toHaveLength(1);
  });

  it.each(['closed', 'restored'])('is dropped when the conversation was %s meanwhile (A2)', async (how) => {
    const id = await ask(`gone ${how}`);
    const kim = await floor.agent('Kim');
    await work(async () => {
      if (how === 'closed') await close(floor.routing, { agent: kim, conversationId: id });
      else await restore(floor.routing, { agent: kim, conversationId: id });
      return lines;
    });
    expect(await told(id)).toEqual([]);
    expect(await timers()).toBe(0);
  });

  it('gives way to the one of a transfer that came while it was made', async () => {
    const id = await ask('transferred');
    const kim = await floor.agent('Kim');
    const ben = await floor.agent('Ben');
    await claim(floor.routing, { agent: kim, conversationId: id });
    let first = true;
    await work(async () => {
      if (!first) return ['for Ben', 'b', 'c', 'd'];
      first = false;
      await transfer(floor.routing, { by: kim, toAgentId: ben.id, conversationId: id });
      return lines;
    }, 2);
    expect(await told(id)).toEqual([{ lines: ['for Ben', 'b', 'c', 'd'], again: true, forName: 'Ben' }]);
  });

  it('is not made anew for one who follows when nothing was said since', async () => {
    const id = await ask('released');
    const kim = await floor.agent('Kim');
    await work(async () => lines);
    await claim(floor.routing, { agent: kim, conversationId: id });
    await release(floor.routing, { agent: kim, conversationId: id });
    expect(await work(async () => lines)).toBe(0);
    await floor.say('released', { text: 'Hello?' });
    await claim(floor.routing, { agent: kim, conversationId: id });
    await release(floor.routing, { agent: kim, conversationId: id });
    expect(await work(async () => lines)).toBe(1);
    expect((await told(id)).map(({ again }) => again)).toEqual([false, true]);
  });

  it('is not there without an assistant that can, or with one that says something else', async () => {
    const id = await ask('none');
    await work(null);
    const other = await ask('other');
    await work(async () => ['one line']);
    expect([await told(id), await told(other), await timers()]).toEqual([[], [], 0]);
  });

  it('fails without a trace: once more where that may help, never in a storm', async () => {
    const id = await ask('failing');
    const busy = new Failure('busy', { class: 'retry', code: '503' });
    expect(await work(() => Promise.reject(busy))).toBe(1);
    expect(await timers()).toBe(1);
    await floor.routing.store.db.execute(sql`update timer set due_at = now() where kind = 'brief'`);
    expect(await work(() => Promise.reject(busy))).toBe(1);
    expect(await timers()).toBe(0);
    await ask('refused');
    const refused = new Failure('no', { class: 'auth', code: '401' });
    expect(await work(() => Promise.reject(refused))).toBe(1);
    expect([await told(id), await timers()]).toEqual([[], 0]);
  });
});
