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

const statuses: Record<ChatList, SQL> = {
  usual: sql`c.status in ('pending', 'active')`,
  mine: sql`c.status = 'active'`,
  pending: sql`c.status = 'pending'`,
  active: sql`c.status = 'active'`,
  'closed-today': sql`c.status = 'closed' and c.closed_at >= date_trunc('day', now() at time zone coalesce(b.hours ->> 'timezone', 'UTC')) at time zone coalesce(b.hours ->> 'timezone', 'UTC')`,
};

const orders: Record<ChatList, SQL> = {
  usual: sql`c.status = 'active' desc, c.priority desc, coalesce(c.requested_at, c.created_at), c.reference`,
  mine: sql`c.last_customer_at, c.reference`,
  pending: sql`c.priority desc, c.requested_at, c.reference`,
  active: sql`c.last_customer_at, c.reference`,
  'closed-today': sql`c.closed_at desc, c.reference desc`,
};

/** Lists them, at most `limit`. A search without a list looks at all there ever was, the newest first. */
export async function listChats(
  reads: Reads,
  agent: Agent,
  filter: ChatFilter,
  limit: number,
): Promise<ChatsFound> {
  const { organizationId } = agent;
  const everything = filter.list === 'usual' && filter.words !== null;
  const order = everything ? sql`c.reference desc` : orders[filter.list];
  const conditions = [
    sql`c.organization_id = ${organizationId}`,
    mayBeSeen(agent),
    ...(everything ? [] : [statuses[filter.list]]),
    ...(filter.list === 'mine' ? [sql`c.owner_id = ${agent.id}`] : []),
    ...(filter.chatbotId === null ? [] : [sql`c.chatbot_id = ${filter.chatbotId}`]),
    ...(filter.channel === null ? [] : [sql`ch.kind = ${filter.channel}`]),
  ];
  const fitting = sql`select c.*, row_number() over (order by ${order}) as place
    from conversation c
    join chatbot b on b.id = c.chatbot_id and b.organization_id = c.organization_id
    join channel ch on ch.id = c.channel_id and ch.organization_id = c.organization_id
    where ${sql.join(conditions, sql` and `)}
    order by ${order} limit ${filter.words === null ? limit + 1 : searched}`;
  const { rows } = await reads.db.execute<{ id: string }>(
    filter.words === null
      ? sql`select c.id from (${fitting}) c order by c.place`
      : sql`select c.id from (${fitting}) c where ${holds(filter.words)} order by c.place limit ${limit + 1}`,
  );
  const views = await Promise.all(
    rows
      .slice(0, limit)
      .map(({ id }) => readConversationView(reads, { organizationId, id: id as ConversationId })),
  );
  return { views: views.filter((view) => view !== null), more: rows.length > limit };
}

/** Their own chatbots, for admins and owners all, and what they own themselves. */
function mayBeSeen(agent: Agent): SQL {
  if (roleMay(agent.role, 'manage')) return sql`true`;
  const ids = `{${agent.chatbotIds.join(',')}}`;
  return sql`(c.chatbot_id = any(${ids}::uuid[]) or c.owner_id = ${agent.id})`;
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
