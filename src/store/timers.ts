// Timers: when something of a conversation is looked at again. Due times are columns by the database's clock.

import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, OrganizationId, Scoped } from '../core/id.js';
import type { TimerKind } from '../core/timer.js';
import { conversation } from './schema/conversation.js';
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

/**
 * When a timer is due: in so many milliseconds, at a moment, or as soon as the customer writes again. The last has no
 * hour: the sweep compares the customer's last line with the one that was there when the timer was set.
 */
export type TimerDue = { readonly inMs: number } | { readonly at: Date } | 'customer-writes';

export interface NewTimer {
  readonly kind: TimerKind;
  readonly due: TimerDue;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Sets a conversation's timer of this kind, instead of the earlier one. */
export async function setTimer(
  tx: Tx,
  scope: Scoped<ConversationId>,
  kind: TimerKind,
  due: TimerDue,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await setTimers(tx, scope, [{ kind, due, data }]);
}

/** Sets several timers of a conversation, no two of one kind, each instead of the earlier one of its kind. */
export async function setTimers(
  tx: Tx,
  scope: Scoped<ConversationId>,
  timers: readonly NewTimer[],
): Promise<void> {
  if (timers.length === 0) return;
  const { organizationId, id: conversationId } = scope;
  await tx.db
    .insert(timer)
    .values(
      timers.map(({ kind, due, data = {} }) => ({
        organizationId,
        conversationId,
        kind,
        dueAt: dueMoment(due),
        data: due === 'customer-writes' ? withLastLine(scope, data) : { ...data },
      })),
    )
    .onConflictDoUpdate({
      target: [timer.organizationId, timer.conversationId, timer.kind],
      set: { dueAt: sql`excluded.due_at`, data: sql`excluded.data`, attempts: 0 },
    });
}

function dueMoment(due: TimerDue): Date | SQL<Date> {
  if (due === 'customer-writes') return never;
  if ('at' in due) return due.at;
  return sql<Date>`now() + ${Math.ceil(due.inMs)}::bigint * interval '1 millisecond'`;
}

/** Later than any moment: it is due when something else says so. */
const never = sql<Date>`'infinity'::timestamptz`;

function withLastLine(scope: Scoped<ConversationId>, data: Readonly<Record<string, unknown>>) {
  return sql<Record<string, unknown>>`${JSON.stringify(data)}::jsonb || jsonb_build_object('since', (
    select c.last_customer_at from conversation c where c.id = ${scope.id} and c.organization_id = ${scope.organizationId}))`;
}

/** Makes due what waited for a customer's line that has come since. */
export async function wakeByCustomers(reads: Reads): Promise<void> {
  await reads.db.execute(sql`
    update timer t set due_at = now() from conversation c
    where t.due_at = ${never} and c.id = t.conversation_id and c.organization_id = t.organization_id
      and c.last_customer_at is distinct from (t.data ->> 'since')::timestamptz`);
}

/** Makes due what those who wait for a chatbot's people have of a kind: the rules it was set by are others now. */
export async function wakeTimersOf(
  tx: Tx,
  { organizationId, id }: { readonly organizationId: string; readonly id: string },
  kind: TimerKind,
): Promise<void> {
  await tx.db.execute(sql`
    update timer t set due_at = now() from conversation c
    where c.chatbot_id = ${id} and c.organization_id = ${organizationId} and c.status = 'pending'
      and t.conversation_id = c.id and t.kind = ${kind} and t.organization_id = c.organization_id`);
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

/**
 * Ends a timer that was taken, in the transaction of its turn; false when it is somebody else's by now, or was set
 * anew or taken back meanwhile.
 */
export async function finishTimer(tx: Tx, taken: Timer): Promise<boolean> {
  const ended = await tx.db
    .delete(timer)
    .where(
      and(
        eq(timer.conversationId, taken.conversationId),
        eq(timer.kind, taken.kind),
        eq(timer.organizationId, taken.organizationId),
        eq(timer.attempts, taken.attempts + 1),
        // Set anew and taken by somebody else already, it is theirs although they have tried as often.
        sql`${timer.data} = ${JSON.stringify(taken.data)}::jsonb`,
      ),
    )
    .returning({ kind: timer.kind });
  return ended.length > 0;
}

/** Takes back what would have looked after the chats of an agent who is there again. */
export async function clearTimersOfOwner(
  tx: Tx,
  owner: Scoped<AgentId>,
  kinds: readonly TimerKind[],
): Promise<void> {
  if (kinds.length === 0) return;
  await tx.db.delete(timer).where(
    and(
      inArray(
        timer.conversationId,
        tx.db
          .select({ id: conversation.id })
          .from(conversation)
          .where(
            and(
              eq(conversation.ownerId, owner.id),
              eq(conversation.organizationId, owner.organizationId),
              eq(conversation.status, 'active').inlineParams(),
            ),
          ),
      ),
      inArray(timer.kind, [...kinds]),
      eq(timer.organizationId, owner.organizationId),
    ),
  );
}
