// Events: reading the audit trail back.

import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { Event, EventKind } from '../core/event.js';
import type { ConversationId, Scoped } from '../core/id.js';
import { event } from './schema/event.js';
import type { Reads } from './store.js';

/** A conversation's events of these kinds before a place, newest `limit` of them, oldest first. */
export async function listEvents(
  reads: Reads,
  scope: Scoped<ConversationId>,
  window: { readonly kinds?: readonly EventKind[]; readonly before?: number; readonly limit: number },
): Promise<Event[]> {
  const rows = await reads.db
    .select()
    .from(event)
    .where(
      and(
        eq(event.organizationId, scope.organizationId),
        eq(event.conversationId, scope.id),
        window.kinds ? inArray(event.kind, [...window.kinds]) : undefined,
        window.before ? lt(event.sequence, window.before) : undefined,
      ),
    )
    .orderBy(desc(event.sequence))
    .limit(window.limit);
  return (rows as unknown as Event[]).reverse();
}
