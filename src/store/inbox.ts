// The inbox's statements: keep a batch, take a customer's rows, remove what was acted on. Each is one round trip.

import type { ChannelId, OrganizationId, Scoped } from '../core/id.js';
import type { Statement, Store } from './store.js';

/** Whose rows are acted on one after the other: one customer of one door. */
export interface InboxLane {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly lane: string;
}

export interface NewInboxRow extends InboxLane {
  readonly item: Readonly<Record<string, unknown>>;
  /** Set when it could not even be read: it is a dead letter from the beginning. */
  readonly error: string | null;
}

/** A row that is one process's own until a moment; the moment is its claim, as the database prints it. */
export interface Claim {
  readonly id: number;
  readonly leasedUntil: string;
}

export interface InboxRow extends InboxLane, Claim {
  readonly item: Readonly<Record<string, unknown>>;
  readonly attempts: number;
}

/*
 * A row is leased to this process in the commit that keeps it, unless the customer has rows that wait or are being
 * acted on: those go first. What is leased is on its first attempt already.
 */
const keepStatement: Statement = {
  name: 'inbox-keep',
  text: `insert into inbox (organization_id, channel_id, lane, item, error, lease_until, attempts)
select g.organization_id, g.channel_id, g.lane, g.item, g.error,
  case when free.mine then now() + $6::int * interval '1 millisecond' end, free.mine::int
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[]) with ordinality
  as g(organization_id, channel_id, lane, item, error, place)
cross join lateral (select g.error is null and $6::int > 0 and not exists (
    select 1 from inbox i where i.channel_id = g.channel_id and i.lane = g.lane and i.error is null) as mine) free
order by g.place
returning id::int8 as id, lease_until::text as "leasedUntil"`,
};

/** What became of a kept row: its id, and its claim when it is this process's to act on now. */
export interface Kept {
  readonly id: number;
  readonly leasedUntil: string | null;
}

/** Keeps rows in the order given, in one commit. `leaseMs` 0: for whoever comes by. */
export async function keepRows(
  store: Store,
  rows: readonly NewInboxRow[],
  leaseMs: number,
): Promise<readonly Kept[]> {
  const kept = await store.run<{ id: string; leasedUntil: string | null }>(keepStatement, [
    rows.map((row) => row.organizationId),
    rows.map((row) => row.channelId),
    rows.map((row) => row.lane),
    rows.map((row) => JSON.stringify(row.item)),
    rows.map((row) => row.error),
    leaseMs,
  ]);
  return kept.map(({ id, leasedUntil }) => ({ id: Number(id), leasedUntil }));
}

/*
 * Whoever gets the lane's head gets the rest: of two that look at the same moment the second waits for the head's
 * lock, finds it leased and takes nothing, also not what only its own look saw.
 */
const takeStatement: Statement = {
  name: 'inbox-take',
  text: `with turn as (
  select id, organization_id from inbox
  where channel_id = $1 and lane = $2 and error is null
    and not exists (select 1 from inbox i where i.channel_id = $1 and i.lane = $2 and i.error is null
      and (i.lease_until > now() or i.due_at > now()))
  order by id limit 50
), head as (
  update inbox x set lease_until = now() + $3::int * interval '1 millisecond', attempts = x.attempts + 1
  from (select id, organization_id from turn order by id limit 1) h
  where x.id = h.id and x.organization_id = h.organization_id and x.error is null and x.due_at <= now()
    and (x.lease_until is null or x.lease_until <= now())
  returning x.*
), rest as (
  update inbox x set lease_until = head.lease_until, attempts = x.attempts + 1
  from head, turn
  where x.id = turn.id and x.organization_id = turn.organization_id and x.id > head.id and x.error is null
    and (x.lease_until is null or x.lease_until <= now())
  returning x.*
)
select organization_id as "organizationId", id::int8 as id, channel_id as "channelId", lane, item, attempts, lease_until::text as "leasedUntil"
from (select * from head union all select * from rest) taken`,
};

/** Takes up to 50 rows of a customer in order; none while another process has some, or the first is not due. */
export async function takeRows(store: Store, at: InboxLane, leaseMs: number): Promise<InboxRow[]> {
  const rows = await store.run<Omit<InboxRow, 'id'> & { id: string }>(takeStatement, [
    at.channelId,
    at.lane,
    leaseMs,
  ]);
  return rows.map((row) => ({ ...row, id: Number(row.id) })).sort((one, other) => one.id - other.id);
}

const removeStatement: Statement = {
  name: 'inbox-remove',
  text: `with gone as (delete from inbox where id = any($3::bigint[]) returning id)
select exists (select 1 from inbox i where i.channel_id = l.channel_id and i.lane = l.lane and i.error is null and i.id <> all($3::bigint[])) as more
from unnest($1::uuid[], $2::text[]) with ordinality as l(channel_id, lane, place) order by l.place`,
};

/** What of a customer's rows was acted on. */
export interface ActedOn {
  readonly at: InboxLane;
  readonly ids: readonly number[];
}

/**
 * Forgets what was acted on, without waiting for the disk: acting on it again would change nothing. True for each
 * customer who has more.
 */
export async function removeRows(store: Store, acted: readonly ActedOn[]): Promise<readonly boolean[]> {
  const rows = await store.aside<{ more: boolean }>(removeStatement, [
    acted.map(({ at }) => at.channelId),
    acted.map(({ at }) => at.lane),
    acted.flatMap(({ ids }) => ids),
  ]);
  return rows.map(({ more }) => more);
}

const extendStatement: Statement = {
  name: 'inbox-extend',
  text: `update inbox x set lease_until = now() + $3::int * interval '1 millisecond'
from unnest($1::bigint[], $2::timestamptz[]) as mine(id, until)
where x.id = mine.id and x.lease_until = mine.until and x.error is null
returning x.id::int8 as id, x.lease_until::text as "leasedUntil"`,
};

const splitClaims = (claims: readonly Claim[]): [number[], string[]] => [
  claims.map(({ id }) => id),
  claims.map(({ leasedUntil }) => leasedUntil),
];

/** Keeps rows this process is still at; resolves with the new claims. What is missing is somebody else's by now. */
export async function extendRows(
  store: Store,
  claims: readonly Claim[],
  leaseMs: number,
): Promise<readonly Claim[]> {
  const rows = await store.run<{ id: string; leasedUntil: string }>(extendStatement, [
    ...splitClaims(claims),
    leaseMs,
  ]);
  return rows.map(({ id, leasedUntil }) => ({ id: Number(id), leasedUntil }));
}

const putOffStatement: Statement = {
  name: 'inbox-put-off',
  text: `update inbox x set lease_until = null, due_at = now() + $3::int * interval '1 millisecond',
  attempts = x.attempts - case when x.id = $4::bigint then 0 else 1 end
from unnest($1::bigint[], $2::timestamptz[]) as mine(id, until)
where x.id = mine.id and x.lease_until = mine.until and x.error is null`,
};

/**
 * Gives rows back, to be taken again after a while; those of a customer keep their order. Only `tried` was tried:
 * for the others it does not count as an attempt.
 */
export async function putOffRows(
  store: Store,
  claims: readonly Claim[],
  { delayMs, tried }: { readonly delayMs: number; readonly tried: number | null },
): Promise<void> {
  await store.run(putOffStatement, [...splitClaims(claims), delayMs, tried]);
}

const buryStatement: Statement = {
  name: 'inbox-bury',
  text: `update inbox set error = $3, lease_until = null where id = $1 and lease_until = $2::timestamptz and error is null`,
};

/** Makes a row a dead letter: it stands in nobody's way, and waits for a person. */
export async function buryRow(store: Store, { id, leasedUntil }: Claim, why: string): Promise<void> {
  await store.run(buryStatement, [id, leasedUntil, why]);
}

// Only heads of lanes are looked at: a customer with thousands of rows hides nobody else's.
const dueStatement: Statement = {
  name: 'inbox-due',
  text: `select organization_id as "organizationId", channel_id as "channelId", lane from inbox x
where error is null and due_at <= now() and (lease_until is null or lease_until <= now())
  and not exists (select 1 from inbox i where i.channel_id = x.channel_id and i.lane = x.lane and i.error is null and i.id < x.id)
order by due_at limit 500`,
};

/** Customers whose rows should have been acted on and were not. */
export function findDueLanes(store: Store): Promise<InboxLane[]> {
  return store.run<InboxLane & Record<string, unknown>>(dueStatement, []);
}

const heardStatement: Statement = {
  name: 'inbox-heard',
  text: `insert into channel_health (organization_id, channel_id, heard_at) values ($1, $2, now())
on conflict (organization_id, channel_id) do update set heard_at = now()`,
};

/** Notes that a door was heard. */
export async function noteHeard(store: Store, door: Scoped<ChannelId>): Promise<void> {
  await store.aside(heardStatement, [door.organizationId, door.id]);
}
