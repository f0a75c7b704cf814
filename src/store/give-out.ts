// Gives many waiting conversations to agents at once: what a turn writes for one, written for all in a few statements.

import type { Actor } from '../core/actor.js';
import type { AgentId, ChannelId, ConversationId, OrganizationId } from '../core/id.js';
import type { TimerKind } from '../core/timer.js';
import { isThere, watchedPlace } from './in-place.js';
import { loadOf } from './load.js';
import { newId, type Statement, type Tx } from './store.js';

/** One conversation and who is to have it. */
export interface Gift {
  readonly conversationId: ConversationId;
  readonly agentId: AgentId;
  /** True when the agent helps out: they are not assigned to the chatbot. */
  readonly helps: boolean;
}

/** What was given, and what the verbs that follow need of it. */
export interface Given {
  readonly id: ConversationId;
  readonly agentId: AgentId;
  readonly epoch: number;
  /** The place of the event. */
  readonly sequence: number;
}

export const lockGiftsStatement: Statement = {
  name: 'route-lock',
  // The condition on the first part is looked at before the second begins: agents are locked before conversations.
  text: `with agents as materialized (
  select id from agent where id = any($2::uuid[]) and organization_id = $1 order by id for no key update
), conversations as materialized (
  select id from conversation where (select count(*) from agents) >= 0 and id = any($3::uuid[]) and organization_id = $1 order by id for update
)
select count(*) from conversations`,
};

export const giveOutStatement: Statement = {
  name: 'route-give',
  text: `with ${watchedPlace('($7::uuid[])[1]')}, wish as (
  select w.*, row_number() over (partition by w.agent_id order by w.place) as turn
  from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::boolean[]) with ordinality as w(conversation_id, agent_id, assignment_id, delivery_id, helps, place)
), fit as (
  select w.*, a.name as agent_name from wish w
  join agent a on a.id = w.agent_id and a.organization_id = $1
  where a.presence = 'online' and a.deactivated_at is null and ${loadOf('a')} + w.turn <= a.chat_limit
    and exists (select 1 from agent_chatbot ac where ac.agent_id = a.id and ac.chatbot_id = any($7::uuid[]) and ac.organization_id = $1)
    and ${isThere({ id: 'a.id', helps: 'w.helps' })}
), conv as (
  update conversation c set status = 'active', owner_id = f.agent_id, epoch = c.epoch + 1, sequence = c.sequence + 1,
    thread_sequence = c.thread_sequence + c.mirrored::int, answer_due_at = null, answer_due_sequence = null,
    requested_at = coalesce(c.requested_at, now()),
    skipped_agent_ids = case when f.agent_id = any(c.skipped_agent_ids) then '{}' else c.skipped_agent_ids end
  from fit f where c.id = f.conversation_id and c.organization_id = $1 and (c.status || '') = 'pending'
    and (c.mirrored or c.desk_place is null)
  returning c.id, c.organization_id, c.channel_id, c.address, c.epoch, c.sequence, c.thread_sequence, c.mirrored, c.desk_kind, c.desk_team,
    c.desk_place, f.agent_id, f.agent_name, f.assignment_id, f.delivery_id, f.helps, f.place
), held as (
  insert into assignment (organization_id, id, conversation_id, agent_id, start_reason)
  select organization_id, assignment_id, id, agent_id, case when helps then 'helped' else 'routed' end from conv
), busy as (
  update agent a set last_assigned_at = clock_timestamp() from (select agent_id, max(place) as place from conv group by agent_id) v
  where a.id = v.agent_id and a.organization_id = $1
), happened as (
  insert into event (organization_id, conversation_id, sequence, kind, actor, data)
  select organization_id, id, sequence, 'conversation.assigned', $8::jsonb, jsonb_build_object('agentId', agent_id, 'agentName', agent_name) from conv
), told as (
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, status, target, payload)
  select organization_id, delivery_id, id, 'thread', thread_sequence, 'line', 'pending',
    jsonb_build_object('desk', desk_kind, 'team', desk_team, 'place', desk_place),
    jsonb_build_object('event', 'conversation.assigned', 'actor', $8::jsonb, 'agentId', agent_id, 'agentName', agent_name)
  from conv where mirrored
), over as (
  delete from timer t using conv where t.conversation_id = conv.id and t.organization_id = $1 and t.kind = any($9::text[])
), drawn as (
  insert into redraw (organization_id, subject, subject_id)
  select $1, one.subject, one.id from (
    select 'card' as subject, id from conv union select 'home', agent_id from conv order by 1, 2
  ) one
  on conflict (subject_id, subject, organization_id) do update set wanted = redraw.wanted + 1, due_at = least(redraw.due_at, now())
)
select id, agent_id as "agentId", epoch, sequence, mirrored, channel_id as "channelId", address from conv order by place`,
};

interface GivenRow extends Given, Record<string, unknown> {
  readonly mirrored: boolean;
  readonly channelId: ChannelId;
  readonly address: string;
}

/** Locks the agents, then the conversations (design §3.6), each in one order. */
export async function lockGifts(
  tx: Tx,
  organizationId: OrganizationId,
  gifts: readonly Gift[],
): Promise<void> {
  const agents = [...new Set(gifts.map((gift) => gift.agentId))];
  await tx.run(lockGiftsStatement, [organizationId, agents, gifts.map((gift) => gift.conversationId)]);
}

/**
 * Gives the locked conversations that still wait to those of the locked agents who still can take them; returns what
 * was given. `chain` are the chatbots whose agents may have them, the one they wait for first, `over` the timers that end with the wait. A
 * conversation that lacks its thread stays.
 */
export async function giveOut(
  tx: Tx,
  order: {
    readonly organizationId: OrganizationId;
    readonly chain: readonly string[];
    readonly actor: Actor;
    readonly over: readonly TimerKind[];
  },
  gifts: readonly Gift[],
): Promise<Given[]> {
  const { organizationId } = order;
  const conversations = gifts.map((gift) => gift.conversationId);
  const agents = gifts.map((gift) => gift.agentId);
  const given = await tx.run<GivenRow>(giveOutStatement, [
    organizationId,
    conversations,
    agents,
    gifts.map(() => newId<'assignment'>()),
    gifts.map(() => newId<'delivery'>()),
    gifts.map((gift) => gift.helps),
    [...order.chain],
    JSON.stringify(order.actor),
    [...order.over],
  ]);
  for (const { id, mirrored, channelId, address } of given) {
    if (mirrored) tx.touch({ kind: 'lane', lane: 'thread', organizationId, id });
    tx.touch({ kind: 'feed', channelId, address });
  }
  if (given.length > 0) tx.touch({ kind: 'redraw' });
  return given;
}

/** A timer of one of many conversations. */
export interface GivenTimer {
  readonly conversationId: ConversationId;
  readonly kind: TimerKind;
  readonly inMs: number;
  readonly data: Readonly<Record<string, unknown>>;
}

const set: Statement = {
  name: 'route-timers-set',
  text: `insert into timer (organization_id, conversation_id, kind, due_at, data)
select $1, t.conversation_id, t.kind, now() + t.in_ms * interval '1 millisecond', t.data
from unnest($2::uuid[], $3::text[], $4::bigint[], $5::jsonb[]) as t(conversation_id, kind, in_ms, data)
on conflict (organization_id, conversation_id, kind) do update set due_at = excluded.due_at, data = excluded.data, attempts = 0`,
};

/** Sets timers of many conversations, each instead of the earlier one of its kind. */
export async function setTimersOfMany(
  tx: Tx,
  organizationId: OrganizationId,
  timers: readonly GivenTimer[],
): Promise<void> {
  if (timers.length === 0) return;
  await tx.run(set, [
    organizationId,
    timers.map((one) => one.conversationId),
    timers.map((one) => one.kind),
    timers.map((one) => Math.ceil(one.inMs)),
    timers.map((one) => JSON.stringify(one.data)),
  ]);
}
