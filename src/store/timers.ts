// Timers: when something of a conversation is looked at again. Due times are columns by the database's clock.

import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ConversationId, OrganizationId, Scoped } from '../core/id.js';
import type { TimerKind } from '../core/timer.js';
import { timer } from './schema/switchboard.js';
import type { Reads, Tx } from './store.js';

export interface Timer {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly kind: TimerKind;
  readonly data: Readonly<Record<string, unknown>>;
  /** How often it was taken and not finished: a turn that keeps failing is put off longer each time. */
  readonly attempts: number;
}

/** Sets a conversation's timer of this kind, instead of the earlier one: due in so many milliseconds, or at a moment. */
export async function setTimer(
  tx: Tx,
  scope: Scoped<ConversationId>,
  kind: TimerKind,
  due: { readonly inMs: number } | { readonly at: Date },
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const dueAt =
    'at' in due ? due.at : sql<Date>`now() + ${Math.ceil(due.inMs)}::bigint * interval '1 millisecond'`;
  await tx.db
    .insert(timer)
    .values({
      organizationId: scope.organizationId,
      conversationId: scope.id,
      kind,
      dueAt: dueAt as Date,
      data: { ...data },
    })
    .onConflictDoUpdate({
      target: [timer.organizationId, timer.conversationId, timer.kind],
      set: { dueAt: dueAt as Date, data: { ...data }, attempts: 0 },
    });
}

/** Takes timers of a conversation back; those that are not set are no trouble. */
export async function clearTimers(
  tx: Tx,
  scope: Scoped<ConversationId>,
  kinds: readonly TimerKind[],
): Promise<void> {
  if (kinds.length === 0) return;
  await tx.db
    .delete(timer)
    .where(
      and(
        eq(timer.conversationId, scope.id),
        inArray(timer.kind, [...kinds]),
        eq(timer.organizationId, scope.organizationId),
      ),
    );
}

/**
 * Takes the timers that are due, the oldest first; each is its taker's for a while, longer with each attempt, and due
 * again afterwards if nobody finished it.
 */
export async function takeDueTimers(
  reads: Reads,
  which: { readonly kinds: readonly TimerKind[]; readonly limit: number; readonly holdMs: number },
): Promise<Timer[]> {
  if (which.kinds.length === 0) return [];
  const kinds = sql.join(
    which.kinds.map((kind) => sql`${kind}`),
    sql`, `,
  );
  const { rows } = await reads.db.execute(sql`
    update timer t set attempts = t.attempts + 1,
      due_at = now() + ${which.holdMs}::int * power(2, least(t.attempts, 6)) * interval '1 millisecond'
    from (select organization_id, conversation_id, kind from timer
      where due_at <= now() and kind in (${kinds}) order by due_at limit ${which.limit} for update skip locked) due
    where t.conversation_id = due.conversation_id and t.kind = due.kind and t.organization_id = due.organization_id
    returning t.organization_id as "organizationId", t.conversation_id as "conversationId", t.kind, t.data, t.attempts - 1 as attempts`);
  return rows as unknown as Timer[];
}
