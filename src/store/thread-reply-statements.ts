// The statement that stores owners' lines typed in their threads: for one line, and for many at once.

import type { Statement } from './store.js';

/*
 * The whole authorisation is in the `where`: the person is this agent, owns this active conversation, is not
 * deactivated and is still assigned to the chatbot. Whoever does not pass takes the slow path and is told why.
 * Each table is looked up from the line, one row at a time: no plan, however early it was made, walks one of them.
 * The status is disguised, or an index of all active conversations would do for a plan that was made when they were few.
 */
const replyText = (line: string, lock: string) => `with line as (${line}), target as (
  select l.*, c.id as conversation_id, c.organization_id, a.name as agent_name, a.picture_url as agent_picture
  from line l
  cross join lateral (
    select * from conversation c
    where c.thread_ref = l.thread_ref and c.desk_place = l.desk_place and c.desk_team = l.team and c.desk_kind = l.desk
      and (c.status || '') = 'active' and (c.reply_until is null or c.reply_until > now())
    limit 1 ${lock}
  ) c
  cross join lateral (
    select i.agent_id from agent_identity i
    where i.user = l.author and i.team = l.team and i.desk = l.desk and i.organization_id = c.organization_id
    limit 1
  ) i
  join agent a on a.id = i.agent_id and a.organization_id = c.organization_id and a.deactivated_at is null
  where i.agent_id = c.owner_id
    and (a.role in ('admin', 'owner') or exists (
      select 1 from agent_chatbot ac where ac.agent_id = a.id and ac.chatbot_id = c.chatbot_id and ac.organization_id = c.organization_id))
    and (select true from message m where m.desk_ref = l.desk_ref and m.organization_id = c.organization_id limit 1) is null
    and (select true from message m where m.conversation_id = c.id and m.desk_client_id = l.client_id and m.organization_id = c.organization_id limit 1) is null
), conv as (
  update conversation c set sequence = c.sequence + 1, customer_sequence = c.customer_sequence + 1,
    first_reply_at = coalesce(c.first_reply_at, now()), last_reply_at = now()
  from target t
  where c.organization_id = t.organization_id and c.id = t.conversation_id
  returning c.*, t.place, t.agent_name, t.agent_picture, t.message_id, t.delivery_id, t.attempt_id
), said as (
  insert into message (organization_id, id, conversation_id, channel_id, sequence, author, agent_id, kind, text, markup, epoch, desk_ref, desk_client_id)
  select v.organization_id, v.message_id, v.id, v.channel_id, v.sequence, 'agent', v.owner_id, 'text', l.text, 'commonmark', v.epoch, l.desk_ref, l.client_id
  from conv v join line l on l.place = v.place
), happened as (
  insert into event (organization_id, conversation_id, sequence, kind, actor, data)
  select organization_id, id, sequence, 'message.sent', jsonb_build_object('kind', 'agent', 'agentId', owner_id, 'name', agent_name),
    jsonb_build_object('messageId', message_id) from conv
), duty as (
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, target, status, attempt_id, attempts, first_attempt_at, lease_until, external_id, receipt, sent_at)
  select v.organization_id, v.delivery_id, v.id, 'customer', v.customer_sequence, 'message', v.message_id,
    jsonb_build_object('channelId', ch.id, 'kind', ch.kind, 'account', ch.account, 'address', v.address),
    case when ours.feed then 'sent' when now_.idle then 'sending' else 'pending' end, case when now_.idle then v.attempt_id end, now_.idle::int,
    case when now_.idle then now() end, case when now_.idle then now() + $1::int * interval '1 millisecond' end,
    case when ours.feed then v.message_id::text end, case when ours.feed then 'sent' else 'queued' end, case when ours.feed then now() end
  from conv v join channel ch on ch.organization_id = v.organization_id and ch.id = v.channel_id
  cross join lateral (select ch.kind = any($2::text[]) as feed) ours
  cross join lateral (select not ours.feed and v.attempt_id is not null and lane_is_idle(v.organization_id, v.id, 'customer') as idle) now_
  returning id, sequence, target, attempt_id, status
), marked as (
  insert into redraw (organization_id, subject, subject_id, due_at)
  select organization_id, 'mark', message_id, now() + interval '700 milliseconds' from conv
)
select v.place::int as place, v.organization_id as "organizationId", v.id as "conversationId", v.channel_id as "channelId", v.chatbot_id as "chatbotId",
  v.address, v.owner_id as "agentId", v.agent_name as "agentName", v.agent_picture as "agentPicture", v.sequence, v.epoch, v.reference,
  v.thread_ref as "threadRef", v.open_until as "openUntil", d.sequence as "laneSequence", d.target, d.attempt_id as "attemptId",
  d.status = 'sent' as shown
from conv v join duty d on d.id = v.delivery_id`;

const columns =
  'desk, team, desk_place, thread_ref, author, desk_ref, client_id, message_id, text, delivery_id, attempt_id';

/** One line, waiting for its conversation if somebody is at it. */
export const replyOne: Statement = {
  name: 'reply-one',
  text: replyText(
    `select * from (values ($3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::uuid, $11::text, $12::uuid, $13::uuid, 1))
    as u(${columns}, place)`,
    'for update',
  ),
};

/** Lines of several threads at once; a conversation that somebody is at is passed over, and holds up nobody. */
export const replyMany: Statement = {
  name: 'reply-many',
  text: replyText(
    `select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::uuid[],
    $13::uuid[]) with ordinality as u(${columns}, place)`,
    'for update skip locked',
  ),
};
