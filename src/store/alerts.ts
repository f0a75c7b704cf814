// What people are still to be told of the doors: taken by one process at a time, given back when nobody could be told.

import { type SQL, sql } from 'drizzle-orm';
import type { ChannelId, OrganizationId } from '../core/id.js';
import { doorColumns, type PausedDoor, waitsForDoor } from './channel-health.js';
import type { Store } from './store.js';

/** A door that is paused, or still is an hour later, or works again. */
export interface DoorNews extends PausedDoor {
  readonly news: 'paused' | 'still-paused' | 'works';
  /** When people were last told, to be given back. */
  readonly toldBefore: Date | null;
}

const joined: SQL =
  sql.raw(`join channel c on c.organization_id = h.organization_id and c.id = h.channel_id and c.removed_at is null
  join chatbot b on b.organization_id = c.organization_id and b.id = c.chatbot_id`);

const toDate = (value: unknown): Date | null => (value === null ? null : new Date(String(value)));

/**
 * Takes what is to be told now. Of a pause: once, then every hour. That a door works again is told when people had
 * heard of its pause and nothing waits for it any more, so that one that comes and goes is no stream of messages.
 */
export async function takeDoorNews(store: Store): Promise<DoorNews[]> {
  const { rows } = await store.db.execute<Record<string, unknown>>(sql`
    with due as (
      select h.organization_id, h.channel_id, h.told_at from channel_health h ${joined}
      where (h.paused_at is not null and (h.told_at is null or h.told_at < now() - interval '1 hour'))
        or (h.paused_at is null and h.told_at is not null and not exists (
          select 1 from delivery d where d.organization_id = h.organization_id
            and d.target ->> 'channelId' = h.channel_id::text and ${waitsForDoor}))
      for update of h skip locked
    ), told as (
      update channel_health h set told_at = case when h.paused_at is null then null else now() end
      from due where h.organization_id = due.organization_id and h.channel_id = due.channel_id
      returning h.*, due.told_at as told_before
    )
    select ${doorColumns}, h.paused_at as "pausedAt", h.told_before as "toldBefore" from told h ${joined}`);
  return rows.map((row) => {
    const pausedAt = toDate(row.pausedAt);
    const toldBefore = toDate(row.toldBefore);
    const news = pausedAt === null ? 'works' : toldBefore === null ? 'paused' : 'still-paused';
    return { ...row, pausedAt: pausedAt ?? new Date(), toldBefore, news } as unknown as DoorNews;
  });
}

/** Gives news back that nobody could be told: they are due again. */
export async function giveBackDoorNews(store: Store, news: DoorNews): Promise<void> {
  await store.db.execute(sql`
    update channel_health set told_at = ${news.toldBefore?.toISOString() ?? null}::timestamptz
    where channel_id = ${news.channelId} and organization_id = ${news.organizationId}`);
}

/** Dead letters of one door that people have not been told of. */
export interface LetterNews {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly chatbotName: string;
  readonly kind: string;
  readonly account: string;
  readonly count: number;
  /** Of the newest: why, never what it says. */
  readonly reason: string;
}

/** Takes the dead letters to be told of now: each once, and once a day while it lies there. A dead letter is due when it is to be told of. */
export async function takeLetterNews(store: Store): Promise<LetterNews[]> {
  const { rows } = await store.db.execute<Record<string, unknown>>(sql`
    with told as (
      update inbox set due_at = now() + interval '1 day'
      where error is not null and due_at <= now()
      returning organization_id, channel_id, id, error
    )
    select t.organization_id as "organizationId", t.channel_id as "channelId", b.name as "chatbotName", c.kind, c.account,
      count(*)::int as count, (array_agg(t.error order by t.id desc))[1] as reason
    from told t
    join channel c on c.organization_id = t.organization_id and c.id = t.channel_id
    join chatbot b on b.organization_id = c.organization_id and b.id = c.chatbot_id
    group by t.organization_id, t.channel_id, b.name, c.kind, c.account`);
  return rows as unknown as LetterNews[];
}

/** Makes the dead letters of a door due to be told of again. */
export async function giveBackLetterNews(store: Store, news: LetterNews): Promise<void> {
  await store.db.execute(sql`
    update inbox set due_at = now()
    where error is not null and channel_id = ${news.channelId} and organization_id = ${news.organizationId}`);
}
