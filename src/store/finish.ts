// An attempt arrived: the statements that record it, and the step to the lane's next.

import type { AttemptId, DeliveryId, OrganizationId } from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import { createConvoy, runMany } from './convoy.js';
import { claimHeadOfLane, onlyUnlessWaiting, open } from './lanes.js';
import { perStore } from './per-store.js';
import type { Statement, Store } from './store.js';

const reports = `array['failed', 'sent', 'delivered', 'read']`;

/** Nobody reports how far a post in a thread is. */
const unreported = `error = null, receipt = case when d.receipt in ('queued', 'failed') then 'sent' else d.receipt end`;

/**
 * A customer's channel may have reported before its call was answered: what it said of the parts counts, the least of
 * them for the whole, and a failure stays one with its reason.
 */
const reported = `error = case when d.receipt = 'failed' and coalesce(g.least, 1) < 3 then d.error end,
    receipt = case when d.receipt = 'failed' and coalesce(g.least, 1) < 3 then 'failed'
      else coalesce((${reports})[g.least], case d.receipt when 'queued' then 'sent' else d.receipt end) end`;

/*
 * Whatever the lane still has lies behind what is finished, for its head goes first. The status is disguised: the
 * index of what is open is walked as a whole by plans that were made when it was short.
 */

/** Marks attempts sent if they are still their own, does what `follows` from that, and looks whether their lanes have more. */
const finishWith = (name: string, given: string, follows: string, receipt = unreported): Statement => ({
  name,
  text: `with given as (${given}), done as (
  update delivery d set status = 'sent', external_id = g.external_id, sent_at = now(), lease_until = null, ${receipt}
  from given g
  where d.organization_id = g.organization_id and d.id = g.id and d.attempt_id = g.attempt_id and (d.status || '') = 'sending'
  returning d.organization_id, d.conversation_id, d.lane, d.id, d.sequence, d.kind, d.message_id, g.external_id, g.place
)${follows}
select done.place::int as place, exists (
  select 1 from delivery d
  where d.conversation_id = done.conversation_id and d.lane = done.lane and d.sequence > done.sequence
    and d.organization_id = done.organization_id and (d.status || '') in ${open}) as more
from done`,
});

const one =
  'select $1::uuid as organization_id, $2::uuid as id, $3::uuid as attempt_id, $4::text as external_id, 1 as place';
// Reports come in under the delivery's lock too: it is taken before they are looked at, or the last one would be missed.
const withReports = `select l.*, $3::uuid as attempt_id, $4::text as external_id, 1 as place, least_reported(l.organization_id, l.id, ${reports}) as least
  from (select organization_id, id from delivery where organization_id = $1::uuid and id = $2::uuid for update) l`;
const many = `select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])
  with ordinality as u(organization_id, id, attempt_id, external_id, place)`;

const rooted = `, rooted as (
  update conversation c set thread_ref = done.external_id from done
  where c.organization_id = done.organization_id and c.id = done.conversation_id
)`;
const marked = `, marked as (
  insert into redraw (organization_id, subject, subject_id)
  select done.organization_id, 'mark', done.message_id from done
  join message m on m.organization_id = done.organization_id and m.id = done.message_id
  where done.kind = 'message' and m.author = 'agent'
  on conflict (subject_id, subject, organization_id) do update set wanted = redraw.wanted + 1
  ${onlyUnlessWaiting}
)`;

// Each with what follows from it and nothing else: a message pays for what it needs.
export const finishPosts = finishWith('lane-finish-posts', many, '');
export const finishPost = finishWith('lane-finish-post', one, '');
export const finishRoot = finishWith('lane-finish-root', one, rooted);
export const finishReply = finishWith('lane-finish-reply', withReports, marked, reported);

interface Finish {
  readonly values: readonly [OrganizationId, DeliveryId, AttemptId | null, string];
}

/** Posts that arrive together are recorded together. */
const postsOf = perStore((store) =>
  createConvoy<Finish, FinishedRow>({
    keyOf: ({ values }) => values[1],
    run: (all) =>
      runMany<Finish, FinishedRow>(
        all,
        ({ values }) => values,
        (columns) => store.run<FinishedRow & Record<string, unknown>>(finishPosts, columns),
      ),
  }),
);

interface FinishedRow {
  readonly place: number;
  readonly more: boolean;
}

async function finish(store: Store, work: LaneWork, externalId: string): Promise<FinishedRow | null> {
  const { organizationId, id, attemptId, lane, kind } = work.delivery;
  const values = [organizationId, id, attemptId, externalId] as const;
  if (kind !== 'root' && lane === 'thread') {
    const finished = await postsOf(store)({ values });
    if (finished) return finished;
  }
  const statement = kind === 'root' ? finishRoot : lane === 'customer' ? finishReply : finishPost;
  return (await store.run<FinishedRow & Record<string, unknown>>(statement, values))[0] ?? null;
}

/** Records that an attempt arrived and, unless `last`, takes the lane's next row; null when there is none or the attempt was fenced out. */
export async function finishAndClaimNext(
  store: Store,
  work: LaneWork,
  next: {
    readonly externalId: string;
    readonly attemptId: AttemptId;
    readonly leaseMs: number;
    readonly last?: boolean;
  },
): Promise<LaneWork | null> {
  const { organizationId, conversationId, lane } = work.delivery;
  const finished = await finish(store, work, next.externalId);
  // No row: the attempt was fenced out, and whoever has the lane now goes on.
  if (next.last || !finished?.more) return null;
  return claimHeadOfLane(store, {
    organizationId,
    id: conversationId,
    lane,
    attemptId: next.attemptId,
    leaseMs: next.leaseMs,
  });
}
