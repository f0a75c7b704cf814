// How doors are: paused and opened again, and the deliveries that wait meanwhile. Each is one round trip or one commit.

import { type SQL, sql } from 'drizzle-orm';
import type { DeliveryError } from '../core/delivery.js';
import type { ChannelId, ChatbotId, ConversationId, OrganizationId, Scoped } from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Reads, Statement, Store } from './store.js';

/** What a paused door answers whoever wants to send: why, and for how long. */
export interface ClosedDoor extends DeliveryError {
  readonly waitMs: number;
}

/** `probe`: the door is paused and this one delivery shall find out whether it works again. */
export type Admission = { readonly closed: ClosedDoor } | { readonly closed: null; readonly probe: boolean };

/** Deliveries that wait for their door carry the pause's reason: nothing else leaves these classes on an open delivery. */
const heldFor = `d.lane = 'customer' and d.status in ('pending', 'ambiguous') and d.error ->> 'class' in ('auth', 'policy')`;

/** How long a probe has before the next one may be tried. */
const probeEverySeconds = 60;

/** Whoever was turned away comes back a little after those who were put off: the next probe is somebody else's. */
const probeSpreadSeconds = 5;

const admitStatement: Statement = {
  name: 'door-admit',
  text: `with probe as (
  update channel_health set paused_until = now() + ${probeEverySeconds} * interval '1 second'
  where channel_id = $2 and organization_id = $1 and paused_at is not null and paused_until <= now()
  returning channel_id
)
select coalesce(pause_class, 'auth') as class, coalesce(pause_code, '') as code, coalesce(pause_sentence, '') as sentence,
  greatest(1000, ceil(extract(epoch from paused_until - now()) * 1000))::float8 as "waitMs", exists (select 1 from probe) as probe
from channel_health where channel_id = $2 and organization_id = $1 and paused_at is not null`,
};

// Those that wait for the door are put off with it, so that they do not all ask again while one finds out.
const putOffStatement: Statement = {
  name: 'door-put-off',
  text: `with waiting as (
  select d.organization_id, d.id from delivery d
  where d.organization_id = $1 and d.target ->> 'channelId' = $2 and ${heldFor} and d.id <> $3::uuid
  for update skip locked
)
update delivery d set next_at = h.paused_until from waiting w, channel_health h
where d.organization_id = w.organization_id and d.id = w.id
  and h.channel_id = $2::uuid and h.organization_id = $1 and h.paused_until > d.next_at`,
};

/** Asks whether a delivery may go out through its door; of those that ask when a pause is over, one may. */
export async function admit(store: Store, door: Scoped<ChannelId>, deliveryId: string): Promise<Admission> {
  const [row] = await store.run<ClosedDoor & { probe: boolean }>(admitStatement, [
    door.organizationId,
    door.id,
  ]);
  if (!row) return { closed: null, probe: false };
  if (!row.probe) return { closed: row };
  await store.run(putOffStatement, [door.organizationId, door.id, deliveryId]);
  return { closed: null, probe: true };
}

const pauseStatement: Statement = {
  name: 'door-pause',
  text: `insert into channel_health as h (organization_id, channel_id, paused_at, paused_until, pause_class, pause_code, pause_sentence)
values ($1, $2, now(), now() + $3::int * interval '1 millisecond', $4, $5, $6)
on conflict (channel_id, organization_id) do update set paused_at = coalesce(h.paused_at, now()),
  paused_until = excluded.paused_until, pause_class = excluded.pause_class, pause_code = excluded.pause_code,
  pause_sentence = excluded.pause_sentence
returning paused_at = now() as began`,
};

/** Pauses a door, or prolongs its pause; true when it began now. */
export async function pauseDoor(
  store: Store,
  door: Scoped<ChannelId>,
  why: DeliveryError & { readonly forMs: number },
): Promise<boolean> {
  const { class: kind, code, sentence, forMs } = why;
  const rows = await store.run<{ began: boolean }>(pauseStatement, [
    door.organizationId,
    door.id,
    forMs,
    kind,
    code,
    sentence,
  ]);
  return rows[0]?.began ?? false;
}

/** Opens a paused door: whatever waited for it is due at once and its lanes are woken. Null when it was not paused. */
export async function reopenDoor(
  store: Store,
  door: Scoped<ChannelId>,
): Promise<{ readonly waited: number } | null> {
  return store.transaction(async (tx) => {
    const opened = await tx.db.execute(sql`
      update channel_health set paused_at = null, paused_until = null
      where channel_id = ${door.id} and organization_id = ${door.organizationId} and paused_at is not null
      returning channel_id`);
    if (opened.rows.length === 0) return null;
    // A statement of its own, after the lock: a delivery that was just being held is seen, or sees the open door.
    const { rows } = await tx.db.execute<{ id: ConversationId }>(sql`
      with waiting as (
        select d.organization_id, d.id from delivery d
        where d.organization_id = ${door.organizationId} and d.target ->> 'channelId' = ${door.id} and ${waitsForDoor}
        order by d.conversation_id, d.sequence for update
      )
      update delivery d set next_at = now() from waiting w
      where d.organization_id = w.organization_id and d.id = w.id
      returning d.conversation_id as id`);
    const { organizationId } = door;
    for (const id of new Set(rows.map((row) => row.id)))
      tx.touch({ kind: 'lane', lane: 'customer', organizationId, id });
    return { waited: rows.length };
  });
}

/*
 * The door's row is share-locked, so that a door that opens at this moment either waits for the held delivery to be
 * stored, or is seen to be open. What waits for its door was not tried: no attempt counts and no clock runs.
 */
const holdStatement: Statement = {
  name: 'delivery-hold',
  text: `with door as (
  select paused_until from channel_health
  where channel_id = $4 and organization_id = $1 and paused_at is not null for share
), held as (
  update delivery set status = 'pending', lease_until = null, error = $5::jsonb, attempts = attempts - 1, first_attempt_at = null,
    next_at = coalesce((select paused_until + random() * interval '${probeSpreadSeconds} seconds' from door), now() + interval '1 second')
  where organization_id = $1 and id = $2 and attempt_id = $3::uuid and status = 'sending'
  returning organization_id, message_id
), marked as (
  insert into redraw (organization_id, subject, subject_id)
  select h.organization_id, 'mark', h.message_id from held h
  join message m on m.organization_id = h.organization_id and m.id = h.message_id
  where $6::boolean and m.author = 'agent'
  on conflict (subject_id, subject, organization_id) do update set wanted = redraw.wanted + 1, due_at = least(redraw.due_at, now())
)
select 1 from held`,
};

/** Puts a delivery back until its door is tried again, unless the attempt was no longer its own. */
export async function holdDelivery(store: Store, work: LaneWork, error: DeliveryError): Promise<void> {
  const { organizationId, id, attemptId, target } = work.delivery;
  const before = work.delivery.error?.class;
  const rows = await store.run(holdStatement, [
    organizationId,
    id,
    attemptId,
    'channelId' in target ? target.channelId : null,
    JSON.stringify(error),
    // Its author is told once, when it is held for the first time.
    before !== 'auth' && before !== 'policy',
  ]);
  if (rows.length > 0) store.touched([{ kind: 'redraw' }]);
}

/** A door that nothing goes out through at the moment. */
export interface PausedDoor {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly chatbotId: ChatbotId;
  readonly chatbotName: string;
  readonly kind: string;
  readonly account: string;
  readonly class: string;
  readonly code: string;
  readonly sentence: string;
  readonly pausedAt: Date;
  /** How many deliveries wait for it. */
  readonly waiting: number;
}

/** The deliveries `d` that wait for their door. */
export const waitsForDoor: SQL = sql.raw(heldFor);

/** What every read of a door's pause shows of it; `h` is its health. */
export const doorColumns: SQL =
  sql.raw(`h.organization_id as "organizationId", h.channel_id as "channelId", c.chatbot_id as "chatbotId",
  b.name as "chatbotName", c.kind, c.account, coalesce(h.pause_class, '') as class, coalesce(h.pause_code, '') as code,
  coalesce(h.pause_sentence, '') as sentence,
  (select count(*)::int from delivery d where d.organization_id = h.organization_id and d.target ->> 'channelId' = h.channel_id::text and ${heldFor}) as waiting`);

/** The paused doors of an organization, of these chatbots where they are named; the longest pause first. */
export async function listPausedDoors(
  reads: Reads,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[] | 'all' = 'all',
): Promise<PausedDoor[]> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select ${doorColumns}, h.paused_at as "pausedAt"
    from channel_health h
    join channel c on c.organization_id = h.organization_id and c.id = h.channel_id
    join chatbot b on b.organization_id = c.organization_id and b.id = c.chatbot_id
    where h.organization_id = ${organizationId} and h.paused_at is not null and c.removed_at is null
    order by h.paused_at`);
  const doors = rows.map(
    (row) => ({ ...row, pausedAt: new Date(String(row.pausedAt)) }) as unknown as PausedDoor,
  );
  return doors.filter((door) => chatbotIds === 'all' || chatbotIds.includes(door.chatbotId));
}
