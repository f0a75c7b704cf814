// How the queue is for one who waits in it: who is before them, who works for it, how long a chat usually takes.

import { sql } from 'drizzle-orm';
import type { Conversation } from '../core/conversation.js';
import type { ChatbotId, OrganizationId } from '../core/id.js';
import { countBefore } from './queue-heads.js';
import type { Reads } from './store.js';

export interface QueueView {
  /** Served before it, counted up to `mostBefore`. */
  readonly before: number;
  /** Agents who may take its chats, there or not. */
  readonly assigned: number;
  /** The median of the chatbot's latest closed chats, from a person's first words to the end; null for fewer than five. */
  readonly handlingMs: number | null;
  /** By the database's clock. */
  readonly now: Date;
}

/** A median of less is an anecdote. */
const leastPeriods = 5;
const latestPeriods = 50;

/** Where a queue is looked at from: by one who stands in it, or by one who would be the last. */
export type QueuePlace = Pick<
  Conversation,
  'organizationId' | 'chatbotId' | 'priority' | 'requestedAt' | 'reference'
>;

/**
 * Reads it as it is now; one statement, by keys, bounded however long the queue is. `crews` are the chatbots whose
 * agents serve it.
 */
export async function readQueue(
  reads: Reads,
  at: QueuePlace,
  { crews, mostBefore }: { readonly crews: readonly ChatbotId[]; readonly mostBefore: number },
): Promise<QueueView> {
  const { organizationId, chatbotId, priority, requestedAt, reference } = at;
  const place = {
    organizationId: sql`${organizationId}::uuid`,
    chatbotId: sql`${chatbotId}::uuid`,
    priority: sql`${priority}::int`,
    requestedAt: sql`coalesce(${requestedAt}::timestamptz, now())`,
    reference: sql`${reference}::int`,
  };
  const before = countBefore(place, { most: mostBefore });
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select waits.before, crew.*, past."handlingMs", clock_timestamp() as now
    from (select ${before} as before) waits
    cross join (${crewOf(organizationId, crews)}) crew
    cross join (${pastOf(organizationId, chatbotId)}) past`);
  const row = rows[0];
  if (!row) throw new Error('a queue that cannot be read');
  return { ...row, now: new Date(String(row.now)) } as unknown as QueueView;
}

/** Whether anybody who works for one of these chatbots is online. */
export async function readPresent(
  reads: Reads,
  organizationId: OrganizationId,
  crews: readonly ChatbotId[],
): Promise<{ readonly online: boolean; readonly now: Date }> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select clock_timestamp() as now, exists (
      select 1 from agent_chatbot w join agent a on a.id = w.agent_id and a.organization_id = w.organization_id
      where w.chatbot_id = any(${sql.param(crews)}::uuid[]) and w.organization_id = ${organizationId}
        and a.presence = 'online' and a.deactivated_at is null) as online`);
  return { online: rows[0]?.online === true, now: new Date(String(rows[0]?.now)) };
}

/** How many agents there are who may take its chats. */
const crewOf = (organizationId: OrganizationId, crews: readonly ChatbotId[]) => sql`
  select count(distinct a.id)::int as assigned from agent_chatbot w
  join agent a on a.id = w.agent_id and a.organization_id = w.organization_id
  where w.chatbot_id = any(${sql.param(crews)}::uuid[]) and w.organization_id = ${organizationId} and a.deactivated_at is null`;

/** How long its latest closed chats took a person, from their first words to the end. */
const pastOf = (organizationId: OrganizationId, chatbotId: ChatbotId) => sql`
  select case when count(*) >= ${leastPeriods} then
    percentile_cont(0.5) within group (order by extract(epoch from c.closed_at - c.first_reply_at) * 1000) end::float8 as "handlingMs"
  from (select c.closed_at, c.first_reply_at from conversation c
    where c.chatbot_id = ${chatbotId} and c.organization_id = ${organizationId} and c.status = 'closed'
    order by c.closed_at desc limit ${latestPeriods}) c
  where c.first_reply_at is not null`;
