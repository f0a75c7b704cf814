// The hot statements find their rows by key, whenever their plan was made: on empty tables, on growing ones, on known ones.

import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../src/core/agent.js';
import type {
  AgentId,
  ChannelId,
  ChatbotId,
  ConversationId,
  MessageId,
  OrganizationId,
} from '../../src/core/id.js';
import { queueStatements, reachableStatement } from '../../src/store/candidates.js';
import { findConversationByReference, lockOwnedConversations } from '../../src/store/conversations.js';
import { findCustomerDelivery, lockStuckDeliveries, withdrawThreadLane } from '../../src/store/deliveries.js';
import { listMine, readQueueView } from '../../src/store/desk-views.js';
import { feedStatement } from '../../src/store/feed.js';
import { finishPost, finishPosts, finishReply, finishRoot } from '../../src/store/finish.js';
import { giveOutStatement, lockGiftsStatement } from '../../src/store/give-out.js';
import { receiveMany, receiveOne } from '../../src/store/intake-statements.js';
import { claimStatement } from '../../src/store/lanes.js';
import { latestStatement } from '../../src/store/latest.js';
import { markStatement } from '../../src/store/marks.js';
import { migrate } from '../../src/store/migrate.js';
import { readQueue } from '../../src/store/queue-facts.js';
import { listHeads, listQueueIds } from '../../src/store/queue-heads.js';
import { findReported } from '../../src/store/receipts.js';
import { redrawAtStatement } from '../../src/store/redraws.js';
import { readStanding } from '../../src/store/standing.js';
import { poolOptions, type Tx } from '../../src/store/store.js';
import { replyMany, replyOne } from '../../src/store/thread-reply-statements.js';
import { clearTimersOfOwner } from '../../src/store/timers.js';
import { listWaited } from '../../src/store/waited-queues.js';
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
  latestStatement,
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
  ...queueStatements,
  lockGiftsStatement,
  giveOutStatement,
  redrawAtStatement,
};

/** An index that is looked up by nothing but its organization reads all of it. */
function listWeak(node: PlanNode): string[] {
  const by = node['Index Cond'] ?? node['Recheck Cond'];
  const table = node['Relation Name'] ?? '';
  const weak = growing.includes(table) && by !== undefined && /^\(organization_id = [^()]+\)$/u.test(by);
  return [
    ...(weak ? [`${node['Node Type']} on ${table} by ${by}`] : []),
    ...(node.Plans ?? []).flatMap(listWeak),
  ];
}

const id = '00000000-0000-7000-8000-000000000000';
const scope = { organizationId: id as OrganizationId, id: id as ConversationId };
const somebody: Agent = {
  organizationId: scope.organizationId,
  id: id as AgentId,
  name: 'Kim',
  role: 'agent',
  presence: 'online',
  chatLimit: 4,
  pictureUrl: null,
  chatbotIds: [id as ChatbotId],
  skills: [],
  languages: [],
  deactivatedAt: null,
};
const door = { organizationId: scope.organizationId, id: id as ChannelId };

/** What is asked through drizzle, whose values are parameters unless it is told otherwise. */
const asked: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  readQueueView: (tx) => readQueueView(tx, somebody),
  listMine: (tx) => listMine(tx, somebody),
  readStanding: (tx) => readStanding(tx, somebody),
  lockOwnedConversations: (tx) => lockOwnedConversations(tx, { ...scope, id: somebody.id }),
  listHeads: (tx) => listHeads(tx, scope.organizationId, { chatbotIds: 'all', limit: 5 }),
  listQueueIds: (tx) => listQueueIds(tx, scope.organizationId, { chatbotIds: 'all', limit: 5 }),
  findConversationByReference: (tx) => findConversationByReference(tx, scope.organizationId, 1042),
  lockStuckDeliveries: (tx) => lockStuckDeliveries(tx, scope, null),
  findCustomerDelivery: (tx) => findCustomerDelivery(tx, { ...scope, id: id as MessageId }),
  withdrawThreadLane: (tx) => withdrawThreadLane(tx, scope),
  findReported: (tx) => findReported(tx, door, 'wamid.1'),
  readQueue: (tx) =>
    readQueue(
      tx,
      { ...scope, chatbotId: id as ChatbotId, priority: 0, requestedAt: new Date(), reference: 1 },
      { crews: [id as ChatbotId], mostBefore: 100 },
    ),
  listWaited: (tx) => listWaited(tx, scope.organizationId, [id as ChatbotId]),
  clearTimersOfOwner: (tx) => clearTimersOfOwner(tx, { ...scope, id: somebody.id }, ['first-reply']),
};

/** The statements that a function sends. */
async function record(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const db = drizzle(client, { logger: { logQuery: (text) => sent.push(text) } });
  await db.transaction(async (tx) => {
    const run: Tx['run'] = async (statement, values) => {
      sent.push(statement.text);
      return (await client.query({ ...statement, values: [...values] })).rows;
    };
    await work({ db: tx, touch: () => undefined, run });
  });
  return sent.filter((text) => /^\s*(select|update|delete|insert|with)/iu.test(text));
}

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({ migrate });
  client = new pg.Client({ connectionString: database.url, options: poolOptions });
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
    `explain (format json) execute hot${nulls && `(${nulls})`}`,
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
      select organization_id, gen_random_uuid(), conversation_id, lane, sequence, 'message', id, 'sent', '{}' from message, unnest('{thread, customer}'::text[]) lane`);
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

  it.each(Object.entries(asked))('%s walks no table', async (_name, work) => {
    const sent = await record(work);
    expect(sent.length).toBeGreaterThan(0);
    for (const text of sent) {
      const plan = await explain(text);
      expect([...listWalks(plan), ...listWeak(plan)], text).toEqual([]);
    }
  });
});
