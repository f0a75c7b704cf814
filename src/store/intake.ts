// The hot path inwards: one statement that stores a customer's line in an open conversation.

import { contactLabel } from '../core/contact.js';
import type { ChatStatus } from '../core/conversation.js';
import type { Target } from '../core/delivery.js';
import type {
  AttachmentId,
  AttemptId,
  ChannelId,
  ChatbotId,
  ContactId,
  ConversationId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Markup, Message, MessageDetails, MessageKind } from '../core/message.js';
import { newId, type Statement, type Store } from './store.js';
import { type InstantAttempt, takenWork } from './taken.js';

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
  readonly details?: MessageDetails;
  readonly window?: LineWindow;
  /** True when another application answers there: our assistant owes nothing. */
  readonly standby?: boolean;
}

/** Until when the channel lets us write after this line. */
export interface LineWindow {
  readonly openUntil: Date;
  readonly replyUntil: Date;
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

/**
 * The columns of `conversation c` after a customer's sign of life: the window only widens, whatever order things
 * arrive in, and is looked at once the customer pauses.
 */
export const widenWindow = (openUntil: string, replyUntil: string) => `
    open_until = greatest(c.open_until, ${openUntil}::timestamptz), reply_until = greatest(c.reply_until, ${replyUntil}::timestamptz),
    window_due_at = case when ${openUntil}::timestamptz is null then c.window_due_at
      else now() + interval '5 seconds' end`;

/*
 * One statement, one commit: the row lock on the conversation makes commit order the order of sequences.
 * A duplicate either is seen by `not exists` or dies on the unique key of the message's external id.
 */
const receiveStatement: Statement = {
  name: 'receive-into-open',
  text: `with conv as (
  update conversation c set sequence = c.sequence + 1, last_customer_at = now(), ${widenWindow('$14', '$15')},
    thread_sequence = c.thread_sequence + case when c.mirrored then 1 else 0 end,
    answer_due_sequence = case when c.status = 'ai' and not $16::boolean then c.sequence + 1 else c.answer_due_sequence end,
    answer_due_at = case when c.status = 'ai' and not $16::boolean then now() else c.answer_due_at end
  from contact_address a
  where a.organization_id = $1 and a.channel_id = $2 and a.address = $3
    and c.organization_id = $1 and c.channel_id = $2 and c.contact_id = a.contact_id and c.status <> 'closed'
    and not exists (select 1 from message m where m.organization_id = $1 and m.channel_id = $2 and m.external_id = $4)
  returning c.*
), said as (
  insert into message (organization_id, id, conversation_id, channel_id, sequence, author, kind, text, markup, epoch, external_id, channel_at, details)
  select $1, $5::uuid, id, $2, sequence, 'contact', $6, $7, $8, epoch, $4, $9::timestamptz, $17::jsonb from conv
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
select v.id as "conversationId", v.chatbot_id as "chatbotId", v.sequence, v.status, v.mirrored, v.epoch, v.reference, v.thread_ref as "threadRef", v.open_until as "openUntil",
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
  readonly openUntil: Date | null;
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
    line.window?.openUntil ?? null,
    line.window?.replyUntil ?? null,
    line.standby ?? false,
    JSON.stringify(line.details ?? {}),
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
    details: line.details ?? {},
    attachments: [],
    epoch: row.epoch,
    createdAt: new Date(),
    editedAt: null,
    deletedAt: null,
  };
  const work = takenWork({ ...row, organizationId, lane: 'thread', deliveryId }, message);
  return { conversationId, chatbotId, messageId, sequence, status, mirrored, work };
}
