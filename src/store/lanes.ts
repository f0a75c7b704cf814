// The statements that move a lane: take its head, keep it, give it up. Each is one round trip.

import type { Delivery, DeliveryError, DeliveryStatus, Lane } from '../core/delivery.js';
import type { AttemptId, ConversationId, Scoped } from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import { messageJoins, messageJson, noteJson } from './joined.js';
import { type JoinedMessageRow, type JoinedNoteRow, toMessage, toNote } from './rows.js';
import type { Statement, Store } from './store.js';

interface ClaimedRow {
  readonly delivery: Delivery & { readonly firstAttemptAt: string };
  readonly conversation: Omit<LaneWork['conversation'], 'openUntil'> & { readonly openUntil: string | null };
  readonly message: JoinedMessageRow | null;
  readonly note: JoinedNoteRow | null;
  readonly ambiguous: boolean;
}

/** Deliveries that are not out of their lane's way. */
export const open = `('pending', 'sending', 'ambiguous')`;

/** Takes `head` when it is due and free: the compare-and-set that makes two drains of one lane harmless. */
const claimHead = (attempt: string, leaseMs: string) => `
claimed as (
  update delivery d set status = 'sending', attempt_id = ${attempt}::uuid, attempts = d.attempts + 1,
    first_attempt_at = coalesce(d.first_attempt_at, now()), lease_until = now() + ${leaseMs}::int * interval '1 millisecond'
  from head
  where d.organization_id = head.organization_id and d.id = head.id and d.next_at <= now()
    and (d.status in ('pending', 'ambiguous') or (d.status = 'sending' and d.lease_until < now()))
  returning d.*, head.status <> 'pending' as was_ambiguous
)
select jsonb_build_object(
    'organizationId', d.organization_id, 'id', d.id, 'conversationId', d.conversation_id, 'lane', d.lane, 'sequence', d.sequence,
    'kind', d.kind, 'messageId', d.message_id, 'noteId', d.note_id, 'status', d.status, 'attemptId', d.attempt_id,
    'attempts', d.attempts, 'target', d.target, 'payload', d.payload, 'externalId', d.external_id, 'receipt', d.receipt, 'error', d.error,
    'firstAttemptAt', d.first_attempt_at) as delivery,
  jsonb_build_object('organizationId', c.organization_id, 'id', c.id, 'reference', c.reference, 'status', c.status,
    'threadRef', c.thread_ref, 'chatbotId', c.chatbot_id, 'epoch', c.epoch, 'openUntil', c.open_until) as conversation,
  case when m.id is null then null else ${messageJson} end as message,
  case when n.id is null then null else ${noteJson} end as note,
  d.was_ambiguous as ambiguous
from claimed d
join conversation c on c.organization_id = d.organization_id and c.id = d.conversation_id
left join message m on m.organization_id = d.organization_id and m.id = d.message_id
${messageJoins}
left join note n on n.organization_id = d.organization_id and n.id = d.note_id
left join agent na on na.organization_id = n.organization_id and na.id = n.agent_id`;

export const claimStatement: Statement = {
  name: 'lane-claim',
  text: `with head as (
  select organization_id, id, status from delivery
  where conversation_id = $2 and organization_id = $1 and lane = $3 and status in ${open}
  order by sequence limit 1
), ${claimHead('$4', '$5')}`,
};

function toWork(row: ClaimedRow | undefined): LaneWork | null {
  if (!row) return null;
  return {
    delivery: { ...row.delivery, firstAttemptAt: new Date(row.delivery.firstAttemptAt) },
    conversation: {
      ...row.conversation,
      openUntil: row.conversation.openUntil ? new Date(row.conversation.openUntil) : null,
    },
    message: row.message ? toMessage(row.message) : null,
    note: row.note ? toNote(row.note) : null,
    ambiguous: row.ambiguous,
  };
}

/** Takes the head of a lane, or null when there is none, it is not due, or another drain has it. */
export async function claimHeadOfLane(
  store: Store,
  at: Scoped<ConversationId> & {
    readonly lane: Lane;
    readonly attemptId: AttemptId;
    readonly leaseMs: number;
  },
): Promise<LaneWork | null> {
  const rows = await store.run<ClaimedRow>(claimStatement, [
    at.organizationId,
    at.id,
    at.lane,
    at.attemptId,
    at.leaseMs,
  ]);
  return toWork(rows[0]);
}

/** A drawing that nobody has begun yet will show this change too. */
export const onlyUnlessWaiting = `where redraw.wanted <= redraw.drawn or redraw.attempts > 0`;

// A wait that its author would notice is shown on the message too, as its end would be.
const failStatement: Statement = {
  name: 'lane-fail',
  text: `with failed as (
  update delivery set status = $4, next_at = now() + $5::int * interval '1 millisecond', lease_until = null, error = $6::jsonb,
    receipt = case when $4 in ('dead', 'unknown') and lane = 'customer' and receipt = 'queued' then 'failed' else receipt end,
    attempts = attempts - case when $7::boolean then 0 else 1 end
  where organization_id = $1 and id = $2 and attempt_id = $3::uuid and status = 'sending'
  returning organization_id, conversation_id, message_id, lane, status, next_at
), marked as (
  insert into redraw (organization_id, subject, subject_id)
  select f.organization_id, 'mark', f.message_id from failed f
  join message m on m.organization_id = f.organization_id and m.id = f.message_id
  where f.lane = 'customer' and m.author = 'agent'
    and (f.status in ('dead', 'unknown') or f.next_at > now() + interval '10 seconds')
  on conflict (subject_id, subject, organization_id) do update set wanted = redraw.wanted + 1
  ${onlyUnlessWaiting}
)
select conversation_id from failed`,
};

/** Records how an attempt failed; false when it was no longer its own. `counted` false: a rate limit is not an attempt. */
export async function failAttempt(
  store: Store,
  work: LaneWork,
  outcome: {
    readonly status: DeliveryStatus;
    readonly delayMs: number;
    readonly error: DeliveryError;
    readonly counted: boolean;
  },
): Promise<boolean> {
  const { organizationId, id, attemptId } = work.delivery;
  const error = JSON.stringify(outcome.error);
  const rows = await store.run(failStatement, [
    organizationId,
    id,
    attemptId,
    outcome.status,
    outcome.delayMs,
    error,
    outcome.counted,
  ]);
  return rows.length > 0;
}

const extendStatement: Statement = {
  name: 'lane-extend',
  text: `update delivery set lease_until = now() + $4::int * interval '1 millisecond'
where organization_id = $1 and id = $2 and attempt_id = $3::uuid and status = 'sending'`,
};

/** Keeps an attempt this process is still at: only a dead process lets its lease run out. */
export async function extendLease(store: Store, work: LaneWork, leaseMs: number): Promise<void> {
  const { organizationId, id, attemptId } = work.delivery;
  await store.run(extendStatement, [organizationId, id, attemptId, leaseMs]);
}

const cancelStatement: Statement = {
  name: 'lane-cancel',
  text: `update delivery set status = 'cancelled', lease_until = null
where organization_id = $1 and id = $2 and attempt_id = $3::uuid and status = 'sending'`,
};

/** Withdraws a delivery that was overtaken, such as an AI answer of an older epoch. */
export async function cancelAttempt(store: Store, work: LaneWork): Promise<void> {
  const { organizationId, id, attemptId } = work.delivery;
  await store.run(cancelStatement, [organizationId, id, attemptId]);
}
