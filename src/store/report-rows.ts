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
 * The beginning of a statement (`with …`) that leaves `chat`, one row for each conversation; `turn`, what reports count
 * of its events; and `held`, who had it. A day begins where the chatbot is.
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
  held as materialized (
    select a.conversation_id, a.agent_id, a.started_at from assignment a
    where a.organization_id = ${organizationId} and a.id >= ${firstId(scope)}::uuid and a.started_at < ${at}),
  base as materialized (
    select c.id, c.reference, p.name as chatbot, h.kind as channel, c.category, c.status, c.created_at, c.closed_at,
      c.last_customer_at, to_char(c.created_at at time zone p.timezone, ${slot}) as slot, r.score
    from conversation c
    join place p on p.id = c.chatbot_id
    join channel h on h.organization_id = c.organization_id and h.id = c.channel_id
    left join rating r on r.organization_id = c.organization_id and r.conversation_id = c.id
    where c.organization_id = ${organizationId} and c.id >= ${firstId(scope)}::uuid
      and c.created_at >= p.from_at and c.created_at < ${at}
      ${agent ? sql`and c.id in (select conversation_id from held where agent_id = ${agent.id})` : sql``}),
  turn as materialized (
    select b.id, e.sequence, e.kind, e.at, (e.actor ->> 'agentId')::uuid as agent_id, e.data ->> 'reason' as reason
    from base b cross join lateral (
      select v.sequence, v.kind, v.at, v.actor, v.data from event v
      where v.organization_id = ${organizationId} and v.conversation_id = b.id and v.at < ${at}
        and (v.kind in ('conversation.requested-human', 'conversation.claimed', 'conversation.assigned', 'conversation.reopened')
          or (v.kind = 'message.sent' and v.actor ->> 'kind' = 'agent'))) e),
  said as materialized (
    select t.id, min(t.at) filter (where t.kind <> 'message.sent') as asked_at,
      min(t.at) filter (where t.kind = 'message.sent') as replied_at,
      (array_agg(t.agent_id order by t.sequence) filter (where t.kind = 'message.sent'))[1] as replied_by,
      (array_agg(t.reason order by t.sequence) filter (where t.kind = 'conversation.requested-human'))[1] as reason
    from turn t group by t.id),
  last_held as materialized (
    select distinct on (h.conversation_id) h.conversation_id, h.agent_id
    from held h order by h.conversation_id, h.started_at desc),
  chat as materialized (
    select b.*, s.asked_at, s.replied_by, s.reason, l.agent_id as owner_id,
      abs(extract(epoch from s.replied_at - s.asked_at))::float8 as first_reply,
      case when b.status = 'closed' then abs(extract(epoch from b.closed_at - s.asked_at))::float8 end as resolution,
      case when b.status = 'closed' or (b.status = 'ai'
          and coalesce(b.last_customer_at, b.created_at) < ${at} - make_interval(mins => ${silentMinutes}))
        then case when s.asked_at is null then 'assistant' else 'people' end else 'open' end as outcome
    from base b left join said s on s.id = b.id left join last_held l on l.conversation_id = b.id)`;
}

/** The store's plans and its patience are for single rows by key; a report joins sets, in a transaction of its own. */
export const planForSets = sql`select set_config('enable_hashjoin', 'on', true), set_config('statement_timeout', '20s', true)`;
