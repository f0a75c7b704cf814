// Alarms: which thresholds of chatbots are crossed, and what of it people are still to be told, by one process.

import { sql } from 'drizzle-orm';
import type { AlarmKind } from '../core/alarm.js';
import type { Hours } from '../core/chatbot.js';
import { isOpen } from '../core/hours.js';
import type { AgentId, ChatbotId, OrganizationId, Scoped } from '../core/id.js';
import type { Reads, Store } from './store.js';
import { isWaiting, longestWait } from './who-waits.js';

export interface AlarmNews {
  readonly organizationId: OrganizationId;
  readonly chatbotId: ChatbotId;
  readonly kind: AlarmKind;
  readonly news: 'began' | 'over';
  readonly since: Date;
  /** When people were told before, to be given back. */
  readonly toldBefore: Date | null;
}

const wants = (name: string) => sql.raw(`(b.routing -> 'alarms' ->> '${name}')::int`);

/** Where nothing is said it is told: older chatbots have no word about it. */
const wantsNobody = sql.raw(`(b.routing -> 'alarms' ->> 'nobodyOnline') is distinct from 'false'`);

/** How long somebody waits before it is an alarm that nobody is there: people come and go. */
const nobodyAfter = sql.raw(`interval '1 minute'`);

/**
 * How the chatbots stand to their thresholds; whoever left a message or booked a callback does not wait. That nobody
 * is online needs no threshold; it is asked of all but those who want no word of it, or where nobody has to be: closed
 * now, or without human support.
 */
const crossedOf = (closed: readonly ChatbotId[]) => sql`
  select b.organization_id, b.id, k.kind, k.crossed from chatbot b
  cross join lateral (
    select ${sql.raw(longestWait)} as oldest,
      case when ${wants('queueLength')} is null then 0 else (select count(*) from (select 1 from conversation c
        where c.chatbot_id = b.id and c.organization_id = b.organization_id and c.status = 'pending'
          and ${sql.raw(isWaiting('c'))} limit ${wants('queueLength')}) n) end as waiting,
      case when ${wants('failures')} is null then 0 else (select count(*) from delivery d
        join conversation c on c.id = d.conversation_id and c.organization_id = d.organization_id
        where d.status = 'dead' and d.lane = 'customer' and d.next_at > now() - interval '1 hour'
          and c.chatbot_id = b.id and c.organization_id = b.organization_id) end as failures
  ) f
  cross join lateral (values
    ('wait', f.oldest < now() - ${wants('waitMinutes')} * interval '1 minute'),
    ('queue', f.waiting >= ${wants('queueLength')}),
    ('failures', f.failures >= ${wants('failures')}),
    ('nobody', case when f.oldest < now() - ${nobodyAfter} and b.human_support and ${wantsNobody} and b.id <> all(${sql.param([...closed])}::uuid[])
      then not exists (
        select 1 from agent_chatbot ac join agent a on a.id = ac.agent_id and a.organization_id = ac.organization_id
        where ac.chatbot_id = b.id and ac.organization_id = b.organization_id and a.presence = 'online' and a.deactivated_at is null)
      else false end)
  ) k(kind, crossed)
  where b.removed_at is null and k.crossed`;

/** The chatbots with somebody waiting whose hours say that nobody has to be there now. */
async function listClosed(reads: Reads, now: Date): Promise<ChatbotId[]> {
  const { rows } = await reads.db.execute(sql`
    select b.id, b.hours from chatbot b where b.hours is not null and b.removed_at is null and exists (
      select 1 from conversation c where c.chatbot_id = b.id and c.organization_id = b.organization_id and c.status = 'pending')`);
  const waitedFor = rows as unknown as { readonly id: ChatbotId; readonly hours: Hours }[];
  return waitedFor.filter(({ hours }) => !isOpen(hours, now)).map(({ id }) => id);
}

/** Compares all chatbots with their thresholds; resolves with those where an alarm began or is over. */
export async function watchAlarms(store: Store, now: Date = new Date()): Promise<Scoped<ChatbotId>[]> {
  const closed = await listClosed(store, now);
  const { rows } = await store.db.execute(sql`
    with crossed as (${crossedOf(closed)}), began as (
      insert into alarm (organization_id, chatbot_id, kind) select organization_id, id, kind from crossed order by id, kind
      on conflict (chatbot_id, kind, organization_id) do update set standing = true, since = now() where not alarm.standing
      returning organization_id, chatbot_id
    ), ended as (
      update alarm a set standing = false where a.standing and not exists (
        select 1 from crossed c where c.id = a.chatbot_id and c.kind = a.kind and c.organization_id = a.organization_id)
      returning a.organization_id, a.chatbot_id
    )
    select organization_id as "organizationId", chatbot_id as id from began
    union select organization_id, chatbot_id from ended`);
  return rows as unknown as Scoped<ChatbotId>[];
}

/**
 * Takes what people are to be told now: that it began, that it is over, and nothing of what came and went between. Of
 * one threshold they hear at most every `restMs`.
 */
export async function takeAlarmNews(store: Store, restMs: number): Promise<AlarmNews[]> {
  const { rows } = await store.db.execute<Record<string, unknown>>(sql`
    with due as (
      select organization_id, chatbot_id, kind, told_at from alarm
      where standing <> told_standing and (told_at is null or told_at < now() - ${restMs}::int * interval '1 millisecond')
      for update skip locked
    )
    update alarm a set told_standing = a.standing, told_at = now() from due
    where a.chatbot_id = due.chatbot_id and a.kind = due.kind and a.organization_id = due.organization_id
    returning a.organization_id as "organizationId", a.chatbot_id as "chatbotId", a.kind,
      case when a.standing then 'began' else 'over' end as news, a.since, due.told_at as "toldBefore"`);
  return rows.map(
    (row) =>
      ({
        ...row,
        since: new Date(String(row.since)),
        toldBefore: row.toldBefore === null ? null : new Date(String(row.toldBefore)),
      }) as unknown as AlarmNews,
  );
}

/** Gives news back that nobody could be told: they are due again. */
export async function giveBackAlarmNews(store: Store, news: AlarmNews): Promise<void> {
  await store.db.execute(sql`
    update alarm set told_standing = ${news.news === 'over'}, told_at = ${news.toldBefore?.toISOString() ?? null}::timestamptz
    where chatbot_id = ${news.chatbotId} and kind = ${news.kind} and organization_id = ${news.organizationId}`);
}

export interface Lead {
  readonly id: AgentId;
  readonly name: string;
  /** Who they are on the place's desk; null for those who are nobody there. */
  readonly user: string | null;
  /** True for those who are in the place, as the desk told last. */
  readonly there: boolean;
}

/** Who answers for a chatbot: its supervisors, and where it has none, the admins and owners. */
export async function listLeads(
  reads: Reads,
  { organizationId, id }: Scoped<ChatbotId>,
  place: { readonly desk: string; readonly team: string; readonly place: string } | null,
): Promise<Lead[]> {
  const { rows } = await reads.db.execute(sql`
    select a.id, a.name, a.role, i."user", i."user" is not null and exists (
        select 1 from place_member m where m.place = ${place?.place ?? ''} and m."user" = i."user" and m.team = i.team
          and m.desk = i.desk and m.organization_id = i.organization_id and m.left_at is null) as there
    from agent a
    left join agent_identity i on i.agent_id = a.id and i.organization_id = a.organization_id
      and i.desk = ${place?.desk ?? ''} and i.team = ${place?.team ?? ''}
    where a.organization_id = ${organizationId} and a.deactivated_at is null
      and (a.role in ('admin', 'owner') or a.role = 'supervisor' and exists (select 1 from agent_chatbot ac
        where ac.agent_id = a.id and ac.chatbot_id = ${id} and ac.organization_id = a.organization_id))
    order by a.name`);
  const all = rows as unknown as (Lead & { readonly role: string })[];
  const supervisors = all.filter(({ role }) => role === 'supervisor');
  return supervisors.length > 0 ? supervisors : all;
}
