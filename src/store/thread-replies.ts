// The hot path outwards: one statement that stores an owner's line typed in its thread.

import type { Target } from '../core/delivery.js';
import { type DeskRefParts, printDeskRef } from '../core/desk-ref.js';
import type {
  AgentId,
  AttemptId,
  ChannelId,
  ChatbotId,
  ConversationId,
  DeliveryId,
  MessageId,
  OrganizationId,
} from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';
import type { Message } from '../core/message.js';
import { storableText } from '../core/text/storable.js';
import { createConvoy, perStore, runMany } from './convoy.js';
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
const replyText = (line: string, lock: string) => `with line as (${line}), target as (
  select l.*, c.id as conversation_id, c.organization_id, a.name as agent_name, a.picture_url as agent_picture
  from line l
  join conversation c on c.desk_kind = l.desk and c.desk_team = l.team and c.desk_place = l.desk_place and c.thread_ref = l.thread_ref
    and c.status = 'active' and (c.reply_until is null or c.reply_until > now())
  join agent_identity i on i.desk = l.desk and i.team = l.team and i.user = l.author
    and i.organization_id = c.organization_id and i.agent_id = c.owner_id
  join agent a on a.organization_id = i.organization_id and a.id = i.agent_id and a.deactivated_at is null
  where (a.role in ('admin', 'owner') or exists (
      select 1 from agent_chatbot ac where ac.organization_id = c.organization_id and ac.agent_id = a.id and ac.chatbot_id = c.chatbot_id))
    and not exists (select 1 from message m where m.organization_id = c.organization_id and m.desk_ref = l.desk_ref)
    and not exists (select 1 from message m where m.organization_id = c.organization_id and m.conversation_id = c.id and m.desk_client_id = l.client_id)
  ${lock}
), conv as (
  update conversation c set sequence = c.sequence + 1, customer_sequence = c.customer_sequence + 1,
    first_reply_at = coalesce(c.first_reply_at, now())
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
const replyOne: Statement = {
  name: 'reply-one',
  text: replyText(
    `select * from (values ($3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::uuid, $11::text, $12::uuid, $13::uuid, 1))
    as u(${columns}, place)`,
    'for update of c',
  ),
};

/** Lines of several threads at once; a conversation that somebody is at is passed over, and holds up nobody. */
const replyMany: Statement = {
  name: 'reply-many',
  text: replyText(
    `select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::uuid[],
    $13::uuid[]) with ordinality as u(${columns}, place)`,
    'for update of c skip locked',
  ),
};

interface RepliedRow {
  readonly place: number;
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

interface Asked {
  readonly line: ThreadLine;
  readonly messageId: MessageId;
  readonly deliveryId: DeliveryId;
  readonly instant: InstantAttempt | null;
  readonly ownFeeds: readonly string[];
}

/** The statement's values of one line, in its order. */
function valuesOf({ line, messageId, deliveryId, instant }: Asked): readonly unknown[] {
  return [
    line.desk,
    line.team,
    line.place,
    line.threadRef,
    line.user,
    printDeskRef(line),
    line.clientId,
    messageId,
    line.text,
    deliveryId,
    instant?.attemptId ?? null,
  ];
}

const shared = ({ instant, ownFeeds }: Asked) => [instant?.leaseMs ?? 0, ownFeeds] as const;

/** Under load many agents' lines share one statement and one commit; a single one does not wait for company. */
const convoyOf = perStore((store) =>
  createConvoy<Asked, RepliedRow>({
    keyOf: ({ line }) => `${line.place} ${line.threadRef}`,
    run: (all) =>
      runMany<Asked, RepliedRow>(all, valuesOf, (values) =>
        store.run<RepliedRow & Record<string, unknown>>(replyMany, [
          ...(all[0] ? shared(all[0]) : []),
          ...values,
        ]),
      ),
  }),
);

/** Stores an owner's typed line with its delivery; null when anything about it needs a closer look. */
export async function replyFromThread(
  store: Store,
  typed: ThreadLine,
  instant: InstantAttempt | null = null,
  ownFeeds: readonly string[] = [],
): Promise<SentLine | null> {
  const line = { ...typed, text: storableText(typed.text) };
  const ids = { messageId: newId<'message'>(), deliveryId: newId<'delivery'>() };
  const asked: Asked = { line, ...ids, instant, ownFeeds };
  const row = (await convoyOf(store)(asked)) ?? (await replyAlone(store, asked));
  return row ? toSent(asked, row) : null;
}

async function replyAlone(store: Store, asked: Asked): Promise<RepliedRow | null> {
  const values = [...shared(asked), ...valuesOf(asked)];
  const [row] = await store.run<RepliedRow & Record<string, unknown>>(replyOne, values);
  return row ?? null;
}

function toSent({ line, messageId, deliveryId }: Asked, row: RepliedRow): SentLine {
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
    text: line.text,
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
