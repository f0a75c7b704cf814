// The figures of a report and its rows: counted where the rows are, for one organization and the chatbots named.

import { sql } from 'drizzle-orm';
import { createInOrder } from '../core/in-order.js';
import type { ReportFigures, ReportRow, ReportScope } from '../core/report.js';
import { perStore } from './per-store.js';
import { patience, reportRows } from './report-rows.js';
import type { Store, Tx } from './store.js';

const inOrder = perStore(createInOrder);

/**
 * One of a process after the other: each takes a connection for seconds, and the conversations, which share these
 * connections, go on.
 */
function counted<Result>(store: Store, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return inOrder(store)('reports', () =>
    store.transaction(async (tx) => {
      await tx.db.execute(patience);
      return work(tx);
    }),
  );
}

/** `{count, median, p90}` of a column of seconds. */
const times = (column: string) =>
  sql.raw(`json_build_object('count', count(${column}), 'median', percentile_cont(0.5) within group (order by ${column}),
    'p90', percentile_cont(0.9) within group (order by ${column}))`);

const ratings = sql.raw(
  `json_build_object('count', count(score), 'average', avg(score)::float8, 'good', count(*) filter (where score >= 4))`,
);

const noTimes = sql.raw(`'{"count":0,"median":null,"p90":null}'::json`);
const noRatings = sql.raw(`'{"count":0,"average":null,"good":0}'::json`);

const outcomes = sql.raw(`'assistant', count(*) filter (where outcome = 'assistant'),
  'people', count(*) filter (where outcome = 'people'), 'open', count(*) filter (where outcome = 'open')`);

/** Why people were asked for, in the words of core; what an assistant wrote itself is not told apart. */
const reasonOf = sql.raw(`case when reason is null then 'taken' when reason = 'button' then 'button'
  when reason = 'phrase' then 'phrase' when reason ~ '^[0-9]+ failed answers$' or reason = 'the assistant failed' then 'failed'
  when reason like 'answered by %' or reason like 'answered from %' then 'elsewhere' else 'assistant' end`);

/** Counts the report. One statement; times are in seconds. */
export async function readReport(store: Store, scope: ReportScope): Promise<ReportFigures> {
  return counted(store, async ({ db }) => {
    const { rows } = await db.execute<{ figures: ReportFigures }>(sql`${reportRows(scope)},
    had as (select h.agent_id, count(*) as chats
      from chat cross join lateral (select distinct unnest(chat.holders) as agent_id) h group by 1),
    wrote as (select w.agent_id, count(*) as replies from chat cross join lateral unnest(chat.writers) w(agent_id) group by 1),
    began as (select replied_by as agent_id, ${times('first_reply')} as times from chat group by 1),
    ended as (select owner_id as agent_id, ${times('resolution')} as times, ${ratings} as ratings from chat group by 1)
    select json_build_object(
      'chats', (select count(*) from chat),
      'asked', (select count(asked_at) from chat),
      'outcomes', (select json_build_object(${outcomes}) from chat),
      'firstReply', (select ${times('first_reply')} from chat),
      'resolution', (select ${times('resolution')} from chat),
      'ratings', (select ${ratings} from chat),
      'slots', (select coalesce(json_agg(s.slot), '[]') from (
        select json_build_object('slot', slot, ${outcomes}, 'firstReply', ${times('first_reply')}) as slot from chat group by chat.slot) s),
      'channels', (select coalesce(json_agg(s), '[]') from (
        select channel as name, count(*) from chat group by channel order by count(*) desc, channel) s),
      'categories', (select coalesce(json_agg(s), '[]') from (
        select category as name, count(*) from chat group by category order by count(*) desc, category) s),
      'reasons', (select coalesce(json_agg(s), '[]') from (
        select ${reasonOf} as reason, count(*) from chat where asked_at is not null group by 1 order by 2 desc, 1) s),
      'agents', (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'chats', had.chats,
          'replies', coalesce(wrote.replies, 0), 'firstReply', coalesce(began.times, ${noTimes}),
          'resolution', coalesce(ended.times, ${noTimes}), 'ratings', coalesce(ended.ratings, ${noRatings}))
          order by had.chats desc, g.name), '[]')
        from had join agent g on g.organization_id = ${scope.organizationId} and g.id = had.agent_id
        left join wrote on wrote.agent_id = g.id left join began on began.agent_id = g.id
        left join ended on ended.agent_id = g.id
        ${scope.agent ? sql`where g.id = ${scope.agent.id}` : sql``})
    ) as figures`);
    const [row] = rows;
    if (!row) throw new Error('a report without a row');
    return row.figures;
  });
}

interface RawRow extends Record<string, unknown> {
  readonly reference: number;
  readonly started: string;
  readonly asked: string | null;
}

/** The report's conversations, the newest `limit` of them, oldest first. */
export async function listReportRows(store: Store, scope: ReportScope, limit: number): Promise<ReportRow[]> {
  return counted(store, async ({ db }) => {
    const { rows } = await db.execute<RawRow>(sql`${reportRows(scope)}
      select chat.reference, chat.chatbot, chat.channel, chat.category, chat.status,
        to_json(chat.created_at) #>> '{}' as started, to_json(chat.asked_at) #>> '{}' as asked,
        round(chat.first_reply)::int as "firstReplySeconds", round(chat.resolution)::int as "resolutionSeconds",
        g.name as owner, chat.score
      from chat left join agent g on g.organization_id = ${scope.organizationId} and g.id = chat.owner_id
      order by chat.reference desc limit ${limit}`);
    return rows.reverse().map(({ started, asked, ...row }) => ({
      ...(row as unknown as Omit<ReportRow, 'startedAt' | 'askedAt'>),
      startedAt: new Date(started),
      askedAt: asked === null ? null : new Date(asked),
    }));
  });
}
