// Conversations that happened some time ago: written as their verbs write them, at moments that a test chooses.

import { sql } from 'drizzle-orm';
import type { AgentId } from '../../src/core/id.js';
import { receive } from '../../src/routing/verbs/receive.js';
import { findChannelByAccount } from '../../src/store/chatbots.js';
import { newId } from '../../src/store/store.js';
import type { Person, TestHouse } from './bridge-house.js';

/** All moments after the beginning, in seconds. */
export interface Chat {
  readonly startedAt: string;
  /** The site key of the door; that of the usual chatbot. */
  readonly door?: string;
  readonly reason?: string;
  readonly askedAfter?: number;
  readonly taken?: readonly { readonly by: Person; readonly after: number }[];
  /** Replies of whoever took it first. */
  readonly repliedAfter?: readonly number[];
  readonly closedAfter?: number;
  readonly category?: string;
  readonly score?: number;
}

let told = 0;

/** Tells them one after the other. */
export async function tellStories(house: TestHouse, chats: readonly Chat[]): Promise<void> {
  for (const chat of chats) await tell(house, chat);
}

async function tell(house: TestHouse, chat: Chat): Promise<void> {
  const { db } = house.store;
  told += 1;
  const channel = await findChannelByAccount(house.store, 'web', chat.door ?? 'acme-web');
  if (!channel) throw new Error(`no door ${chat.door}`);
  const said = {
    kind: 'text',
    text: '=HYPERLINK("x")',
    markup: 'plain',
    attachmentIds: [],
    at: null,
  } as const;
  const heard = await receive(house.house.routing, {
    ...said,
    channel,
    address: `story-${told}`,
    facts: { name: `Maria ${told}` },
    externalId: `story-${told}`,
  });
  const { organizationId } = channel;
  const id = heard.conversationId;
  const after = (seconds: number) => new Date(Date.parse(chat.startedAt) + seconds * 1000).toISOString();
  const at = after(0);
  // As if it had been made then: what is found by its key must be found by the key it would have had.
  await db.execute(sql`update conversation set created_at = ${at}, last_customer_at = ${at},
    category = ${chat.category ?? null} where id = ${id}`);
  await db.execute(sql`update event set at = ${at} where conversation_id = ${id}`);
  let sequence = 1_000;
  const happen = async (kind: string, seconds: number, more: { actor?: object; data?: object } = {}) => {
    sequence += 1;
    await db.execute(sql`insert into event (organization_id, conversation_id, sequence, kind, actor, data, at)
      values (${organizationId}, ${id}, ${sequence}, ${kind}, ${JSON.stringify(more.actor ?? { kind: 'system', cause: 'test' })},
        ${JSON.stringify(more.data ?? {})}, ${after(seconds)})`);
  };
  if (chat.reason !== undefined)
    await happen('conversation.requested-human', chat.askedAfter ?? 0, { data: { reason: chat.reason } });
  const people: AgentId[] = [];
  for (const { by, after: seconds } of chat.taken ?? []) {
    const { id: agentId } = await house.agent(by);
    people.push(agentId);
    await db.execute(sql`update assignment set ended_at = ${after(seconds)}, end_reason = 'transferred'
      where conversation_id = ${id} and ended_at is null`);
    await db.execute(sql`insert into assignment (organization_id, id, conversation_id, agent_id, started_at, start_reason)
      values (${organizationId}, ${newId()}, ${id}, ${agentId}, ${after(seconds)}, 'claimed')`);
    const how = people.length === 1 ? 'conversation.claimed' : 'conversation.transferred';
    await happen(how, seconds, { actor: { kind: 'agent', agentId, name: by }, data: { agentId } });
  }
  for (const seconds of chat.repliedAfter ?? [])
    await happen('message.sent', seconds, { actor: { kind: 'agent', agentId: people[0], name: 'x' } });
  if (chat.reason !== undefined)
    await db.execute(
      sql`update conversation set status = 'pending', requested_at = ${after(chat.askedAfter ?? 0)} where id = ${id}`,
    );
  if (chat.closedAfter !== undefined) {
    await db.execute(
      sql`update conversation set status = 'closed', closed_at = ${after(chat.closedAfter)} where id = ${id}`,
    );
    await db.execute(sql`update assignment set ended_at = ${after(chat.closedAfter)}, end_reason = 'closed'
      where conversation_id = ${id} and ended_at is null`);
  }
  if (chat.score !== undefined)
    await db.execute(sql`insert into rating (organization_id, conversation_id, score, asked_at, answered_at)
      values (${organizationId}, ${id}, ${chat.score}, ${at}, ${at})`);
}
