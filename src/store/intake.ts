// The two statements of the hot path: a customer's line into an open conversation, an owner's line out of its thread.

import { contactLabel } from '../core/contact.js';
import type { ChatStatus } from '../core/conversation.js';
import type { Lane, Target } from '../core/delivery.js';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type {
  AgentId,
  AttachmentId,
  AttemptId,
  ChannelId,
  ChatbotId,
  ContactId,
  ConversationId,
  DeliveryId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Markup, Message, MessageKind } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { newId, type Statement, type Store } from './store.js';

export interface CustomerLine {
  readonly organizationId: OrganizationId;
  readonly channelId: ChannelId;
  readonly address: string;
  readonly externalId: string;
  readonly kind: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  readonly attachmentIds: readonly AttachmentId[];
  readonly at: Date | null;
}

/** The attempt under which this process sends a line at once, when nothing of its lane is on its way. */
export interface InstantAttempt {
  readonly attemptId: AttemptId;
  readonly leaseMs: number;
}

export interface StoredLine {
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly messageId: MessageId;
  readonly sequence: number;
  readonly status: ChatStatus;
  readonly mirrored: boolean;
  /** The delivery this process has taken already and sends now; null when the lane must be asked. */
  readonly work: LaneWork | null;
}

/*
 * One statement, one commit: the row lock on the conversation makes commit order the order of sequences.
 * A duplicate either is seen by `not exists` or dies on the unique key of the message's external id.
 */
const receiveStatement: Statement = {
  name: 'receive-into-open',
  text: `with conv as (
  update conversation c set sequence = c.sequence + 1, last_customer_at = now(),
    thread_sequence = c.thread_sequence + case when c.mirrored then 1 else 0 end,
    answer_due_sequence = case when c.status = 'ai' then c.sequence + 1 else c.answer_due_sequence end,
    answer_due_at = case when c.status = 'ai' then now() else c.answer_due_at end
  from contact_address a
  where a.organization_id = $1 and a.channel_id = $2 and a.address = $3
    and c.organization_id = $1 and c.channel_id = $2 and c.contact_id = a.contact_id and c.status <> 'closed'
    and not exists (select 1 from message m where m.organization_id = $1 and m.channel_id = $2 and m.external_id = $4)
  returning c.*
), said as (
  insert into message (organization_id, id, conversation_id, channel_id, sequence, author, kind, text, markup, epoch, external_id, channel_at)
  select $1, $5::uuid, id, $2, sequence, 'contact', $6, $7, $8, epoch, $4, $9::timestamptz from conv
), happened as (
  insert into event (organization_id, conversation_id, sequence, kind, actor, data)
  select $1, id, sequence, 'message.received', jsonb_build_object('kind', 'contact', 'contactId', contact_id), jsonb_build_object('messageId', $5::uuid) from conv
), mirrored as (
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, target, status, attempt_id, attempts, first_attempt_at, lease_until)
  select $1, $10::uuid, v.id, 'thread', v.thread_sequence, 'message', $5::uuid,
    jsonb_build_object('desk', v.desk_kind, 'team', v.desk_team, 'place', v.desk_place),
    case when now_.idle then 'sending' else 'pending' end, case when now_.idle then $12::uuid end, now_.idle::int,
    case when now_.idle then now() end, case when now_.idle then now() + $13::int * interval '1 millisecond' end
  from conv v cross join lateral (
    select $12::uuid is not null and v.thread_ref is not null and lane_is_idle(v.organization_id, v.id, 'thread') as idle) now_
  where v.mirrored
  returning sequence, target, attempt_id
), filed as (
  update attachment f set message_id = $5::uuid, conversation_id = conv.id from conv
  where f.organization_id = $1 and f.id = any($11::uuid[]) and f.channel_id = $2 and f.address = $3 and f.message_id is null and f.note_id is null
)
select v.id as "conversationId", v.chatbot_id as "chatbotId", v.sequence, v.status, v.mirrored, v.epoch, v.reference, v.thread_ref as "threadRef",
  d.sequence as "laneSequence", d.target, d.attempt_id as "attemptId", t.id as "contactId", t.name as "contactName", t.email as "contactEmail",
  t.phone as "contactPhone", t.picture_url as "contactPicture"
from conv v join contact t on t.organization_id = v.organization_id and t.id = v.contact_id left join mirrored d on true`,
};

interface ReceivedRow {
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly sequence: number;
  readonly status: ChatStatus;
  readonly mirrored: boolean;
  readonly epoch: number;
  readonly reference: number;
  readonly threadRef: string | null;
  readonly laneSequence: number | null;
  readonly target: Target | null;
  readonly attemptId: AttemptId | null;
  readonly contactId: ContactId;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly contactPicture: string | null;
}

/** Stores a customer's line in their open conversation; null when there is none or the line is a duplicate. */
export async function receiveIntoOpen(
  store: Store,
  line: CustomerLine,
  instant: InstantAttempt | null = null,
): Promise<StoredLine | null> {
  const messageId = newId<'message'>();
  const deliveryId = newId<'delivery'>();
  // A line with files is rendered from more than this statement knows: its lane reads it again.
  const attempt = line.attachmentIds.length > 0 ? null : instant;
  const rows = await store.run<ReceivedRow & Record<string, unknown>>(receiveStatement, [
    line.organizationId,
    line.channelId,
    line.address,
    line.externalId,
    messageId,
    line.kind,
    line.text,
    line.markup,
    line.at,
    deliveryId,
    line.attachmentIds,
    attempt?.attemptId ?? null,
    attempt?.leaseMs ?? 0,
  ]);
  const [row] = rows;
  if (!row) return null;
  const { conversationId, chatbotId, sequence, status, mirrored } = row;
  const { organizationId } = line;
  const message: Message = {
    organizationId,
    id: messageId,
    conversationId,
    sequence,
    author: 'contact',
    agentId: null,
    authorName: contactLabel({
      id: row.contactId,
      name: row.contactName,
      email: row.contactEmail,
      phone: row.contactPhone,
    }),
    authorPictureUrl: row.contactPicture,
    kind: line.kind,
    text: line.text,
    markup: line.markup,
    attachments: [],
    epoch: row.epoch,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
  };
  const work = takenWork({ ...row, organizationId, lane: 'thread', deliveryId }, message);
  return { conversationId, chatbotId, messageId, sequence, status, mirrored, work };
}

interface Taken {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly reference: number;
  readonly status: ChatStatus;
  readonly epoch: number;
  readonly threadRef: string | null;
  readonly lane: Lane;
  readonly deliveryId: DeliveryId;
  readonly laneSequence: number | null;
  readonly target: Target | null;
  readonly attemptId: AttemptId | null;
}

/** What the lane would have read back, made from what was just written; null when the delivery was not taken. */
function takenWork(taken: Taken, message: Message): LaneWork | null {
  const { organizationId, conversationId, attemptId, target, laneSequence, lane } = taken;
  if (!attemptId || !target || laneSequence === null) return null;
  const { reference, status, threadRef, chatbotId, epoch } = taken;
  return {
    delivery: {
      organizationId,
      id: taken.deliveryId,
      conversationId,
      lane,
      sequence: laneSequence,
      kind: 'message',
      messageId: message.id,
      noteId: null,
      status: 'sending',
      attemptId,
      attempts: 1,
      target,
      payload: {},
      externalId: null,
      receipt: 'queued',
      error: null,
      firstAttemptAt: message.createdAt,
    },
    conversation: { organizationId, id: conversationId, reference, status, threadRef, chatbotId, epoch },
    message,
    note: null,
    ambiguous: false,
  };
}

export interface ThreadLine extends DeskRefParts {
  readonly threadRef: string;
  readonly user: string;
  readonly clientId: string | null;
  readonly text: string;
}

export interface SentLine {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly address: string;
  readonly messageId: MessageId;
  /** As of a stored customer line. */
  readonly work: LaneWork | null;
}

/*
 * The whole authorisation is in the `where`: the person is this agent, owns this active conversation, is not
 * deactivated and is still assigned to the chatbot. Whoever does not pass takes the slow path and is told why.
 */
const replyStatement: Statement = {
  name: 'reply-in-thread',
  text: `with conv as (
  update conversation c set sequence = c.sequence + 1, customer_sequence = c.customer_sequence + 1,
    first_reply_at = coalesce(c.first_reply_at, now())
  from agent_identity i
  join agent a on a.organization_id = i.organization_id and a.id = i.agent_id
  where c.desk_kind = $1 and c.desk_team = $2 and c.desk_place = $3 and c.thread_ref = $4
    and c.status = 'active' and i.desk = $1 and i.team = $2 and i.user = $5
    and i.organization_id = c.organization_id and c.owner_id = i.agent_id and a.deactivated_at is null
    and (a.role in ('admin', 'owner') or exists (
      select 1 from agent_chatbot ac where ac.organization_id = c.organization_id and ac.agent_id = a.id and ac.chatbot_id = c.chatbot_id))
    and not exists (select 1 from message m where m.organization_id = c.organization_id and m.desk_ref = $6)
    and not exists (select 1 from message m where m.organization_id = c.organization_id and m.conversation_id = c.id and m.desk_client_id = $7)
  returning c.*, a.name as agent_name, a.picture_url as agent_picture
), said as (
  insert into message (organization_id, id, conversation_id, channel_id, sequence, author, agent_id, kind, text, markup, epoch, desk_ref, desk_client_id)
  select organization_id, $8::uuid, id, channel_id, sequence, 'agent', owner_id, 'text', $9, 'commonmark', epoch, $6, $7 from conv
), happened as (
  insert into event (organization_id, conversation_id, sequence, kind, actor, data)
  select organization_id, id, sequence, 'message.sent', jsonb_build_object('kind', 'agent', 'agentId', owner_id, 'name', agent_name),
    jsonb_build_object('messageId', $8::uuid) from conv
), duty as (
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, target, status, attempt_id, attempts, first_attempt_at, lease_until)
  select v.organization_id, $10::uuid, v.id, 'customer', v.customer_sequence, 'message', $8::uuid,
    jsonb_build_object('channelId', ch.id, 'kind', ch.kind, 'account', ch.account, 'address', v.address),
    case when now_.idle then 'sending' else 'pending' end, case when now_.idle then $11::uuid end, now_.idle::int,
    case when now_.idle then now() end, case when now_.idle then now() + $12::int * interval '1 millisecond' end
  from conv v join channel ch on ch.organization_id = v.organization_id and ch.id = v.channel_id
  cross join lateral (select $11::uuid is not null and lane_is_idle(v.organization_id, v.id, 'customer') as idle) now_
  returning sequence, target, attempt_id
), marked as (
  insert into redraw (organization_id, subject, subject_id, due_at)
  select organization_id, 'mark', $8::uuid, now() + interval '700 milliseconds' from conv
)
select v.organization_id as "organizationId", v.id as "conversationId", v.channel_id as "channelId", v.chatbot_id as "chatbotId", v.address,
  v.owner_id as "agentId", v.agent_name as "agentName", v.agent_picture as "agentPicture", v.sequence, v.epoch, v.reference,
  v.thread_ref as "threadRef", d.sequence as "laneSequence", d.target, d.attempt_id as "attemptId"
from conv v join duty d on true`,
};

interface RepliedRow {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  readonly channelId: ChannelId;
  readonly chatbotId: ChatbotId;
  readonly address: string;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly agentPicture: string | null;
  readonly sequence: number;
  readonly epoch: number;
  readonly reference: number;
  readonly threadRef: string | null;
  readonly laneSequence: number;
  readonly target: Target;
  readonly attemptId: AttemptId | null;
}

/** Stores an owner's typed line with its delivery; null when anything about it needs a closer look. */
export async function replyFromThread(
  store: Store,
  line: ThreadLine,
  instant: InstantAttempt | null = null,
): Promise<SentLine | null> {
  const messageId = newId<'message'>();
  const deliveryId = newId<'delivery'>();
  const text = storableText(line.text);
  const rows = await store.run<RepliedRow & Record<string, unknown>>(replyStatement, [
    line.desk,
    line.team,
    line.place,
    line.threadRef,
    line.user,
    printDeskRef(line),
    line.clientId,
    messageId,
    text,
    deliveryId,
    instant?.attemptId ?? null,
    instant?.leaseMs ?? 0,
  ]);
  const [row] = rows;
  if (!row) return null;
  const { organizationId, conversationId, channelId, address } = row;
  const message: Message = {
    organizationId,
    id: messageId,
    conversationId,
    sequence: row.sequence,
    author: 'agent',
    agentId: row.agentId,
    authorName: row.agentName,
    authorPictureUrl: row.agentPicture,
    kind: 'text',
    text,
    markup: 'commonmark',
    attachments: [],
    epoch: row.epoch,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
  };
  const work = takenWork({ ...row, status: 'active', lane: 'customer', deliveryId }, message);
  return { organizationId, conversationId, channelId, address, messageId, work };
}
