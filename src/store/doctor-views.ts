// Read models of the doctor: how the database, the doors and what waits for a person stand; and what is done with dead letters.

import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { OrganizationId } from '../core/id.js';
import type { Reads } from './store.js';

export interface DatabaseFacts {
  /** 180004 is 18.4. */
  readonly version: number;
  /** How many migrations it has had, and how many this build knows. */
  readonly migrations: number;
  readonly known: number;
}

const journal = new URL('./migrations/meta/_journal.json', import.meta.url);

/** Reads what the database is and how far its schema is. Throws the driver's error when it is away. */
export async function readDatabaseFacts(reads: Reads): Promise<DatabaseFacts> {
  const { entries } = JSON.parse(await readFile(journal, 'utf8')) as { entries: readonly unknown[] };
  const { rows } = await reads.db.execute<{ version: string; has: boolean }>(
    sql`select current_setting('server_version_num') as version, to_regclass('public.migration') is not null as has`,
  );
  const applied = rows[0]?.has
    ? await reads.db.execute<{ count: number }>(sql`select count(*)::int as count from migration`)
    : null;
  return {
    version: Number(rows[0]?.version ?? 0),
    migrations: applied?.rows[0]?.count ?? 0,
    known: entries.length,
  };
}

/** A door with everything its examination needs and shows. */
export interface ExaminedDoor {
  readonly door: ChannelAccount;
  readonly chatbotName: string;
  readonly heardAt: Date | null;
  /** What was given up on in the last 30 days, and what nobody knows the fate of. */
  readonly dead: number;
  readonly unknown: number;
  /** Customers' files that are still to be fetched, and those given up on. */
  readonly awaited: number;
  readonly lost: number;
}

/** Ids are made in the order of time: the first one of 30 days ago bounds how much is looked through. */
function idSince(days: number): string {
  const hex = (Date.now() - days * 86_400_000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The doors of an organization by chatbot and kind. */
export async function readDoors(reads: Reads, organizationId: OrganizationId): Promise<ExaminedDoor[]> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    with stuck as (
      select target ->> 'channelId' as channel_id, status, count(*)::int as count from delivery
      where id > ${idSince(30)}::uuid and organization_id = ${organizationId}
        and lane = 'customer' and status in ('dead', 'unknown')
      group by 1, 2
    )
    select jsonb_build_object('organizationId', c.organization_id, 'id', c.id, 'chatbotId', c.chatbot_id, 'kind', c.kind,
        'account', c.account, 'settings', c.settings) as door, b.name as "chatbotName", h.heard_at as "heardAt",
      coalesce((select s.count from stuck s where s.channel_id = c.id::text and s.status = 'dead'), 0) as dead,
      coalesce((select s.count from stuck s where s.channel_id = c.id::text and s.status = 'unknown'), 0) as unknown,
      (select count(*)::int from awaited_file f where f.organization_id = c.organization_id and f.channel_id = c.id and f.due_at is not null) as awaited,
      (select count(*)::int from awaited_file f where f.organization_id = c.organization_id and f.channel_id = c.id and f.due_at is null) as lost
    from channel c
    join chatbot b on b.organization_id = c.organization_id and b.id = c.chatbot_id
    left join channel_health h on h.organization_id = c.organization_id and h.channel_id = c.id
    where c.organization_id = ${organizationId} and c.removed_at is null
    order by b.name, c.kind, c.account`);
  return rows.map(
    (row) =>
      ({ ...row, heardAt: row.heardAt ? new Date(String(row.heardAt)) : null }) as unknown as ExaminedDoor,
  );
}

/** Where a chatbot posts. */
export interface DeskPlace {
  readonly desk: string;
  readonly team: string | null;
  readonly place: string;
  readonly chatbotName: string;
}

/** The places of an organization's chatbots. */
export async function listDeskPlaces(reads: Reads, organizationId: OrganizationId): Promise<DeskPlace[]> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select desk_kind as desk, desk_team as team, desk_place as place, name as "chatbotName" from chatbot
    where organization_id = ${organizationId} and removed_at is null and desk_kind is not null order by name`);
  return rows as unknown as DeskPlace[];
}

/** Teams of desks that threw Baton out. */
export async function listRevoked(
  reads: Reads,
  organizationId: OrganizationId,
): Promise<{ kind: string; name: string; revokedAt: Date }[]> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select kind, name, revoked_at as "revokedAt" from desk_installation
    where organization_id = ${organizationId} and revoked_at is not null order by revoked_at desc`);
  return rows.map((row) => ({
    kind: String(row.kind),
    name: String(row.name),
    revokedAt: new Date(String(row.revokedAt)),
  }));
}

/** Something a channel brought that nobody could read or act on; never what it says. */
export interface DeadLetter {
  readonly id: number;
  readonly kind: string;
  readonly chatbotName: string;
  readonly account: string;
  readonly receivedAt: Date;
  readonly reason: string;
}

const letterLimit = 20;

/** The newest dead letters of an organization, and how many there are. */
export async function listLetters(
  reads: Reads,
  organizationId: OrganizationId,
): Promise<{ readonly count: number; readonly newest: readonly DeadLetter[] }> {
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select i.id::int8 as id, c.kind, b.name as "chatbotName", c.account, i.created_at as "receivedAt", left(i.error, 120) as reason,
      (count(*) over ())::int as count
    from inbox i
    join channel c on c.organization_id = i.organization_id and c.id = i.channel_id
    join chatbot b on b.organization_id = c.organization_id and b.id = c.chatbot_id
    where i.organization_id = ${organizationId} and i.error is not null
    order by i.created_at desc limit ${letterLimit}`);
  const newest = rows.map(({ count: _count, ...row }) => ({
    ...row,
    id: Number(row.id),
    receivedAt: new Date(String(row.receivedAt)),
  }));
  return { count: Number(rows[0]?.count ?? 0), newest: newest as unknown as DeadLetter[] };
}

/** Makes every dead letter due again, as if it had just come; how many there were. */
export async function retryLetters(reads: Reads): Promise<number> {
  const { rows } = await reads.db.execute(sql`
    update inbox set error = null, attempts = 0, lease_until = null, due_at = now() where error is not null returning id`);
  return rows.length;
}

/** Throws one dead letter away; false when there is none of this id. */
export async function dropLetter(reads: Reads, id: number): Promise<boolean> {
  const { rows } = await reads.db.execute(
    sql`delete from inbox where id = ${id} and error is not null returning id`,
  );
  return rows.length > 0;
}
