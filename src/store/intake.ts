// The two statements of the hot path: a customer's line into an open conversation, an owner's line out of its thread.

import type { ChatStatus } from '../core/conversation.js';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type {
  AgentId,
  AttachmentId,
  ChannelId,
  ChatbotId,
  ConversationId,
  DeliveryId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { Markup, MessageKind } from '../core/message.js';
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

export interface StoredLine {
  readonly conversationId: ConversationId;
  readonly chatbotId: ChatbotId;
  readonly messageId: MessageId;
  readonly sequence: number;
  readonly status: ChatStatus;
  readonly mirrored: boolean;
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
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, status, target)
  select $1, $10::uuid, id, 'thread', thread_sequence, 'message', $5::uuid, 'pending',
    jsonb_build_object('desk', desk_kind, 'team', desk_team, 'place', desk_place) from conv where conv.mirrored
), filed as (
  update attachment f set message_id = $5::uuid, conversation_id = conv.id from conv
  where f.organization_id = $1 and f.id = any($11::uuid[]) and f.channel_id = $2 and f.address = $3 and f.message_id is null and f.note_id is null
)
select id as "conversationId", chatbot_id as "chatbotId", $5::uuid as "messageId", sequence, status, mirrored from conv`,
};

/** Stores a customer's line in their open conversation; null when there is none or the line is a duplicate. */
export async function receiveIntoOpen(store: Store, line: CustomerLine): Promise<StoredLine | null> {
  const rows = await store.run<StoredLine & Record<string, unknown>>(receiveStatement, [
    line.organizationId,
    line.channelId,
    line.address,
    line.externalId,
    newId<'message'>(),
    line.kind,
    line.text,
    line.markup,
    line.at,
    newId<'delivery'>() as DeliveryId,
    line.attachmentIds,
  ]);
  return rows[0] ?? null;
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
  readonly agentId: AgentId;
  readonly sequence: number;
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
  returning c.*, a.name as agent_name
), said as (
  insert into message (organization_id, id, conversation_id, channel_id, sequence, author, agent_id, kind, text, markup, epoch, desk_ref, desk_client_id)
  select organization_id, $8::uuid, id, channel_id, sequence, 'agent', owner_id, 'text', $9, 'commonmark', epoch, $6, $7 from conv
), happened as (
  insert into event (organization_id, conversation_id, sequence, kind, actor, data)
  select organization_id, id, sequence, 'message.sent', jsonb_build_object('kind', 'agent', 'agentId', owner_id, 'name', agent_name),
    jsonb_build_object('messageId', $8::uuid) from conv
), duty as (
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, status, target)
  select v.organization_id, $10::uuid, v.id, 'customer', v.customer_sequence, 'message', $8::uuid, 'pending',
    jsonb_build_object('channelId', ch.id, 'kind', ch.kind, 'account', ch.account, 'address', v.address)
  from conv v join channel ch on ch.organization_id = v.organization_id and ch.id = v.channel_id
), marked as (
  insert into redraw (organization_id, subject, subject_id, due_at)
  select organization_id, 'mark', $8::uuid, now() + interval '700 milliseconds' from conv
)
select organization_id as "organizationId", id as "conversationId", channel_id as "channelId", address,
  $8::uuid as "messageId", owner_id as "agentId", sequence from conv`,
};

/** Stores an owner's typed line with its delivery; null when anything about it needs a closer look. */
export async function replyFromThread(store: Store, line: ThreadLine): Promise<SentLine | null> {
  const rows = await store.run<SentLine & Record<string, unknown>>(replyStatement, [
    line.desk,
    line.team,
    line.place,
    line.threadRef,
    line.user,
    printDeskRef(line),
    line.clientId,
    newId<'message'>(),
    line.text,
    newId<'delivery'>(),
  ]);
  return rows[0] ?? null;
}
