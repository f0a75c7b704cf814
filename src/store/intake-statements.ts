// The statement that stores customers' lines in their open conversations: for one line, and for many at once.

import type { Statement } from './store.js';

/**
 * The columns of `conversation c` after a customer's sign of life: the window only widens, whatever order things
 * arrive in, and is looked at once the customer pauses; not for less than an hour, which a card may be behind anyway.
 */
const widenWindow = (openUntil: string, replyUntil: string) => `
    open_until = greatest(c.open_until, ${openUntil}::timestamptz), reply_until = greatest(c.reply_until, ${replyUntil}::timestamptz),
    window_due_at = case when ${openUntil}::timestamptz is null or c.open_until > ${openUntil}::timestamptz - interval '1 hour' then c.window_due_at
      else now() + interval '5 seconds' end`;

/** Until it opens and somebody comes, the assistant goes on with those who asked for a person outside the hours. */
const withAssistant = `c.status = 'pending' and c.waiting = 'callback'`;

/*
 * One statement, one commit: the row lock on the conversation makes commit order the order of sequences.
 * Each table is looked up from the line, one row at a time: no plan, however early it was made, walks one of them.
 * A duplicate either is seen here (as a value: `not exists` may be planned as a
 * walk over all of an index) or dies on the unique key of the message's external id.
 */
const receiveText = (line: string, lock: string, more = '') => `with line as (${line}), target as (
  select l.*, c.id as conversation_id
  from line l
  cross join lateral (
    select a.contact_id from contact_address a
    where a.address = l.address and a.channel_id = l.channel_id and a.organization_id = l.organization_id
    limit 1
  ) a
  cross join lateral (
    select c.id from conversation c
    where c.contact_id = a.contact_id and c.channel_id = l.channel_id and c.organization_id = l.organization_id and c.status <> 'closed'
    limit 1 ${lock}
  ) c
  where (select true from message m
    where m.external_id = l.external_id and m.channel_id = l.channel_id and m.organization_id = l.organization_id limit 1) is null
), conv as (
  update conversation c set sequence = c.sequence + 1, last_customer_at = now(), ${widenWindow('t.open_until', 't.reply_until')},
    thread_sequence = c.thread_sequence + case when c.mirrored then 1 else 0 end,
    answer_due_sequence = case when (c.status = 'ai' or ${withAssistant}) and not t.standby then c.sequence + 1 else c.answer_due_sequence end,
    answer_due_at = case when (c.status = 'ai' or ${withAssistant}) and not t.standby then now() else c.answer_due_at end
  from target t
  where c.organization_id = t.organization_id and c.id = t.conversation_id
  returning c.*, t.place, t.message_id, t.delivery_id, t.attempt_id
), said as (
  insert into message (organization_id, id, conversation_id, channel_id, sequence, author, kind, text, markup, epoch, external_id, channel_at, details)
  select v.organization_id, l.message_id, v.id, v.channel_id, v.sequence, 'contact', l.kind, l.text, l.markup, v.epoch, l.external_id, l.channel_at, l.details
  from conv v join line l on l.place = v.place
), happened as (
  insert into event (organization_id, conversation_id, sequence, kind, actor, data)
  select organization_id, id, sequence, 'message.received', jsonb_build_object('kind', 'contact', 'contactId', contact_id), jsonb_build_object('messageId', message_id) from conv
), mirrored as (
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, target, status, attempt_id, attempts, first_attempt_at, lease_until)
  select v.organization_id, v.delivery_id, v.id, 'thread', v.thread_sequence, 'message', v.message_id,
    jsonb_build_object('desk', v.desk_kind, 'team', v.desk_team, 'place', v.desk_place),
    case when now_.idle then 'sending' else 'pending' end, case when now_.idle then v.attempt_id end, now_.idle::int,
    case when now_.idle then now() end, case when now_.idle then now() + $1::int * interval '1 millisecond' end
  from conv v cross join lateral (
    select v.attempt_id is not null and v.thread_ref is not null and lane_is_idle(v.organization_id, v.id, 'thread') as idle) now_
  where v.mirrored
  returning id, sequence, target, attempt_id
)${more}
select v.place::int as place, v.id as "conversationId", v.chatbot_id as "chatbotId", v.sequence, v.status, v.status = 'ai' or (v.status = 'pending' and v.waiting = 'callback') as answered, v.mirrored, v.epoch, v.reference,
  v.thread_ref as "threadRef", v.open_until as "openUntil", d.sequence as "laneSequence", d.target, d.attempt_id as "attemptId",
  t.id as "contactId", t.name as "contactName", t.email as "contactEmail", t.phone as "contactPhone", t.picture_url as "contactPicture"
from conv v join contact t on t.organization_id = v.organization_id and t.id = v.contact_id
left join mirrored d on d.id = v.delivery_id`;

/** Gives the line the files that its customer stored before. */
const fileThem = `, filed as (
  update attachment f set message_id = v.message_id, conversation_id = v.id from conv v join line l on l.place = v.place
  where f.organization_id = v.organization_id and f.id = any(l.attachment_ids) and f.channel_id = v.channel_id and f.address = l.address
    and f.message_id is null and f.note_id is null
)`;

/** One line, waiting for its conversation if somebody is at it. */
export const receiveOne: Statement = {
  name: 'receive-one',
  text: receiveText(
    `select $2::uuid as organization_id, $3::uuid as channel_id, $4::text as address, $5::text as external_id, $6::uuid as message_id,
    $7::text as kind, $8::text as text, $9::text as markup, $10::timestamptz as channel_at, $11::uuid as delivery_id, $12::uuid as attempt_id,
    $13::timestamptz as open_until, $14::timestamptz as reply_until, $15::boolean as standby, $16::jsonb as details, $17::uuid[] as attachment_ids,
    1 as place`,
    'for update',
    fileThem,
  ),
};

/** Lines without files, of several customers at once; a conversation that somebody is at is passed over, and holds up nobody. */
export const receiveMany: Statement = {
  name: 'receive-many',
  text: receiveText(
    `select * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[],
    $9::text[], $10::timestamptz[], $11::uuid[], $12::uuid[], $13::timestamptz[], $14::timestamptz[], $15::boolean[], $16::jsonb[]) with ordinality
    as u(organization_id, channel_id, address, external_id, message_id, kind, text, markup, channel_at, delivery_id, attempt_id,
      open_until, reply_until, standby, details, place)`,
    'for update skip locked',
  ),
};
