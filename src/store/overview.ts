// Read model of the overview: how the chatbots that need a look stand, read by keys however many there are.

import { sql } from 'drizzle-orm';
import type { Presence } from '../core/agent.js';
import { mostCounted, type QueueCounts } from '../core/conversation.js';
import type { AgentId, ChatbotId, OrganizationId } from '../core/id.js';
import { loadOf } from './load.js';
import type { Reads } from './store.js';
import { longestWait, queueCounts } from './who-waits.js';

/** How many agents of one chatbot are named; the rest is counted. */
const agentsNamed = 12;

interface PresentAgent {
  readonly id: AgentId;
  readonly name: string;
  readonly presence: Presence;
  readonly chatLimit: number;
  readonly load: number;
  /** While online without a chat: since when. */
  readonly idleSince: Date | null;
}

export interface OverviewLine {
  readonly chatbot: { readonly id: ChatbotId; readonly key: string; readonly name: string };
  /** Counted up to `mostCounted`. */
  readonly ai: number;
  readonly queue: QueueCounts;
  readonly active: number;
  /** Since when the one waits who has waited longest. */
  readonly waitingSince: Date | null;
  /** Those who are there, the online ones first, at most twelve. */
  readonly agents: readonly PresentAgent[];
  /** Online and away. */
  readonly present: number;
  readonly assigned: number;
}

interface Overview {
  readonly lines: readonly OverviewLine[];
  /** How many more chatbots there are. */
  readonly more: number;
}

const counted = (status: string) => sql`(select count(*)::int from (
  select 1 from conversation c where c.chatbot_id = b.id and c.organization_id = b.organization_id and c.status = ${sql.raw(`'${status}'`)}
  limit ${mostCounted + 1}) n)`;

/** Those who asked for a person, of the first `mostCounted` of the queue. */
const queue = sql`(select ${sql.raw(queueCounts)} from (
  select c.waiting, c.not_before from conversation c where c.chatbot_id = b.id and c.organization_id = b.organization_id
    and c.status = 'pending' limit ${mostCounted + 1}) c)`;

/** Who is there of the chatbot's agents, with their load; the chatbot's row goes by `b`. */
const present = sql`(select coalesce(jsonb_agg(to_jsonb(n) order by n.presence desc, n.name), '[]') from (
  select a.id, a.name, a.presence, a.chat_limit as "chatLimit", ${sql.raw(loadOf('a'))} as load,
    case when a.presence = 'online' then a.idle_since end as "idleSince"
  from agent_chatbot ac join agent a on a.id = ac.agent_id and a.organization_id = ac.organization_id
  where ac.chatbot_id = b.id and ac.organization_id = b.organization_id and a.deactivated_at is null and a.presence <> 'offline'
  order by a.presence desc, a.name limit ${agentsNamed}) n)`;

const people = sql`(select jsonb_build_object('assigned', count(*), 'present', count(*) filter (where a.presence <> 'offline'))
  from agent_chatbot ac join agent a on a.id = ac.agent_id and a.organization_id = ac.organization_id
  where ac.chatbot_id = b.id and ac.organization_id = b.organization_id and a.deactivated_at is null)`;

/** The numbers of a chatbot at this moment, for a select over `chatbot b`. */
export const lineColumns = sql`b.id, b.key, b.name, ${counted('ai')} as ai, ${queue} as queue,
  ${counted('active')} as active, ${present} as agents, ${people} as people`;

const toDate = (value: unknown): Date | null =>
  value === null || value === undefined ? null : new Date(String(value));

export function toLine(row: Record<string, unknown>): OverviewLine {
  const { id, key, name, ai, queue, active } = row;
  const agents = row.agents as (Omit<PresentAgent, 'idleSince'> & { readonly idleSince: string | null })[];
  return {
    chatbot: { id, key, name } as OverviewLine['chatbot'],
    ...({ ai, queue, active } as Pick<OverviewLine, 'ai' | 'queue' | 'active'>),
    ...(row.people as Pick<OverviewLine, 'present' | 'assigned'>),
    waitingSince: toDate(row.oldest),
    agents: agents.map((agent) => ({
      ...agent,
      idleSince: agent.load === 0 ? toDate(agent.idleSince) : null,
    })),
  };
}

/** The chatbots where somebody waits longest come first; at most `limit` are read whole. */
export async function readOverview(
  reads: Reads,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[] | 'all',
  limit = 12,
): Promise<Overview> {
  const mine = chatbotIds === 'all' ? sql`` : sql`and b.id = any(${sql.param([...chatbotIds])}::uuid[])`;
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select ${lineColumns}, b.oldest, b.total from (
      select b.*, ${sql.raw(longestWait)} as oldest, count(*) over ()::int as total from chatbot b
      where b.organization_id = ${organizationId} and b.removed_at is null ${mine}
      order by oldest nulls last, b.name limit ${limit}
    ) b order by b.oldest nulls last, b.name`);
  const total = Number(rows[0]?.total ?? 0);
  return { lines: rows.map(toLine), more: total - rows.length };
}
