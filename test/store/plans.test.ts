// The hot statements find their rows by key, whenever their plan was made: on empty tables, on growing ones, on known ones.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachableStatement, waitersStatement } from '../../src/store/candidates.js';
import { feedStatement } from '../../src/store/feed.js';
import { finishPost, finishPosts, finishReply, finishRoot } from '../../src/store/finish.js';
import { giveOutStatement, lockGiftsStatement } from '../../src/store/give-out.js';
import { receiveMany, receiveOne } from '../../src/store/intake-statements.js';
import { claimStatement } from '../../src/store/lanes.js';
import { markStatement } from '../../src/store/marks.js';
import { migrate } from '../../src/store/migrate.js';
import { poolOptions } from '../../src/store/store.js';
import { replyMany, replyOne } from '../../src/store/thread-reply-statements.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Recheck Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Tables that grow with every message or conversation. */
const growing = [
  'conversation',
  'message',
  'event',
  'delivery',
  'redraw',
  'contact',
  'contact_address',
  'agent_identity',
  'attachment',
  'assignment',
];

/** Reads of a growing table that are not by a condition on an index. */
function listWalks(node: PlanNode): string[] {
  const table = node['Relation Name'];
  const isScan = node['Node Type'].endsWith('Scan') && table !== undefined;
  const byKey = node['Index Cond'] !== undefined || node['Recheck Cond'] !== undefined;
  const own = isScan && growing.includes(table) && !byKey ? [`${node['Node Type']} on ${table}`] : [];
  return [...own, ...(node.Plans ?? []).flatMap(listWalks)];
}

const statements = {
  claimStatement,
  feedStatement,
  markStatement,
  receiveOne,
  receiveMany,
  replyOne,
  replyMany,
  finishPosts,
  finishPost,
  finishRoot,
  finishReply,
  reachableStatement,
  waitersStatement,
  lockGiftsStatement,
  giveOutStatement,
};

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({ migrate });
  client = new pg.Client({
    connectionString: database.url,
    options: `${poolOptions} -c plan_cache_mode=force_generic_plan`,
  });
  client.on('error', () => undefined);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The plan as JSON. */
async function explain(text: string): Promise<PlanNode> {
  await client.query(`prepare hot as ${text}`);
  const { rows }: pg.QueryResult<{ count: number }> = await client.query(
    `select cardinality(parameter_types) as count from pg_prepared_statements where name = 'hot'`,
  );
  const nulls = Array.from({ length: rows[0]?.count ?? 0 }, () => 'null').join(', ');
  const plan: pg.QueryResult<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }> = await client.query(
    `explain (format json) execute hot(${nulls})`,
  );
  await client.query('deallocate hot');
  const [first] = plan.rows[0]?.['QUERY PLAN'] ?? [];
  if (!first) throw new Error('no plan');
  return first.Plan;
}

/** Rows enough to make walking look cheap or dear, as the statistics have it; no rule of the house is at stake here. */
async function fill(): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(`
    insert into contact (organization_id, id) select gen_random_uuid(), gen_random_uuid() from generate_series(1, 3000);
    insert into contact_address (organization_id, channel_id, address, contact_id) select organization_id, organization_id, id::text, id from contact;
    insert into conversation (organization_id, id, reference, chatbot_id, channel_id, contact_id, address, status, owner_id, desk_kind, desk_team, desk_place, thread_ref, mirrored)
      select organization_id, gen_random_uuid(), 1, id, organization_id, id, id::text, 'active', id, 'slack', 'T1', 'C1', id::text, true from contact;
    insert into message (organization_id, id, conversation_id, channel_id, sequence, author, kind, text, markup, epoch)
      select c.organization_id, gen_random_uuid(), c.id, c.channel_id, n, 'contact', 'text', 'x', 'plain', 0 from conversation c, generate_series(1, 5) n;
    insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, status, target)
      select organization_id, gen_random_uuid(), conversation_id, 'thread', sequence, 'message', id, 'sent', '{}' from message`);
  await client.query('set session_replication_role = default');
}

describe.each([
  ['on empty tables', async (): Promise<void> => undefined],
  ['on tables that have grown unseen', fill],
  ['on tables that are known', async (): Promise<void> => void (await client.query('analyze'))],
] as const)('%s', (_when, prepare) => {
  beforeAll(prepare);

  it.each(Object.entries(statements))('%s walks no table', async (_name, statement) => {
    expect(listWalks(await explain(statement.text))).toEqual([]);
  });
});
