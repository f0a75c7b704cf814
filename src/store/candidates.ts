// Who a chatbot's next chats can go to, and which chats wait for them: what a pass over a queue decides from.

import type { AgentId, ChatbotId, ConversationId, OrganizationId } from '../core/id.js';
import { loadOf } from './load.js';
import type { Statement, Tx } from './store.js';

/** How far a chatbot's fallbacks are followed; a circle, which is never configured, ends here too. */
export const mostHelpers = 8;

/** An agent who is online and works the chatbot, or helps it out; with or without room. */
export interface Reachable {
  readonly id: AgentId;
  readonly name: string;
  /** 0 for the chatbot's own agents, 1 for those of the chatbot it falls back on, and so on. */
  readonly tier: number;
  readonly load: number;
  readonly chatLimit: number;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly lastAssignedAt: Date | null;
  /** When their last chat ended, or they came online. */
  readonly idleSince: Date;
}

/*
 * Whoever is not in the place of the chatbot cannot answer there, so its chats do not go to them; helpers need not be.
 * While nobody has told who is in the place (`watched` is empty then), everybody counts as there.
 */
export const reachableStatement: Statement = {
  name: 'route-reachable',
  text: `with watched as materialized (
  select w.place, w.team, w.desk from chatbot own join place_watch w on w.place = own.desk_place and w.team = own.desk_team
    and w.desk = own.desk_kind and w.organization_id = own.organization_id
  where own.id = ($2::uuid[])[1] and own.organization_id = $1 and w.read_at is not null
)
select a.id, a.name, t.tier::int, a.chat_limit as "chatLimit", a.skills, a.languages, a.last_assigned_at as "lastAssignedAt",
  greatest(a.idle_since, ended.at) as "idleSince", ${loadOf('a')} as load
from (
  select ac.agent_id, min(bot.place) - 1 as tier from unnest($2::uuid[]) with ordinality as bot(id, place)
  join agent_chatbot ac on ac.chatbot_id = bot.id and ac.organization_id = $1 group by ac.agent_id
) t
join agent a on a.id = t.agent_id and a.organization_id = $1
left join lateral (
  select s.ended_at as at from assignment s
  where s.agent_id = a.id and s.organization_id = a.organization_id and s.ended_at is not null order by s.ended_at desc limit 1
) ended on true
where a.presence = 'online' and a.deactivated_at is null
  and (t.tier > 0 or not exists (select 1 from watched) or exists (
    select 1 from agent_identity i where i.agent_id = a.id and i.organization_id = a.organization_id and exists (
      select 1 from watched w where w.desk = i.desk and (i.team = w.team or i.team = '') and exists (
        select 1 from place_member m where m.place = w.place and m."user" = i."user" and m.team = w.team and m.desk = w.desk
          and m.organization_id = $1 and m.left_at is null))))`,
};

/** Everybody online who is assigned to one of these chatbots; each counts for the first of theirs. */
export function listReachable(
  tx: Tx,
  organizationId: OrganizationId,
  chain: readonly ChatbotId[],
): Promise<Reachable[]> {
  return tx.run<Reachable & Record<string, unknown>>(reachableStatement, [organizationId, [...chain]]);
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

export const waitersStatement: Statement = {
  name: 'route-waiters',
  text: `select c.id, c.category, lower(substring(p.locale from '^[A-Za-z]{2,3}')) as language, c.skipped_agent_ids as "skippedAgentIds", before.agent_id as "lastAgentId", c.mirrored or c.desk_place is null as "hasThread"
from (
  select * from conversation where chatbot_id = $2 and organization_id = $1 and status = 'pending'
    and (not_before is null or not_before <= now())
  order by priority desc, requested_at, reference limit $3 offset $4
) c
join contact p on p.id = c.contact_id and p.organization_id = c.organization_id
left join lateral (
  select s.agent_id from conversation o join assignment s on s.conversation_id = o.id and s.organization_id = o.organization_id
  where $5 and o.contact_id = c.contact_id and o.chatbot_id = c.chatbot_id and o.organization_id = c.organization_id
  order by s.started_at desc limit 1
) before on true
order by c.priority desc, c.requested_at, c.reference`,
};

/** A page of those who wait, in the order they are served. */
export function listWaiters(
  tx: Tx,
  queue: { readonly organizationId: OrganizationId; readonly chatbotId: ChatbotId },
  page: { readonly limit: number; readonly offset: number; readonly withLastAgent: boolean },
): Promise<Waiter[]> {
  const values = [queue.organizationId, queue.chatbotId, page.limit, page.offset, page.withLastAgent];
  return tx.run<Waiter & Record<string, unknown>>(waitersStatement, values);
}

/** Lets one router of an organization choose at a time, until the transaction ends; taken before any agent's lock. */
const turnstile: Statement = {
  name: 'route-turnstile',
  text: `select pg_advisory_xact_lock(hashtextextended('routing ' || $1::text, 0))`,
};

/** Waits until no other router of the organization chooses: two that chose from the same loads would both give to the least busy. */
export async function lockRouting(tx: Tx, organizationId: OrganizationId): Promise<void> {
  await tx.run(turnstile, [organizationId]);
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
