// What reports are counted from: one row for each conversation of the period, found by key, with its turns.

import { type SQL, sql } from 'drizzle-orm';
import { periodDays, type ReportScope, silentMinutes } from '../core/report.js';

/** Ids begin with the moment they were made, so the key finds what is new; clocks and time zones may differ by two days. */
const slackDays = 2;

/** The lowest id that a row of the period may have. */
function firstId({ asOf, period }: ReportScope): string {
  const from = asOf.getTime() - (periodDays[period] + slackDays) * 24 * 60 * 60_000;
  const hex = Math.max(0, from).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * The beginning of a statement (`with …`) that leaves `chat`, one row for each conversation. Everything is found by key,
 * row by row: sets that are joined are fast or slow as the statistics have it. A day begins where the chatbot is.
 */
export function reportRows(scope: ReportScope): SQL {
  const { organizationId, asOf, period, agent, chatbots } = scope;
  const ids = `{${chatbots.map(({ id }) => id).join(',')}}`;
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const slot = period === 'today' ? 'HH24' : 'YYYY-MM-DD';
  return sql`with place as materialized (
    select z.id, z.name, z.timezone,
      (date_trunc('day', ${at} at time zone z.timezone) - make_interval(days => ${periodDays[period] - 1})) at time zone z.timezone as from_at
    from (select b.id, b.name, coalesce(b.hours ->> 'timezone', 'UTC') as timezone from chatbot b
      where b.organization_id = ${organizationId} and b.id = any(${ids}::uuid[])) z),
  told as materialized (
    select c.reference, p.name as chatbot, h.kind as channel, c.category, c.status, c.created_at, c.closed_at,
      c.last_customer_at, to_char(c.created_at at time zone p.timezone, ${slot}) as slot, r.score, s.*
    from conversation c
    join place p on p.id = c.chatbot_id
    join channel h on h.organization_id = c.organization_id and h.id = c.channel_id
    left join rating r on r.organization_id = c.organization_id and r.conversation_id = c.id
    cross join lateral (
      select min(t.at) filter (where not t.is_reply) as asked_at, min(t.at) filter (where t.is_reply) as replied_at,
        array_agg(t.agent_id order by t.sequence) filter (where t.is_reply) as writers,
        array_agg(t.agent_id order by t.sequence) filter (where not t.is_reply and t.agent_id is not null) as holders,
        (array_agg(t.reason order by t.sequence) filter (where t.kind = 'conversation.requested-human'))[1] as reason
      from (select e.sequence, e.kind, e.at, e.kind = 'message.sent' as is_reply, e.data ->> 'reason' as reason,
          (case when e.kind = 'message.sent' then e.actor ->> 'agentId' else e.data ->> 'agentId' end)::uuid as agent_id
        from event e where e.organization_id = ${organizationId} and e.conversation_id = c.id and e.at < ${at}
          and (e.kind in ('conversation.requested-human', 'conversation.claimed', 'conversation.assigned',
              'conversation.transferred', 'conversation.reopened')
            or (e.kind = 'message.sent' and e.actor ->> 'kind' = 'agent'))) t) s
    where c.organization_id = ${organizationId} and c.id >= ${firstId(scope)}::uuid
      and c.created_at >= p.from_at and c.created_at < ${at}),
  chat as materialized (
    select t.*, t.writers[1] as replied_by, t.holders[cardinality(t.holders)] as owner_id,
      abs(extract(epoch from t.replied_at - t.asked_at))::float8 as first_reply,
      case when t.status = 'closed' then abs(extract(epoch from t.closed_at - t.asked_at))::float8 end as resolution,
      case when t.status = 'closed' or (t.status = 'ai'
          and coalesce(t.last_customer_at, t.created_at) < ${at} - make_interval(mins => ${silentMinutes}))
        then case when t.asked_at is null then 'assistant' else 'people' end else 'open' end as outcome
    from told t ${agent ? sql`where ${agent.id}::uuid = any(t.holders)` : sql``})`;
}

/** A statement's usual patience is for single rows; a month of a large house takes longer. */
export const patience = sql`select set_config('statement_timeout', '20s', true)`;
