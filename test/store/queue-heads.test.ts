// What is asked of queues at every turn and for every home reads as much of a long queue as of a short one.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualFilter } from '../../src/core/chat-filter.js';
import type { ChatbotId, ConversationId } from '../../src/core/id.js';
import { listChats } from '../../src/store/chat-list.js';
import { listChatbots } from '../../src/store/chatbots.js';
import { readConversationView, readQueueView } from '../../src/store/desk-views.js';
import { readChosen } from '../../src/store/home-view.js';
import { readQueue } from '../../src/store/queue-facts.js';
import { listHeads, listQueueIds } from '../../src/store/queue-heads.js';
import type { Reads, Tx } from '../../src/store/store.js';
import { type Floor, openFloor } from '../routing/floor.js';

/** In each of two queues. */
const waiting = 3_000;

let floor: Floor;
let chatbotIds: ChatbotId[];
beforeAll(async () => {
  floor = await openFloor();
  const { organizationId } = floor.door;
  chatbotIds = (await listChatbots(floor.store, organizationId)).map(({ id }) => id);
  await floor.query(
    `with people as (insert into contact (organization_id, id) select $1, gen_random_uuid() from generate_series(1, ${2 * waiting}) returning id),
    numbered as (select id, row_number() over () as n from people)
    insert into conversation (organization_id, id, reference, chatbot_id, channel_id, contact_id, address, status, requested_at, priority)
    select $1, gen_random_uuid(), 100000 + n, ch.chatbot_id, ch.id, p.id, p.id::text, 'pending', now() - n * interval '1 second', (n % 100 = 0)::int
    from numbered p join (select id, chatbot_id, row_number() over (order by account) as half from channel) ch on ch.half = 1 + p.n % 2`,
    [organizationId],
  );
});
afterAll(() => floor.close());

/** How many conversations the work reads. */
async function countRead(work: (tx: Tx) => Promise<unknown>): Promise<number> {
  return floor.store.transaction(async (tx) => {
    const before = await readSoFar(tx);
    await work(tx);
    return (await readSoFar(tx)) - before;
  });
}

async function readSoFar(reads: Reads): Promise<number> {
  const { rows } = await reads.db.execute<{ count: string }>(
    sql`select seq_tup_read + idx_tup_fetch as count from pg_stat_xact_user_tables where relname = 'conversation'`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** All who wait in a queue, in the order they are served. */
const order = (ids: readonly ChatbotId[]) =>
  floor.query<{ id: ConversationId; reference: number }>(
    `select id, reference from conversation where chatbot_id = any($1) and status = 'pending' order by priority desc, requested_at, reference`,
    [ids],
  );

describe('a queue of thousands', () => {
  it('gives its first in the order they are served, whether of one chatbot or of several', async () => {
    const { organizationId } = floor.door;
    for (const which of [chatbotIds, chatbotIds.slice(0, 1)]) {
      const heads = await listHeads(floor.store, organizationId, { chatbotIds: which, limit: 70 });
      expect(heads).toEqual((await order(which)).slice(0, 70).map(({ id }) => id));
    }
    expect(await listHeads(floor.store, organizationId, { chatbotIds: [], limit: 5 })).toEqual([]);
  });

  it('lists who is not to be served yet behind everybody else', async () => {
    const [first, second] = await order(chatbotIds);
    await floor.query(`update conversation set not_before = now() + interval '1 hour' where id = $1`, [
      first?.id,
    ]);
    const { organizationId } = floor.door;
    const wanted = { chatbotIds: 'all', limit: 2 * waiting } as const;
    expect(await listHeads(floor.store, organizationId, wanted)).not.toContain(first?.id);
    const all = await listQueueIds(floor.store, organizationId, wanted);
    expect([all[0], all.at(-1), all.length]).toEqual([second?.id, first?.id, 2 * waiting]);
    const view = await readConversationView(floor.store, floor.scope(first?.id as ConversationId));
    expect(view?.waitingPosition).toBeNull();
    await floor.query('update conversation set not_before = null where id = $1', [first?.id]);
  });

  it('is not looked at for what an agent may choose their home to show', async () => {
    const agent = await floor.agent('Ben');
    expect(await countRead((tx) => readChosen(tx, agent))).toBe(0);
    expect(await readChosen(floor.store, agent)).toMatchObject({
      filter: usualFilter,
      choices: { chatbots: [{ key: 'acme' }], channels: ['web'] },
    });
  });

  it('tells places truly, up to a hundred', async () => {
    const ids = await order(chatbotIds.slice(0, 1));
    const places = await Promise.all(
      [0, 7, 61, 99, 100, 2_000].map(async (at) => {
        const id = ids[at]?.id as ConversationId;
        return (await readConversationView(floor.store, floor.scope(id)))?.waitingPosition;
      }),
    );
    expect(places).toEqual([1, 8, 62, 100, 101, 101]);
  });

  it.each([
    ['the next', 110, (tx: Tx) => listHeads(tx, floor.door.organizationId, { chatbotIds: 'all', limit: 50 })],
    ['an admin’s home', 1_500, async (tx: Tx) => readQueueView(tx, await floor.agent('Adi'))],
    ['an agent’s home', 1_500, async (tx: Tx) => readQueueView(tx, await floor.agent('Ben'))],
    [
      'the place of the first',
      40,
      async (tx: Tx) => readQueue(tx, await stands(0), { crews: chatbotIds, mostBefore: 100 }),
    ],
    [
      'the place of the last',
      250,
      async (tx: Tx) => readQueue(tx, await stands(waiting - 1), { crews: chatbotIds, mostBefore: 100 }),
    ],
    [
      'who waits on a channel',
      1_000,
      async (tx: Tx) => listChats(tx, await floor.agent('Ben'), { ...usualFilter, channel: 'web' }, 10),
    ],
    [
      'who waits, of all chatbots',
      1_000,
      async (tx: Tx) => listChats(tx, await floor.agent('Adi'), { ...usualFilter, list: 'pending' }, 10),
    ],
    [
      'an agent’s own among them',
      20,
      async (tx: Tx) => listChats(tx, await floor.agent('Zoe'), { ...usualFilter, list: 'mine' }, 10),
    ],
  ] as const)('is read in part for %s', async (_what, most, work) => {
    expect(await countRead(work)).toBeLessThanOrEqual(most);
  });
});

async function stands(at: number) {
  const ids = await order(chatbotIds.slice(0, 1));
  return floor.conversation(ids[at]?.id as ConversationId);
}
