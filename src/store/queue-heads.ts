// The heads of queues: who is served next, and how many are before one; read off the index, however long the queues are.

import { type SQL, sql } from 'drizzle-orm';
import { mostCounted, type QueueCounts } from '../core/conversation.js';
import type { ChatbotId, ConversationId, OrganizationId } from '../core/id.js';
import type { Reads } from './store.js';
import { isServed, queueCounts } from './who-waits.js';

interface HeadsWanted {
  /** With `all`, of every chatbot of the organization. */
  readonly chatbotIds: readonly ChatbotId[] | 'all';
  readonly limit: number;
}

/** The first `limit` pending conversations of these chatbots in the order they will be served, those of later last. */
export async function listQueueIds(
  reads: Reads,
  organizationId: OrganizationId,
  wanted: HeadsWanted,
): Promise<ConversationId[]> {
  const heads = await listHeads(reads, organizationId, wanted);
  if (heads.length === wanted.limit) return heads;
  // Nobody waits behind these, so whoever else is in these queues is there for later, and they are few to look through.
  const rest = { ...wanted, limit: wanted.limit - heads.length };
  return [...heads, ...(await listFirst(reads, organizationId, { ...rest, which: 'later' }))];
}

/** The first `limit` of these chatbots who may be served now, in that order; a callback may not before its opening. */
export async function listHeads(
  reads: Reads,
  organizationId: OrganizationId,
  wanted: HeadsWanted,
): Promise<ConversationId[]> {
  return listFirst(reads, organizationId, { ...wanted, which: 'now' });
}

const served = sql.raw(isServed('q'));
const places = { now: sql`and ${served}`, later: sql`and not ${served}` };

const ofOrganization = (organizationId: OrganizationId, chatbotIds: HeadsWanted['chatbotIds']) =>
  sql`b.organization_id = ${organizationId} and b.removed_at is null
    ${chatbotIds === 'all' ? sql`` : sql`and b.id = any(${sql.param([...chatbotIds])}::uuid[])`}`;

/** How the queues of these chatbots divide, together; no more than `mostCounted` + 1 of them are looked at. */
export async function countQueues(
  reads: Reads,
  organizationId: OrganizationId,
  chatbotIds: HeadsWanted['chatbotIds'],
): Promise<QueueCounts> {
  const { rows } = await reads.db.execute<{ counts: QueueCounts }>(sql`
    select ${sql.raw(queueCounts)} as counts from (
      select q.waiting, q.not_before from chatbot b cross join lateral (
        select q.waiting, q.not_before from conversation q
        where q.chatbot_id = b.id and q.organization_id = b.organization_id and q.status = 'pending' limit ${mostCounted + 1}) q
      where ${ofOrganization(organizationId, chatbotIds)} limit ${mostCounted + 1}) c`);
  return rows[0]?.counts ?? { waiting: 0, messages: 0, callbacks: 0 };
}

/** Each queue is asked for its own first ones: all of them in one order would have to be read whole to be sorted. */
async function listFirst(
  reads: Reads,
  organizationId: OrganizationId,
  { chatbotIds, limit, which }: HeadsWanted & { readonly which: keyof typeof places },
): Promise<ConversationId[]> {
  const { rows } = await reads.db.execute<{ id: ConversationId }>(sql`
    select c.id from chatbot b cross join lateral (
      select q.id, q.priority, q.requested_at, q.reference from conversation q
      where q.chatbot_id = b.id and q.organization_id = b.organization_id and q.status = 'pending' ${places[which]}
      order by q.priority desc, q.requested_at, q.reference limit ${limit}) c
    where ${ofOrganization(organizationId, chatbotIds)}
    order by c.priority desc, c.requested_at, c.reference limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** A place in a queue, as expressions of the statement around it. */
export interface PlaceInQueue {
  readonly organizationId: SQL;
  readonly chatbotId: SQL;
  readonly priority: SQL;
  readonly requestedAt: SQL;
  readonly reference: SQL;
}

/**
 * SQL of how many who may be served now are served before this place, counted up to `most`: those of a higher priority,
 * then the older ones of its own. Asked for at once, the queue behind the place would be read to its end. The order is
 * for the planner: it leads to the queue's index.
 */
export function countBefore(place: PlaceInQueue, { most }: { readonly most: number }): SQL {
  const counted = (which: SQL) => sql`(select count(*)::int from (select from conversation q
    where q.chatbot_id = ${place.chatbotId} and q.organization_id = ${place.organizationId} and q.status = 'pending' ${places.now}
      and ${which} order by q.priority desc, q.requested_at, q.reference limit ${most}) n)`;
  const higher = counted(sql`q.priority > ${place.priority}`);
  const older = counted(
    sql`q.priority = ${place.priority} and (q.requested_at, q.reference) < (${place.requestedAt}, ${place.reference})`,
  );
  return sql`least(${most}::int, ${higher} + ${older})`;
}
