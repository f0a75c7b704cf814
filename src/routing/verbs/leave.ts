// Agents who may not have their conversations any longer: those go back to the queue at once.

import type { Agent } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { fallbackChain } from '../../core/fallback.js';
import type { ChatbotId } from '../../core/id.js';
import { changeAgent, findAgent, lockAgent } from '../../store/agents.js';
import { listMisplaced, type Misplaced } from '../../store/assignments.js';
import { listChatbots } from '../../store/chatbots.js';
import { lockOwnedConversations, moment } from '../../store/conversations.js';
import type { Reads, Tx } from '../../store/store.js';
import type { Routing } from '../routing.js';
import { type GiveBackCause, giveBack } from './give-back.js';

type Person = Pick<Agent, 'organizationId' | 'id'>;

/** The agent left the desk for good: deactivates them and returns how many conversations wait again. */
export async function leave(routing: Routing, agent: Person): Promise<number> {
  const scope = { organizationId: agent.organizationId, id: agent.id };
  return routing.store.transaction(async (tx) => {
    const locked = await lockAgent(tx, scope);
    if (!locked || locked.deactivatedAt) return 0;
    return leaveLocked(tx, locked);
  });
}

/** The same for an agent who is locked already, in a transaction that holds no conversation yet. */
export async function leaveLocked(tx: Tx, locked: Agent): Promise<number> {
  const scope = { organizationId: locked.organizationId, id: locked.id };
  await changeAgent(tx, scope, { presence: 'offline', deactivatedAt: moment });
  return giveBackAll(tx, locked, 'agent left', () => true);
}

/** A locked agent may work nothing for now: they go offline, and their conversations wait again; returns how many. */
export async function suspendLocked(tx: Tx, locked: Agent, cause: GiveBackCause): Promise<number> {
  await changeAgent(tx, { organizationId: locked.organizationId, id: locked.id }, { presence: 'offline' });
  return giveBackAll(tx, locked, cause, () => true);
}

/**
 * The agent has lost a chatbot: their assignment to it, or their seat in its place. Their conversations of it wait
 * again; returns how many.
 */
export async function loseChatbot(
  routing: Pick<Routing, 'store'>,
  agent: Person,
  chatbotId: ChatbotId,
): Promise<number> {
  return routing.store.transaction((tx) => loseChatbotLocked(tx, agent, chatbotId));
}

/** The same in a transaction that holds no conversation yet: agents are locked before conversations. */
export async function loseChatbotLocked(tx: Tx, agent: Person, chatbotId: ChatbotId): Promise<number> {
  const locked = await lockAgent(tx, { organizationId: agent.organizationId, id: agent.id });
  if (!locked) return 0;
  return giveBackAll(tx, locked, 'not assigned', (one) => one.chatbotId === chatbotId);
}

/**
 * Gives back whatever belongs to somebody who may not work it, such as after a new declaration took a chatbot from
 * an agent; those who help out for another chatbot may. Returns how many conversations wait again.
 */
export async function returnMisplaced(routing: Pick<Routing, 'store'>): Promise<number> {
  let returned = 0;
  for (const one of await listMisplaced(routing.store)) {
    if (!one.deactivated && (await isHelper(routing.store, one))) continue;
    const agent = { organizationId: one.organizationId, id: one.agentId };
    returned += await loseChatbot(routing, agent, one.chatbotId);
  }
  return returned;
}

async function isHelper(reads: Reads, { organizationId, agentId, chatbotId }: Misplaced): Promise<boolean> {
  const chatbots = await listChatbots(reads, organizationId);
  const chatbot = chatbots.find(({ id }) => id === chatbotId);
  const agent = await findAgent(reads, { organizationId, id: agentId });
  if (!chatbot || !agent) return false;
  return fallbackChain(chatbot, chatbots).some(({ id }) => agent.chatbotIds.includes(id));
}

async function giveBackAll(
  tx: Tx,
  locked: Agent,
  cause: GiveBackCause,
  which: (conversation: Conversation) => boolean,
): Promise<number> {
  const theirs = (await lockOwnedConversations(tx, locked)).filter(which);
  for (const conversation of theirs) await giveBack(tx, conversation, { cause, ownerName: locked.name });
  return theirs.length;
}
