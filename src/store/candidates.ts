// Who a chatbot's next chats can go to, and which chats wait for them: what a pass over a queue decides from.

import type { AgentId, ChatbotId, ConversationId, OrganizationId } from '../core/id.js';
import { isThere, watchedPlace } from './in-place.js';
import { loadOf, someGoUncounted } from './load.js';
import type { Statement, Tx } from './store.js';
import { isServed } from './who-waits.js';

/** How far a chatbot's fallbacks are followed; a circle, which is never configured, ends here too. */
export const mostHelpers = 8;

/** An agent who is online and works the chatbot, or helps it out; with or without room. */
export interface Reachable {
  readonly id: AgentId;
  /** 0 for the chatbot's own agents, 1 for those of the chatbot it falls back on, and so on. */
  readonly tier: number;
  readonly load: number;
  readonly chatLimit: number;
  /** Empty where nobody asked. */
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly lastAssignedAt: Date | null;
  /** When their last chat ended, or they came online; not looked up for who has no room. */
  readonly idleSince: Date;
}

/** The agents of a chain of chatbots with the first of theirs, and of one chatbot without looking for another. */
const ofChain = (which = 'true') =>
  `select ac.agent_id, min(bot.place) - 1 as tier from unnest($2::uuid[]) with ordinality as bot(id, place)
  join agent_chatbot ac on ac.chatbot_id = bot.id and ac.organization_id = $1 where ${which} group by ac.agent_id`;
const ofOne = (which: string) =>
  `select ac.agent_id, 0 as tier from agent_chatbot ac where ac.chatbot_id = ($2::uuid[])[1] and ac.organization_id = $1 and ${which}`;

/**
 * SQL that leaves out, before they are looked up, who is offline or full. Kept numbers know nothing of chats that stop
 * counting with time: where a chatbot has such, everybody is looked up.
 */
const withRoom = `(ac.room > 0 or ${someGoUncounted('$1')})`;

const reachable = (assigned: string) => `reachable as materialized (
select a.id, t.tier::int, a.chat_limit as "chatLimit", n.load, a.idle_since, a.last_assigned_at,
  case when $3::boolean then a.skills end as skills, case when $3 then a.languages end as languages
from (${assigned}) t
join agent a on a.id = t.agent_id and a.organization_id = $1
cross join lateral ${loadOf('a')} n(load)
where a.presence = 'online' and a.deactivated_at is null
), ${watchedPlace('($2::uuid[])[1]')}`;

/**
 * SQL of those for whom `which` holds, as one value: a row for each takes longer to read than to find. What takes a
 * look for each agent, whether they are in the place and since when they are idle, is asked only of these.
 */
const listOf = (which: string) => `coalesce((select json_agg(r) from (
  select id, tier, "chatLimit", load, skills, languages, last_assigned_at as "lastAssignedAt",
    case when load < "chatLimit" then greatest(idle_since, (
      select s.ended_at from assignment s where s.agent_id = reachable.id and s.organization_id = $1 and s.ended_at is not null
      order by s.ended_at desc limit 1)) else idle_since end as "idleSince"
  from reachable where ${which} and ${isThere({ id: 'reachable.id', helps: 'tier > 0' })}) r), '[]')`;

export const reachableStatement: Statement = {
  name: 'route-reachable',
  text: `with ${reachable(ofChain())} select ${listOf('true')} as agents`,
};

/** As the database writes it into one value: moments as ISO 8601. */
interface ReachableRow extends Omit<Reachable, 'lastAssignedAt' | 'idleSince' | 'skills' | 'languages'> {
  readonly lastAssignedAt: string | null;
  readonly idleSince: string;
  readonly skills: readonly string[] | null;
  readonly languages: readonly string[] | null;
}

const readReachable = (rows: readonly ReachableRow[] = []): Reachable[] =>
  rows.map(({ skills, languages, lastAssignedAt, idleSince, ...row }) => ({
    ...row,
    skills: skills ?? [],
    languages: languages ?? [],
    lastAssignedAt: lastAssignedAt === null ? null : new Date(lastAssignedAt),
    idleSince: new Date(idleSince),
  }));

/** Everybody online who is assigned to one of these chatbots, with their skills; each counts for the first of theirs. */
export async function listReachable(
  tx: Tx,
  organizationId: OrganizationId,
  chain: readonly ChatbotId[],
): Promise<Reachable[]> {
  const values = [organizationId, [...chain], true];
  const [row] = await tx.run<{ agents: ReachableRow[] }>(reachableStatement, values);
  return readReachable(row?.agents);
}

/** A conversation that waits, as far as the choice of its agent goes. */
export interface Waiter {
  readonly id: ConversationId;
  readonly category: string | null;
  /** ISO 639-1; null when the customer's is unknown. */
  readonly language: string | null;
  readonly skippedAgentIds: readonly AgentId[];
  /** Who had this contact on this chatbot before; null when nobody, or when nobody asked. */
  readonly lastAgentId: AgentId | null;
  /** False when its thread must be begun first. */
  readonly hasThread: boolean;
}

const lastAgent = `left join lateral (
  select s.agent_id from conversation o join assignment s on s.conversation_id = o.id and s.organization_id = o.organization_id
  where o.contact_id = c.contact_id and o.chatbot_id = c.chatbot_id and o.organization_id = c.organization_id
  order by s.started_at desc limit 1
) before on true`;

/** A statement costs what it could do, not only what it does: each chatbot has the one that does no more than it needs. */
const createQueueStatement = (
  name: string,
  { assigned, before }: { readonly assigned: string; readonly before: string },
): Statement => ({
  name,
  text: `with ${reachable(assigned)}, waiting as (
select c.id, c.category, lower(substring(p.locale from '^[A-Za-z]{2,3}')) as language, c.skipped_agent_ids as "skippedAgentIds",
  before.agent_id as "lastAgentId", c.mirrored or c.desk_place is null as "hasThread"
from (
  select * from conversation where chatbot_id = ($2::uuid[])[1] and organization_id = $1 and status = 'pending'
    and ${isServed('conversation')}
  order by priority desc, requested_at, reference
  limit (select least($4::int, coalesce(sum(greatest("chatLimit" - load, 0)), 0)) from reachable) offset $5
) c
join contact p on p.id = c.contact_id and p.organization_id = c.organization_id
${before}
order by c.priority desc, c.requested_at, c.reference)
select ${listOf('load < "chatLimit"')} as free, coalesce((select json_agg(w) from waiting w), '[]') as waiting`,
});

const nobodyBefore = 'cross join (select null::uuid as agent_id) before';

/** By whether others help the chatbot out, and by whether it matters whom its customers had before. */
export const queueStatements = {
  alone: createQueueStatement('route-queue', { assigned: ofOne(withRoom), before: nobodyBefore }),
  aloneReturning: createQueueStatement('route-queue-returning', {
    assigned: ofOne(withRoom),
    before: lastAgent,
  }),
  helped: createQueueStatement('route-queue-helped', { assigned: ofChain(withRoom), before: nobodyBefore }),
  helpedReturning: createQueueStatement('route-queue-helped-returning', {
    assigned: ofChain(withRoom),
    before: lastAgent,
  }),
};

function findQueueStatement({ chain, withLastAgent }: QueuePage): Statement {
  const { alone, aloneReturning, helped, helpedReturning } = queueStatements;
  if (chain.length > 1) return withLastAgent ? helpedReturning : helped;
  return withLastAgent ? aloneReturning : alone;
}

const fullStatement: Statement = {
  name: 'route-full',
  text: `with ${reachable(ofChain())} select ${listOf('load >= "chatLimit"')} as agents`,
};

/** One router of an organization chooses at a time, until its transaction ends: two that chose from the same loads would both give to the least busy. */
const turnstile: Statement = {
  name: 'route-turnstile',
  text: `select pg_advisory_xact_lock(hashtextextended('routing ' || $1::text, 0))`,
};

export interface QueuePage {
  /** The chatbot whose queue it is, then those whose agents help it out. */
  readonly chain: readonly ChatbotId[];
  /** At most so many who wait; never more than agents have room for. */
  readonly limit: number;
  /** How many at the head of the queue to look past. */
  readonly offset: number;
  /** Whether it matters what the agents can do. */
  readonly withSkills: boolean;
  /** Whether it matters whom these customers had before. */
  readonly withLastAgent: boolean;
}

/**
 * Waits until no other router of the organization chooses, then reads who could take chats and, in the order they are
 * served, who waits. Agents without room are among them only where somebody waits whom others refused or missed: they
 * tell whether anybody is left who did not. Both statements are sent at once: the second is not looked at before the
 * first is through. Taken before any agent's lock.
 */
export async function lockQueue(
  tx: Tx,
  organizationId: OrganizationId,
  page: QueuePage,
): Promise<{ readonly agents: Reachable[]; readonly waiting: Waiter[] }> {
  const [, [row]] = await Promise.all([
    tx.run(turnstile, [organizationId]),
    tx.run<{ free: ReachableRow[]; waiting: Waiter[] }>(findQueueStatement(page), [
      organizationId,
      [...page.chain],
      page.withSkills,
      page.limit,
      page.offset,
    ]),
  ]);
  const { free, waiting } = row ?? { free: [], waiting: [] };
  const isSkipped = free.length > 0 && waiting.some((one) => one.skippedAgentIds.length > 0);
  const full = isSkipped ? await listFull(tx, organizationId, page) : [];
  return { agents: readReachable([...free, ...full]), waiting };
}

/** Asked for by itself, since it is rarely needed. */
async function listFull(tx: Tx, organizationId: OrganizationId, { chain, withSkills }: QueuePage) {
  const [row] = await tx.run<{ agents: ReachableRow[] }>(fullStatement, [
    organizationId,
    [...chain],
    withSkills,
  ]);
  return row?.agents ?? [];
}

const served: Statement = {
  name: 'route-served',
  text: `with recursive served as (
  select b.id, b.key, 0 as depth from chatbot b where b.id = any($2::uuid[]) and b.organization_id = $1
  union
  select b.id, b.key, s.depth + 1 from served s
  join chatbot b on b.routing ->> 'fallback' = s.key and b.organization_id = $1 and b.removed_at is null where s.depth < ${mostHelpers}
)
select distinct id from served`,
};

/** The chatbots whose queues somebody of these may serve: these, and those that fall back on them. */
export async function listServed(
  tx: Tx,
  organizationId: OrganizationId,
  chatbotIds: readonly ChatbotId[],
): Promise<ChatbotId[]> {
  if (chatbotIds.length === 0) return [];
  const rows = await tx.run<{ id: ChatbotId }>(served, [organizationId, [...chatbotIds]]);
  return rows.map(({ id }) => id);
}
