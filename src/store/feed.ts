// The feed: what the web channel shows of a conversation, whole as a snapshot or from the customer's cursor on.

import { sql } from 'drizzle-orm';
import type { ChannelAccount } from '../core/chatbot.js';
import type { ChatStatus } from '../core/conversation.js';
import type { Receipt } from '../core/delivery.js';
import { customerMaySee, eventKinds } from '../core/event.js';
import type { FeedAgent, FeedEvent, FeedMessage, FeedStanding, FeedTurn } from '../core/feed.js';
import type { ConversationId } from '../core/id.js';
import { messageJoins, messageJson } from './joined.js';
import { type JoinedMessageRow, toMessage } from './rows.js';
import type { Reads, Statement, Store } from './store.js';
import type { VisitorRow } from './visitors.js';

const feedMessage = `jsonb_build_object('message', ${messageJson}, 'receipt', (
  select d.receipt from delivery d where d.organization_id = m.organization_id and d.message_id = m.id and d.lane = 'customer' and d.kind = 'message'))`;

interface FeedJson {
  readonly message: JoinedMessageRow & { readonly externalId: string | null };
  readonly receipt: Receipt | null;
}

function toFeedMessage(json: FeedJson): FeedMessage {
  return { ...toMessage(json.message), externalId: json.message.externalId, receipt: json.receipt };
}

export interface SnapshotRow {
  readonly conversationId: ConversationId;
  readonly reference: number;
  readonly status: ChatStatus;
  readonly agent: FeedAgent | null;
  readonly sequence: number;
  readonly seenSequence: number;
  readonly messages: readonly FeedMessage[];
  /** What happened among the messages, oldest first. */
  readonly turns: readonly FeedTurn[];
  /** For one who waits. */
  readonly standing: FeedStanding | null;
  /** Whether the customer is asked how it was; `given` once they said. */
  readonly rating: 'asked' | 'given' | null;
}

interface SnapshotJson extends Omit<SnapshotRow, 'messages' | 'turns'> {
  readonly messages: readonly FeedJson[] | null;
  readonly turns: readonly FeedTurn[] | null;
}

const visibleKinds = eventKinds.filter(customerMaySee);
/** Told apart: the last of them is all that counts. */
const standings = ['conversation.queue-told', 'conversation.rating-asked', 'conversation.rated'];
const turnKinds = visibleKinds.filter(
  (kind) => kind.startsWith('conversation.') && !standings.includes(kind),
);

const isTurn = sql.join(
  turnKinds.map((kind) => sql`${kind}`),
  sql`, `,
);

/** Of event `e`: whoever came, else whoever left. */
const turnName = `coalesce(e.data ->> 'agentName', e.data ->> 'fromName')`;

/**
 * The visitor's latest conversation as it stands, with its last `limit` messages and the turns among them; null when
 * they never wrote.
 */
export async function readSnapshot(
  reads: Reads,
  door: ChannelAccount,
  visitor: VisitorRow,
  limit: number,
): Promise<SnapshotRow | null> {
  const found = await reads.db.execute<SnapshotJson & Record<string, unknown>>(sql`
    select c.id as "conversationId", c.reference, c.status, c.sequence, c.seen_sequence as "seenSequence", said.messages, turned.turns,
      case when c.status = 'pending' then (select e.data from event e where e.organization_id = c.organization_id and e.conversation_id = c.id
        and e.kind = 'conversation.queue-told' order by e.sequence desc limit 1) end as standing,
      (select case when r.answered_at is null then 'asked' else 'given' end from rating r
        where r.organization_id = c.organization_id and r.conversation_id = c.id and c.status = 'closed') as rating,
      case when o.id is null then null else jsonb_build_object('name', o.name, 'pictureUrl', o.picture_url) end as agent
    from (
      select c.*, a.seen_sequence from contact_address a
      join conversation c on c.organization_id = a.organization_id and c.channel_id = a.channel_id and c.contact_id = a.contact_id
      where a.organization_id = ${door.organizationId} and a.channel_id = ${door.id} and a.address = ${visitor.address}
      order by c.reference desc limit 1) c
    left join agent o on o.organization_id = c.organization_id and o.id = c.owner_id
    cross join lateral (
      select jsonb_agg(m.one order by m.sequence) as messages, case when count(*) < ${limit} then 0 else min(m.sequence) end as first from (
        select m.sequence, ${sql.raw(feedMessage)} as one from message m ${sql.raw(messageJoins)}
        where m.organization_id = c.organization_id and m.conversation_id = c.id order by m.sequence desc limit ${limit}) m) said
    cross join lateral (
      select jsonb_agg(jsonb_build_object('sequence', e.sequence, 'kind', e.kind, 'at', e.at, 'name', e.name) order by e.sequence) as turns from (
        select e.sequence, e.kind, e.at, ${sql.raw(turnName)} as name from event e
        where e.organization_id = c.organization_id and e.conversation_id = c.id and e.sequence > said.first
          and e.kind in (${isTurn})
        order by e.sequence desc limit ${limit}) e) turned`);
  const row = found.rows[0];
  if (!row) return null;
  const turns = (row.turns ?? []).map((turn) => ({ ...turn, at: new Date(turn.at) }));
  return { ...row, messages: (row.messages ?? []).map(toFeedMessage), turns };
}

export const feedStatement: Statement = {
  name: 'feed-after',
  text: `select e.sequence, e.kind, e.at, ${turnName} as name, c.status,
  case when o.id is null then null else jsonb_build_object('name', o.name, 'pictureUrl', o.picture_url) end as agent,
  case when e.kind = 'conversation.queue-told' then e.data end as standing,
  case when m.id is null then null else ${feedMessage} end as message
from conversation c
join event e on e.organization_id = c.organization_id and e.conversation_id = c.id
left join agent o on o.organization_id = c.organization_id and o.id = c.owner_id
left join message m on m.organization_id = c.organization_id and m.id = (e.data ->> 'messageId')::uuid
${messageJoins}
where c.organization_id = $1 and c.channel_id = $2 and c.id = $3 and c.contact_id = $4 and e.sequence > $5 and e.kind = any($6)
order by e.sequence limit $7`,
};

/** What a customer may see after a cursor, oldest first; only of a conversation that is theirs. */
export async function readFeed(
  store: Store,
  door: ChannelAccount,
  visitor: VisitorRow,
  cursor: { readonly conversationId: ConversationId; readonly after: number; readonly limit: number },
): Promise<FeedEvent[]> {
  const { conversationId, after, limit } = cursor;
  const rows = await store.run<Omit<FeedEvent, 'message'> & { message: FeedJson | null }>(feedStatement, [
    door.organizationId,
    door.id,
    conversationId,
    visitor.contactId,
    after,
    visibleKinds,
    limit,
  ]);
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    message: row.message ? toFeedMessage(row.message) : null,
  }));
}
