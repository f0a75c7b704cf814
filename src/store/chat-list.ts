// The conversations an agent may see that fit a filter: for the home and for the list of chats.

import { type SQL, sql } from 'drizzle-orm';
import { type Agent, roleMay } from '../core/agent.js';
import type { ChatFilter, ChatList } from '../core/chat-filter.js';
import type { ConversationId } from '../core/id.js';
import { type ConversationView, readConversationView } from './desk-views.js';
import type { Reads } from './store.js';

export interface ChatsFound {
  readonly views: readonly ConversationView[];
  /** True when more fit than are given. */
  readonly more: boolean;
}

/** Words are looked for in so many conversations, the newest of those that fit otherwise: nobody waits for a search. */
const searched = 2_000;

/** Each part is what one index finds, in its own order: asked for all at once, whole queues would be read and sorted. */
interface Part {
  readonly status: SQL;
  readonly order: SQL;
}

const served = sql`c.priority desc, c.requested_at, c.reference`;
const silent = sql`c.last_customer_at, c.reference`;
const justClosed = sql`c.closed_at desc`;

const pending: Part = { status: sql`c.status = 'pending'`, order: served };
const active: Part = { status: sql`c.status = 'active'`, order: silent };
const withAssistant: Part = { status: sql`c.status = 'ai'`, order: sql`c.reference desc` };
const closed: Part = { status: sql`c.status = 'closed'`, order: justClosed };
const closedToday: Part = {
  status: sql`c.status = 'closed' and c.closed_at >= date_trunc('day', now() at time zone coalesce(b.hours ->> 'timezone', 'UTC')) at time zone coalesce(b.hours ->> 'timezone', 'UTC')`,
  order: justClosed,
};

interface Listing {
  readonly parts: readonly Part[];
  readonly order: SQL;
}

const listings: Record<ChatList, Listing> = {
  usual: {
    parts: [{ ...active, order: sql`c.priority desc, c.requested_at, c.reference` }, pending],
    order: sql`c.status = 'active' desc, c.priority desc, coalesce(c.requested_at, c.created_at), c.reference`,
  },
  mine: { parts: [active], order: silent },
  pending: { parts: [pending], order: served },
  active: { parts: [active], order: silent },
  'closed-today': { parts: [closedToday], order: sql`c.closed_at desc, c.reference desc` },
};

/** A search without a list looks at all there ever was. */
const everything: Listing = {
  parts: [pending, active, withAssistant, closed],
  order: sql`c.reference desc`,
};

/** Lists them, at most `limit`. A search without a list looks at all there ever was, the newest first. */
export async function listChats(
  reads: Reads,
  agent: Agent,
  filter: ChatFilter,
  limit: number,
): Promise<ChatsFound> {
  const { organizationId } = agent;
  const { list, words } = filter;
  const listing = list === 'usual' && words !== null ? everything : listings[list];
  const most = words === null ? limit + 1 : searched;
  const seesAll = roleMay(agent.role, 'manage');
  const found =
    listing === everything && seesAll && filter.chatbotId === null
      ? [sql`(${newestOf(agent, filter, most)})`]
      : listing.parts.map((part) => sql`(${partOf(agent, filter, part, most)})`);
  // Somebody who helps a chatbot out sees what they have there.
  if (list !== 'closed-today' && list !== 'pending') found.push(sql`(${ownOf(agent, filter)})`);
  const fitting = sql`select c.*, row_number() over (order by ${listing.order}) as place
    from (${sql.join(found, sql` union `)}) one
    join conversation c on c.id = one.id and c.organization_id = ${organizationId}
    order by ${listing.order} limit ${most}`;
  const { rows } = await reads.db.execute<{ id: string }>(
    words === null
      ? sql`select c.id from (${fitting}) c order by c.place`
      : sql`select c.id from (${fitting}) c where ${holds(words)} order by c.place limit ${limit + 1}`,
  );
  const views = await Promise.all(
    rows
      .slice(0, limit)
      .map(({ id }) => readConversationView(reads, { organizationId, id: id as ConversationId })),
  );
  return { views: views.filter((view) => view !== null), more: rows.length > limit };
}

/** What of the agent's chatbots, for admins and owners of all, fits the filter in one part: the first of each chatbot. */
function partOf(agent: Agent, filter: ChatFilter, part: Part, most: number): SQL {
  return sql`select c.id from chatbot b cross join lateral (
      select c.id from conversation c
      where c.chatbot_id = b.id and c.organization_id = b.organization_id and ${part.status} ${chosen(agent, filter)}
      order by ${part.order} limit ${most}) c
    where b.organization_id = ${agent.organizationId} ${visible(agent)}`;
}

/** The newest of the whole organization, for those who see all of it: the order is an index's own. */
function newestOf(agent: Agent, filter: ChatFilter, most: number): SQL {
  return sql`select c.id from conversation c where c.organization_id = ${agent.organizationId} ${chosen(agent, filter)}
    order by c.reference desc limit ${most}`;
}

/** What they own themselves, wherever it is. */
function ownOf(agent: Agent, filter: ChatFilter): SQL {
  return sql`select c.id from conversation c
    where c.owner_id = ${agent.id} and c.organization_id = ${agent.organizationId} and c.status = 'active' ${chosen(agent, filter)}`;
}

function chosen({ id, organizationId }: Agent, { list, chatbotId, channel }: ChatFilter): SQL {
  const mine = list === 'mine' ? sql`and c.owner_id = ${id}` : sql``;
  const chatbot = chatbotId === null ? sql`` : sql`and c.chatbot_id = ${chatbotId}`;
  const door =
    channel === null
      ? sql``
      : sql`and exists (select 1 from channel ch where ch.id = c.channel_id and ch.organization_id = ${organizationId} and ch.kind = ${channel})`;
  return sql`${mine} ${chatbot} ${door}`;
}

function visible(agent: Agent): SQL {
  if (roleMay(agent.role, 'manage')) return sql``;
  return sql`and b.id = any(${sql.param([...agent.chatbotIds])}::uuid[])`;
}

function holds(words: string): SQL {
  const pattern = `%${words.replace(/[\\%_]/gu, '\\$&')}%`;
  const reference = /^#?(\d{1,9})$/u.exec(words)?.[1];
  return sql`(${reference ? sql`c.reference = ${Number(reference)}` : sql`false`}
    or c.category ilike ${pattern}
    or exists (select 1 from contact p where p.id = c.contact_id and p.organization_id = c.organization_id
      and (p.name ilike ${pattern} or p.email ilike ${pattern} or p.phone ilike ${pattern}))
    or exists (select 1 from message m where m.conversation_id = c.id and m.organization_id = c.organization_id
      and m.deleted_at is null and m.text ilike ${pattern}))`;
}
