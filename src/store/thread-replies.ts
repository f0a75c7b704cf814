// The hot path outwards: one statement that stores an owner's line typed in its thread.

import type { Target } from '../core/delivery.js';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type {
  AgentId,
  AttemptId,
  ChannelId,
  ChatbotId,
  ConversationId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Message } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { newId, type Statement, type Store } from './store.js';
import { type InstantAttempt, takenWork } from './taken.js';

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
  readonly message: Message;
  /** True when it is the customer's already: their channel is our own feed. */
  readonly shown: boolean;
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
    and c.status = 'active' and (c.reply_until is null or c.reply_until > now()) and i.desk = $1 and i.team = $2 and i.user = $5
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
  insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, target, status, attempt_id, attempts, first_attempt_at, lease_until, external_id, receipt, sent_at)
  select v.organization_id, $10::uuid, v.id, 'customer', v.customer_sequence, 'message', $8::uuid,
    jsonb_build_object('channelId', ch.id, 'kind', ch.kind, 'account', ch.account, 'address', v.address),
    case when ours.feed then 'sent' when now_.idle then 'sending' else 'pending' end, case when now_.idle then $11::uuid end, now_.idle::int,
    case when now_.idle then now() end, case when now_.idle then now() + $12::int * interval '1 millisecond' end,
    case when ours.feed then ($8::uuid)::text end, case when ours.feed then 'sent' else 'queued' end, case when ours.feed then now() end
  from conv v join channel ch on ch.organization_id = v.organization_id and ch.id = v.channel_id
  cross join lateral (select ch.kind = any($13::text[]) as feed) ours
  cross join lateral (select not ours.feed and $11::uuid is not null and lane_is_idle(v.organization_id, v.id, 'customer') as idle) now_
  returning sequence, target, attempt_id, status
), marked as (
  insert into redraw (organization_id, subject, subject_id, due_at)
  select organization_id, 'mark', $8::uuid, now() + interval '700 milliseconds' from conv
)
select v.organization_id as "organizationId", v.id as "conversationId", v.channel_id as "channelId", v.chatbot_id as "chatbotId", v.address,
  v.owner_id as "agentId", v.agent_name as "agentName", v.agent_picture as "agentPicture", v.sequence, v.epoch, v.reference,
  v.thread_ref as "threadRef", v.open_until as "openUntil", d.sequence as "laneSequence", d.target, d.attempt_id as "attemptId", d.status = 'sent' as shown
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
  readonly openUntil: Date | null;
  readonly laneSequence: number;
  readonly target: Target;
  readonly attemptId: AttemptId | null;
  readonly shown: boolean;
}

/** Stores an owner's typed line with its delivery; null when anything about it needs a closer look. */
export async function replyFromThread(
  store: Store,
  line: ThreadLine,
  instant: InstantAttempt | null = null,
  ownFeeds: readonly string[] = [],
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
    ownFeeds,
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
    details: {},
    attachments: [],
    epoch: row.epoch,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
  };
  const work = takenWork({ ...row, status: 'active', lane: 'customer', deliveryId }, message);
  return { organizationId, conversationId, channelId, address, messageId, work, message, shown: row.shown };
}
