// The heads of queues: who is served next, and how many are before one; read off the index, however long the queues are.

import { type SQL, sql } from 'drizzle-orm';
import type { ChatbotId, ConversationId, OrganizationId } from '../core/id.js';
import type { Reads } from './store.js';

interface HeadsWanted {
  /** With `all`, of every chatbot of the organization. */
  readonly chatbotIds: readonly ChatbotId[] | 'all';
  readonly limit: number;
  /** Leaves out who is not to be served yet, such as a callback before its opening. */
  readonly ready?: boolean;
}

const ready = sql`and (q.not_before is null or q.not_before <= now())`;

/**
 * The first `limit` pending conversations of these chatbots in the order they will be served. Each queue is asked for its
 * own first ones: all of them in one order would have to be read whole before they could be sorted.
 */
export async function listHeads(
  reads: Reads,
  organizationId: OrganizationId,
  { chatbotIds, limit, ready: onlyReady = false }: HeadsWanted,
): Promise<ConversationId[]> {
  const { rows } = await reads.db.execute<{ id: ConversationId }>(sql`
    select c.id from chatbot b cross join lateral (
      select q.id, q.priority, q.requested_at, q.reference from conversation q
      where q.chatbot_id = b.id and q.organization_id = b.organization_id and q.status = 'pending' ${onlyReady ? ready : sql``}
      order by q.priority desc, q.requested_at, q.reference limit ${limit}) c
    where b.organization_id = ${organizationId} and b.removed_at is null ${chatbotIds === 'all' ? sql`` : sql`and b.id = any(${sql.param([...chatbotIds])}::uuid[])`}
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
 * SQL of how many are served before this place, counted up to `most`: those of a higher priority, then the older ones of
 * its own. Asked for at once, the queue behind the place would be read to its end. The order is for the
 * planner: it leads to the queue's index.
 */
export function countBefore(
  place: PlaceInQueue,
  { most, ready: onlyReady = false }: { readonly most: number; readonly ready?: boolean },
): SQL {
  const counted = (which: SQL) => sql`(select count(*)::int from (select from conversation q
    where q.chatbot_id = ${place.chatbotId} and q.organization_id = ${place.organizationId} and q.status = 'pending' ${onlyReady ? ready : sql``}
      and ${which} order by q.priority desc, q.requested_at, q.reference limit ${most}) n)`;
  const higher = counted(sql`q.priority > ${place.priority}`);
  const older = counted(
    sql`q.priority = ${place.priority} and (q.requested_at, q.reference) < (${place.requestedAt}, ${place.reference})`,
  );
  return sql`least(${most}::int, ${higher} + ${older})`;
}
