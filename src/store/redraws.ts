// Redraws: convergent work, coalesced per subject; drawing twice is harmless, so no attempt needs evidence.

import { sql } from 'drizzle-orm';
import type { AgentId, ChatbotId, ConversationId, MessageId, OrganizationId, Scoped } from '../core/id.js';
import { redraw } from './schema/delivery.js';
import { newId, type Reads, type Statement, type Store, type Tx } from './store.js';

type Subject = 'card' | 'mark' | 'home' | 'board' | 'old-board';

export interface DueRedraw {
  readonly organizationId: OrganizationId;
  readonly subject: Subject;
  readonly subjectId: string;
  readonly wanted: number;
  readonly shown: string | null;
  readonly attempts: number;
}

async function askRedraw(
  tx: Reads,
  organizationId: OrganizationId,
  subject: Subject,
  subjectId: string,
): Promise<void> {
  await tx.db
    .insert(redraw)
    .values({ organizationId, subject, subjectId })
    .onConflictDoUpdate({
      target: [redraw.organizationId, redraw.subject, redraw.subjectId],
      set: { wanted: sql`${redraw.wanted} + 1`, dueAt: sql`least(${redraw.dueAt}, now())` },
    });
}

/** Asks for a conversation's root card to be drawn again. */
export async function redrawCard(tx: Tx, scope: Scoped<ConversationId>): Promise<void> {
  await askRedraw(tx, scope.organizationId, 'card', scope.id);
  tx.touch({ kind: 'redraw' });
}

/** The most cards of a chatbot, of each status, that are drawn anew at once. */
const mostAt = 500;

export const redrawAtStatement: Statement = {
  name: 'redraw-at',
  text: `insert into redraw (organization_id, subject, subject_id)
select b.organization_id, 'card', c.id from chatbot b cross join lateral (
  ${['ai', 'pending', 'active']
    .map(
      (
        status,
      ) => `(select c.id from conversation c where c.chatbot_id = b.id and c.organization_id = b.organization_id
    and c.status = '${status}' and c.thread_ref is not null limit ${mostAt})`,
    )
    .join(' union all ')}) c
where b.desk_kind = $1 and b.desk_team = $2 and b.desk_place = $3 and b.removed_at is null order by c.id
on conflict (organization_id, subject, subject_id) do update
  set wanted = redraw.wanted + 1, shown = null, due_at = least(redraw.due_at, now())`,
};

/** Has the cards of the open conversations in a place drawn once more, also those whose facts are what they were. */
export async function redrawCardsAt(
  store: Store,
  { desk, team, place }: { readonly desk: string; readonly team: string; readonly place: string },
): Promise<void> {
  await store.run(redrawAtStatement, [desk, team, place]);
  store.touched([{ kind: 'redraw' }]);
}

/** Asks for the mark on an agent's message to be drawn again; other authors' messages carry none. */
export async function redrawMark(tx: Tx, { organizationId, id }: Scoped<MessageId>): Promise<void> {
  await tx.db.execute(sql`
    insert into redraw (organization_id, subject, subject_id)
    select organization_id, 'mark', id from message
    where id = ${id} and organization_id = ${organizationId} and author = 'agent'
    on conflict (organization_id, subject, subject_id) do update
      set wanted = redraw.wanted + 1, due_at = least(redraw.due_at, now())`);
  tx.touch({ kind: 'redraw' });
}

/** Asks for an agent's home to be drawn again. */
export async function redrawHome(tx: Tx, scope: Scoped<AgentId>): Promise<void> {
  await askRedraw(tx, scope.organizationId, 'home', scope.id);
  tx.touch({ kind: 'redraw' });
}

/**
 * Has a chatbot's overview board drawn again, if it has one. Only noted, and asked for after the commit: a row that
 * every turn of a chatbot wrote would make them wait for each other.
 */
export async function redrawBoard(tx: Tx, { organizationId, id }: Scoped<ChatbotId>): Promise<void> {
  tx.touch({ kind: 'board', organizationId, chatbotId: id });
}

/** A post that was a chatbot's board until now. */
export interface OldBoard {
  readonly chatbotId: ChatbotId;
  readonly desk: string;
  readonly team: string;
  readonly place: string;
  readonly ref: string;
  /** There is a newer one; else the board was given up. */
  readonly moved: boolean;
}

/**
 * Asks for a post to say that it is the board no more. Each has a row of its own, because the chatbot knows only its
 * newest; what is to be drawn stands in the row, so that no restart loses it.
 */
export async function markOldBoard(tx: Tx, organizationId: OrganizationId, old: OldBoard): Promise<void> {
  await tx.db
    .insert(redraw)
    .values({ organizationId, subject: 'old-board', subjectId: newId(), shown: JSON.stringify(old) });
  tx.touch({ kind: 'redraw' });
}

/** Ends the asking for a subject that is never drawn again. */
export async function dropRedraw(store: Store, organizationId: OrganizationId, id: string): Promise<void> {
  await store.aside(dropStatement, [organizationId, id]);
}

const dropStatement: Statement = {
  name: 'redraw-drop',
  text: `delete from redraw where organization_id = $1 and subject_id = $2 and subject = 'old-board'`,
};

const takeStatement: Statement = {
  name: 'redraw-take',
  text: `update redraw r set due_at = now() + interval '15 seconds', attempts = r.attempts + 1
from (select organization_id, subject, subject_id from redraw where wanted > drawn and due_at <= now()
      order by due_at limit $1 for update skip locked) due
where r.organization_id = due.organization_id and r.subject = due.subject and r.subject_id = due.subject_id
returning r.organization_id as "organizationId", r.subject, r.subject_id as "subjectId", r.wanted, r.shown, r.attempts`,
};

/** Takes up to `limit` due redraws for 15 s; whoever dies with them leaves them due again. */
export function takeRedraws(store: Store, limit: number): Promise<DueRedraw[]> {
  return store.aside<DueRedraw & Record<string, unknown>>(takeStatement, [limit]);
}

/** A board that was drawn rests for five seconds: a busy minute becomes a few drawings. */
const finishStatement: Statement = {
  name: 'redraw-finish',
  text: `update redraw r set drawn = greatest(r.drawn, done.wanted), shown = done.shown, attempts = 0, error = null,
  due_at = now() + case when r.subject = 'board' then interval '5 seconds' else interval '0' end
from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::text[]) as done(organization_id, subject, subject_id, wanted, shown)
where r.organization_id = done.organization_id and r.subject = done.subject and r.subject_id = done.subject_id`,
};

/** What is on the desk now for a subject. */
export interface Drawn {
  readonly due: DueRedraw;
  readonly shown: string | null;
}

/** Records what was drawn; what was asked for again meanwhile is due at once. */
export async function finishRedraws(store: Store, drawn: readonly Drawn[]): Promise<void> {
  if (drawn.length === 0) return;
  await store.aside(finishStatement, [
    drawn.map(({ due }) => due.organizationId),
    drawn.map(({ due }) => due.subject),
    drawn.map(({ due }) => due.subjectId),
    drawn.map(({ due }) => due.wanted),
    drawn.map(({ shown }) => shown),
  ]);
}

const failStatement: Statement = {
  name: 'redraw-fail',
  text: `update redraw set due_at = now() + $4::int * interval '1 millisecond', error = $5,
  drawn = case when $6::boolean then greatest(drawn, $7::int) else drawn end
where organization_id = $1 and subject = $2 and subject_id = $3`,
};

/** Puts a redraw off after a failure, or gives it up (the next state change asks again). */
export async function failRedraw(
  store: Store,
  failed: DueRedraw,
  outcome: { readonly delayMs: number; readonly sentence: string; readonly giveUp: boolean },
): Promise<void> {
  await store.aside(failStatement, [
    failed.organizationId,
    failed.subject,
    failed.subjectId,
    outcome.delayMs,
    outcome.sentence,
    outcome.giveUp,
    failed.wanted,
  ]);
}
