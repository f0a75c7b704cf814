// What an agent's home shows: their chats, who waits, and what their filter finds.

import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Agent, roleMay } from '../core/agent.js';
import { type ChatFilter, isUsual, usualFilter } from '../core/chat-filter.js';
import type { Chatbot } from '../core/chatbot.js';
import { rowsShown } from '../core/conversation.js';
import type { AgentId, Scoped } from '../core/id.js';
import { countLoad, findAgent } from './agents.js';
import { type ChatsFound, listChats } from './chat-list.js';
import { listChatbots } from './chatbots.js';
import { type ConversationView, listMine, type QueueView, readQueueView } from './desk-views.js';
import { agent as agentTable } from './schema/agent.js';
import { channel } from './schema/chatbot.js';
import type { Reads, Tx } from './store.js';

/** What an agent may choose from. */
export interface Choices {
  readonly chatbots: readonly Chatbot[];
  /** The media on which customers reach these chatbots. */
  readonly channels: readonly string[];
}

/** What an agent chose to see of what they may see. */
export interface Chosen {
  readonly filter: ChatFilter;
  readonly choices: Choices;
}

export interface HomeView extends Chosen {
  readonly agent: Agent;
  readonly load: number;
  readonly mine: readonly ConversationView[];
  readonly queue: QueueView;
  /** What the filter finds; null while the home shows what is usual. */
  readonly found: ChatsFound | null;
}

/** Everything a home is drawn from; null for nobody. */
export async function readHome(reads: Reads, scope: Scoped<AgentId>): Promise<HomeView | null> {
  const agent = await findAgent(reads, scope);
  if (!agent) return null;
  const chosen = await readChosen(reads, agent);
  const [load, mine, queue, found] = await Promise.all([
    countLoad(reads, scope),
    listMine(reads, agent),
    readQueueView(reads, agent),
    isUsual(chosen.filter) ? null : listChats(reads, agent, chosen.filter, rowsShown),
  ]);
  return { agent, load, ...chosen, mine, queue, found };
}

/** The agent's filter beside what they may choose from, without a look at any chat. */
export async function readChosen(reads: Reads, agent: Agent): Promise<Chosen> {
  const [filter, choices] = await Promise.all([readFilter(reads, agent), readChoices(reads, agent)]);
  return { filter, choices };
}

/** The chatbots an agent may see and the channels these have. */
export async function readChoices(reads: Reads, agent: Agent): Promise<Choices> {
  const all = await listChatbots(reads, agent.organizationId);
  const chatbots = roleMay(agent.role, 'manage')
    ? all
    : all.filter(({ id }) => agent.chatbotIds.includes(id));
  const doors = await reads.db
    .selectDistinct({ kind: channel.kind, chatbotId: channel.chatbotId })
    .from(channel)
    .where(and(eq(channel.organizationId, agent.organizationId), isNull(channel.removedAt)));
  const visible = new Set<string>(chatbots.map(({ id }) => id));
  const channels = doors.filter(({ chatbotId }) => visible.has(chatbotId)).map(({ kind }) => kind);
  return { chatbots, channels: [...new Set(channels)].sort() };
}

async function readFilter(reads: Reads, scope: Scoped<AgentId>): Promise<ChatFilter> {
  const [row] = await reads.db
    .select({ filter: agentTable.homeFilter })
    .from(agentTable)
    .where(and(eq(agentTable.organizationId, scope.organizationId), eq(agentTable.id, scope.id)));
  return { ...usualFilter, ...row?.filter };
}

/** Changes what an agent's home shows, from what it showed. */
export async function changeFilter(
  tx: Tx,
  scope: Scoped<AgentId>,
  change: Partial<ChatFilter>,
): Promise<void> {
  const next = { ...(await readFilter(tx, scope)), ...change };
  await tx.db
    .update(agentTable)
    .set({ homeFilter: isUsual(next) ? sql`null` : next })
    .where(and(eq(agentTable.organizationId, scope.organizationId), eq(agentTable.id, scope.id)));
}
