// Boards: what a chatbot's overview board shows, where it is posted, and when it is drawn again.

import { and, eq, sql } from 'drizzle-orm';
import type { Chatbot } from '../core/chatbot.js';
import type { Waiting } from '../core/conversation.js';
import type { ChatbotId, ConversationId, OrganizationId, Scoped } from '../core/id.js';
import { type Breaches, readBreaches } from './breaches.js';
import { findChatbot } from './chatbots.js';
import { lineColumns, type OverviewLine, toLine } from './overview.js';
import { listQueueIds } from './queue-heads.js';
import { chatbot as chatbotTable } from './schema/chatbot.js';
import type { Reads, Statement, Store, Tx } from './store.js';

/** Who waits, as a board tells it: without their name. */
interface WaitingChat {
  readonly id: ConversationId;
  readonly reference: number;
  readonly epoch: number;
  readonly channelKind: string;
  readonly category: string | null;
  readonly priority: number;
  readonly waiting: Waiting;
  readonly requestedAt: Date;
}

interface StandingAlarm {
  readonly kind: string;
  readonly since: Date;
}

interface TodaysFigures {
  readonly asked: number;
  readonly taken: number;
  readonly closed: number;
  /** Of those who asked today and were answered: half waited no longer. */
  readonly medianFirstReplySeconds: number | null;
}

export interface BoardView extends OverviewLine {
  readonly settings: Chatbot;
  readonly place: { readonly desk: string; readonly team: string; readonly place: string } | null;
  readonly boardRef: string | null;
  /** The next to be served, at most ten. */
  readonly waiting: readonly WaitingChat[];
  readonly today: TodaysFigures;
  readonly alarms: readonly StandingAlarm[];
  readonly breaches: Breaches;
  /** Messages of the last hour that did not reach their customer. */
  readonly failures: number;
}

const waitingShown = 10;

async function readWaiting(reads: Reads, { organizationId, id }: Scoped<ChatbotId>): Promise<WaitingChat[]> {
  const ids = await listQueueIds(reads, organizationId, { chatbotIds: [id], limit: waitingShown });
  const { rows } = await reads.db.execute<Record<string, unknown>>(sql`
    select c.id, c.reference, c.epoch, h.kind as "channelKind", c.category, c.priority, c.waiting, c.requested_at as "requestedAt"
    from unnest(${sql.param(ids)}::uuid[]) with ordinality as shown(id, place)
    join conversation c on c.id = shown.id and c.organization_id = ${organizationId}
    join channel h on h.id = c.channel_id and h.organization_id = c.organization_id
    where c.status = 'pending' order by shown.place`);
  return rows.map(
    (row) => ({ ...row, requestedAt: new Date(String(row.requestedAt)) }) as unknown as WaitingChat,
  );
}

/** Since midnight where the chatbot is; where it has no hours, of UTC. */
async function readToday(
  reads: Reads,
  { organizationId, id }: Scoped<ChatbotId>,
  timezone: string,
): Promise<TodaysFigures> {
  const { rows } = await reads.db.execute(sql`
    with day as (select date_trunc('day', now() at time zone ${timezone}) at time zone ${timezone} as began)
    select count(*)::int as asked, count(*) filter (where taken)::int as taken,
      (select count(*)::int from conversation d where d.chatbot_id = ${id} and d.organization_id = ${organizationId}
        and d.status = 'closed' and d.closed_at >= (select began from day)) as closed,
      percentile_cont(0.5) within group (order by seconds)::float as "medianFirstReplySeconds"
    from (
      select exists (select 1 from assignment s where s.conversation_id = c.id and s.organization_id = c.organization_id
          and s.started_at >= c.requested_at) as taken,
        case when c.first_reply_at >= c.requested_at then extract(epoch from c.first_reply_at - c.requested_at) end as seconds
      from conversation c where c.chatbot_id = ${id} and c.organization_id = ${organizationId}
        and c.requested_at >= (select began from day)
      limit 5000) asked_today`);
  return rows[0] as unknown as TodaysFigures;
}

/** Replies of the last hour that were given up, of one chatbot. */
async function countFailures(reads: Reads, { organizationId, id }: Scoped<ChatbotId>): Promise<number> {
  const { rows } = await reads.db.execute<{ count: number }>(sql`
    select count(*)::int as count from delivery d
    join conversation c on c.id = d.conversation_id and c.organization_id = d.organization_id
    where d.organization_id = ${organizationId} and d.status = 'dead' and d.lane = 'customer'
      and d.next_at > now() - interval '1 hour' and c.chatbot_id = ${id}`);
  return rows[0]?.count ?? 0;
}

/** Everything a board shows; null for a chatbot that is gone. */
export async function readBoard(reads: Reads, scope: Scoped<ChatbotId>): Promise<BoardView | null> {
  const { organizationId, id } = scope;
  const settings = await findChatbot(reads, scope);
  if (!settings) return null;
  const [numbers, waiting, today, alarms, failures, breaches] = await Promise.all([
    reads.db.execute<Record<string, unknown>>(sql`
      select ${lineColumns}, b.desk_kind as "deskKind", b.desk_team as "deskTeam", b.desk_place as "deskPlace", b.board_ref as "boardRef"
      from chatbot b where b.id = ${id} and b.organization_id = ${organizationId} and b.removed_at is null`),
    readWaiting(reads, scope),
    readToday(reads, scope, settings.hours?.timezone ?? 'UTC'),
    reads.db.execute<{ kind: string; since: string }>(sql`
      select kind, since from alarm where chatbot_id = ${id} and organization_id = ${organizationId} and standing order by since`),
    countFailures(reads, scope),
    readBreaches(reads, settings),
  ]);
  const row = numbers.rows[0];
  if (!row) return null;
  const { deskKind: desk, deskTeam: team, deskPlace: place } = row as Record<string, string | null>;
  return {
    ...toLine(row),
    settings,
    place: desk && team && place ? { desk, team, place } : null,
    boardRef: row.boardRef as string | null,
    waiting,
    today,
    alarms: alarms.rows.map(({ kind, since }) => ({ kind, since: new Date(since) })),
    breaches,
    failures,
  };
}

export interface BoardAt {
  readonly boardRef: string | null;
  readonly desk: string | null;
  readonly team: string | null;
  readonly place: string | null;
}

/** Locks the chatbot and tells where its board is; null when there is no such chatbot. */
export async function lockBoard(tx: Tx, { organizationId, id }: Scoped<ChatbotId>): Promise<BoardAt | null> {
  const { boardRef, deskKind: desk, deskTeam: team, deskPlace: place } = chatbotTable;
  const [row] = await tx.db
    .select({ boardRef, desk, team, place })
    .from(chatbotTable)
    .where(and(eq(chatbotTable.organizationId, organizationId), eq(chatbotTable.id, id)))
    .for('no key update');
  return row ?? null;
}

/** Remembers where a board is, or that there is none. */
export async function saveBoard(
  tx: Tx,
  { organizationId, id }: Scoped<ChatbotId>,
  boardRef: string | null,
): Promise<void> {
  await tx.db
    .update(chatbotTable)
    .set({ boardRef })
    .where(and(eq(chatbotTable.organizationId, organizationId), eq(chatbotTable.id, id)));
}

/** Forgets a board that somebody deleted; it is not posted again by itself. */
export async function forgetBoard(
  reads: Reads,
  at: { readonly desk: string; readonly team: string; readonly place: string; readonly ref: string },
): Promise<boolean> {
  const gone = await reads.db
    .update(chatbotTable)
    .set({ boardRef: null })
    .where(
      and(
        eq(chatbotTable.deskKind, at.desk),
        eq(chatbotTable.deskPlace, at.place),
        eq(chatbotTable.deskTeam, at.team),
        eq(chatbotTable.boardRef, at.ref),
      ),
    )
    .returning({ id: chatbotTable.id });
  return gone.length > 0;
}

const askStatement: Statement = {
  name: 'boards-ask',
  text: `insert into redraw (organization_id, subject, subject_id, due_at)
select b.organization_id, 'board', b.id, now() + interval '1 second' from unnest($1::uuid[], $2::uuid[]) as want(organization_id, id)
join chatbot b on b.id = want.id and b.organization_id = want.organization_id and b.board_ref is not null
on conflict (organization_id, subject, subject_id) do update set wanted = redraw.wanted + 1,
  due_at = case when redraw.wanted > redraw.drawn then redraw.due_at else greatest(redraw.due_at, now() + interval '1 second') end`,
};

/** Asks for boards to be drawn: soon, but not sooner after the last drawing than a board rests. */
export async function askBoards(
  store: Store,
  boards: readonly { readonly organizationId: OrganizationId; readonly id: ChatbotId }[],
): Promise<void> {
  if (boards.length === 0) return;
  await store.aside(askStatement, [boards.map((one) => one.organizationId), boards.map((one) => one.id)]);
}

const refreshStatement: Statement = {
  name: 'boards-refresh',
  text: `insert into redraw (organization_id, subject, subject_id)
select b.organization_id, 'board', b.id from chatbot b
left join redraw r on r.subject_id = b.id and r.subject = 'board' and r.organization_id = b.organization_id
where b.board_ref is not null and b.removed_at is null
  and (r.subject_id is null or (r.wanted = r.drawn and r.due_at < now() - interval '50 seconds'))
on conflict (organization_id, subject, subject_id) do update set wanted = redraw.wanted + 1`,
};

/** Asks for all boards that were not drawn for a minute: ages go on, and a nudge may have been lost. */
export async function refreshBoards(store: Store): Promise<void> {
  await store.aside(refreshStatement, []);
}
