// Breaches: which chats of a chatbot wait longer than it allows, for their first reply or for a person.

import { sql } from 'drizzle-orm';
import type { Chatbot } from '../core/chatbot.js';
import type { Reads } from './store.js';

/**
 * `reply`: an agent has it and has not replied. `missed`: it is back in the queue because an agent did not reply.
 * `wait`: nobody has taken it.
 */
export type BreachKind = 'reply' | 'missed' | 'wait';

export interface Breach {
  readonly reference: number;
  readonly kind: BreachKind;
  /** Since when the agent has it, else since when its customer waits. */
  readonly since: Date;
  /** Who has it, or who missed it. */
  readonly agentName: string | null;
}

export interface Breaches {
  /** The oldest first, at most `breachesRead`. */
  readonly chats: readonly Breach[];
  /** Counted up to a thousand of each kind. */
  readonly total: number;
}

const breachesRead = 10;
const mostCounted = 1_001;

/**
 * Reads them by the chatbot's own promises; without any there are none. The first reply counts from the moment an
 * agent got the chat, as its timer does: a chat that was taken up again has none.
 */
export async function readBreaches(
  reads: Reads,
  { organizationId, id, routing }: Pick<Chatbot, 'organizationId' | 'id' | 'routing'>,
): Promise<Breaches> {
  const { firstReplySeconds, maxWaitMinutes } = routing;
  if (firstReplySeconds === null && maxWaitMinutes === null) return { chats: [], total: 0 };
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    with late as (
      (select c.reference, 'reply' as kind, s.started_at as since, a.name
      from conversation c
      join assignment s on s.conversation_id = c.id and s.organization_id = c.organization_id and s.ended_at is null
      join agent a on a.id = s.agent_id and a.organization_id = s.organization_id
      where c.chatbot_id = ${id} and c.organization_id = ${organizationId} and c.status = 'active'
        and s.started_at < now() - ${firstReplySeconds}::int * interval '1 second'
        and (c.last_reply_at is null or c.last_reply_at < s.started_at)
        and exists (select 1 from timer t where t.conversation_id = c.id and t.kind = 'first-reply' and t.organization_id = c.organization_id)
      limit ${mostCounted})
      union all
      (select q.reference, case when m.name is null then 'wait' else 'missed' end, q.requested_at, m.name
      from (values (0), (1), (2)) p(level)
      cross join lateral (
        select c.id, c.organization_id, c.reference, c.requested_at, c.skipped_agent_ids, c.first_reply_at from conversation c
        where c.chatbot_id = ${id} and c.organization_id = ${organizationId} and c.status = 'pending' and c.priority = p.level
          and c.waiting = 'live' order by c.requested_at limit ${mostCounted}) q
      left join lateral (
        select a.name from assignment s join agent a on a.id = s.agent_id and a.organization_id = s.organization_id
        where s.conversation_id = q.id and s.organization_id = q.organization_id and s.end_reason = 'unanswered'
          and q.first_reply_at is null and ${firstReplySeconds}::int is not null and cardinality(q.skipped_agent_ids) > 0
        order by s.started_at desc limit 1) m on true
      where m.name is not null or q.requested_at < now() - ${maxWaitMinutes}::int * interval '1 minute'
      limit ${mostCounted})
    )
    select reference, kind, since, name as "agentName", count(*) over ()::int as total from late
    order by since, reference limit ${breachesRead}`);
  return {
    chats: rows.map((row) => ({ ...row, since: new Date(String(row.since)) }) as unknown as Breach),
    total: Number(rows[0]?.total ?? 0),
  };
}
