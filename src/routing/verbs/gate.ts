// How every agent's verb begins: lock the agents, then the conversation, and read all as it is now.

import type { Actor } from '../../core/actor.js';
import { systemActor } from '../../core/actor.js';
import type { Agent } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId, ConversationId } from '../../core/id.js';
import { findAgent, lockAgents } from '../../store/agents.js';
import { lockConversation } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { beginWriting, type Writing } from '../../store/writing.js';

export interface Gate {
  readonly agent: Agent;
  readonly conversation: Conversation;
  readonly owner: Agent | null;
  readonly actor: Actor;
  readonly writing: Writing;
}

export interface GateInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** The epoch the gesture was made under, where it carries one. */
  readonly epoch?: number | null;
  /** Further agents whose limits this verb decides about. */
  readonly alsoLock?: readonly AgentId[];
}

/**
 * Locks agents before the conversation, always (design §3.6), and re-reads the acting agent: a role or an
 * assignment taken away a moment ago counts. Throws Refusal for unknown conversations and stale gestures.
 */
export async function passGate(tx: Tx, input: GateInput): Promise<Gate> {
  const { organizationId } = input.agent;
  await lockAgents(tx, organizationId, [input.agent.id, ...(input.alsoLock ?? [])]);
  const agent = await findAgent(tx, { organizationId, id: input.agent.id });
  if (!agent) throw new Refusal('not-an-agent');
  if (agent.deactivatedAt) throw new Refusal('deactivated');
  if (agent.isGuest) throw new Refusal('guest');
  const conversation = await lockConversation(tx, { organizationId, id: input.conversationId });
  if (!conversation) throw new Refusal('unknown-conversation');
  if (input.epoch !== undefined && input.epoch !== null && input.epoch !== conversation.epoch)
    throw new Refusal('stale');
  const owner = conversation.ownerId
    ? await findAgent(tx, { organizationId, id: conversation.ownerId })
    : null;
  return { agent, conversation, owner, actor: actorOf(agent), writing: await beginWriting(tx, conversation) };
}

export function actorOf(agent: Agent): Actor {
  return { kind: 'agent', agentId: agent.id, name: agent.name };
}

/** The actor of a verb that either an agent or the house itself performs. */
export function actorOrSystem(agent: Agent | null, cause: string): Actor {
  return agent ? actorOf(agent) : systemActor(cause);
}
