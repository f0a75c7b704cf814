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

export interface InboxRow extends InboxLane {
  readonly id: number;
  readonly item: Readonly<Record<string, unknown>>;
  readonly attempts: number;
}

/*
 * A row is leased to this process in the commit that keeps it, unless the customer has rows that wait or are being
 * acted on: those go first.
 */
const keepStatement: Statement = {
  name: 'inbox-keep',
  text: `insert into inbox (organization_id, channel_id, lane, item, error, lease_until)
select g.organization_id, g.channel_id, g.lane, g.item, g.error,
  case when g.error is null and $6::int > 0 and not exists (
    select 1 from inbox i where i.channel_id = g.channel_id and i.lane = g.lane and i.error is null)
  then now() + $6::int * interval '1 millisecond' end
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[]) with ordinality
  as g(organization_id, channel_id, lane, item, error, place)
order by g.place
returning id::int8 as id, lease_until is not null as mine`,
};

/** What became of a kept row: its id, and whether it is this process's to act on now. */
export interface Kept {
  readonly id: number;
  readonly mine: boolean;
}

/** Keeps rows in the order given, in one commit. `leaseMs` 0: for whoever comes by. */
export async function keepRows(
  store: Store,
  rows: readonly NewInboxRow[],
  leaseMs: number,
): Promise<readonly Kept[]> {
  const kept = await store.run<{ id: string; mine: boolean }>(keepStatement, [
    rows.map((row) => row.organizationId),
    rows.map((row) => row.channelId),
    rows.map((row) => row.lane),
    rows.map((row) => JSON.stringify(row.item)),
    rows.map((row) => row.error),
    leaseMs,
  ]);
  return kept.map(({ id, mine }) => ({ id: Number(id), mine }));
}

// The lease is asked about twice: of the lane's head as the statement began, and of each row as it is when its lock is had.
const takeStatement: Statement = {
  name: 'inbox-take',
  text: `with turn as (
  select id, organization_id from inbox
  where channel_id = $1 and lane = $2 and error is null
    and not exists (select 1 from inbox i where i.channel_id = $1 and i.lane = $2 and i.error is null
      and (i.lease_until > now() or i.due_at > now()))
  order by id limit 50
)
update inbox x set lease_until = now() + $3::int * interval '1 millisecond', attempts = x.attempts + 1
from turn where x.id = turn.id and x.organization_id = turn.organization_id and (x.lease_until is null or x.lease_until <= now())
returning x.organization_id as "organizationId", x.id::int8 as id, x.channel_id as "channelId", x.lane, x.item, x.attempts`,
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
select exists (select 1 from inbox i where i.channel_id = $1 and i.lane = $2 and i.error is null and i.id <> all($3::bigint[])) as more`,
};

/**
 * Forgets what was acted on, without waiting for the disk: acting on it again would change nothing. True when the
 * customer has more.
 */
export async function removeRows(store: Store, at: InboxLane, ids: readonly number[]): Promise<boolean> {
  const rows = await store.aside<{ more: boolean }>(removeStatement, [at.channelId, at.lane, [...ids]]);
  return rows[0]?.more ?? false;
}

const putOffStatement: Statement = {
  name: 'inbox-put-off',
  text: `update inbox set lease_until = null, due_at = now() + $2::int * interval '1 millisecond' where id = any($1::bigint[])`,
};

/** Gives rows back, to be taken again after a while; those of a customer keep their order. */
export async function putOffRows(store: Store, ids: readonly number[], delayMs: number): Promise<void> {
  await store.run(putOffStatement, [[...ids], delayMs]);
}

const buryStatement: Statement = {
  name: 'inbox-bury',
  text: `update inbox set error = $2, lease_until = null where id = $1`,
};

/** Makes a row a dead letter: it stands in nobody's way, and waits for a person. */
export async function buryRow(store: Store, id: number, why: string): Promise<void> {
  await store.run(buryStatement, [id, why]);
}

const dueStatement: Statement = {
  name: 'inbox-due',
  text: `select distinct organization_id as "organizationId", channel_id as "channelId", lane from (
  select organization_id, channel_id, lane from inbox
  where error is null and due_at <= now() and (lease_until is null or lease_until <= now())
  order by due_at limit 2000) due limit 500`,
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
