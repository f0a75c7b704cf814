// A supervisor gives a conversation to an agent.

import type { Agent } from '../../core/agent.js';
import { agentMay } from '../../core/agent.js';
import { type Conversation, mustHaveRoom } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId, ConversationId } from '../../core/id.js';
import { countLoad, findAgent } from '../../store/agents.js';
import { findChatbot } from '../../store/chatbots.js';
import { moment } from '../../store/conversations.js';
import type { Tx } from '../../store/store.js';
import { beginWriting } from '../../store/writing.js';
import type { Routing } from '../routing.js';
import { actorOrSystem, passGate } from './gate.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { mustBeOnDesk } from './must-be-on-desk.js';
import { takeTurn } from './turn.js';

export interface AssignInput {
  readonly by: Agent;
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly epoch?: number | null;
}

/** A supervisor assigns. Throws Refusal: role, unknown-agent, other-chatbot, other-desk, agent-offline, limit-reached, closed, stale. */
export async function assign(routing: Routing, input: AssignInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, {
      agent: input.by,
      conversationId: input.conversationId,
      epoch: input.epoch ?? null,
      alsoLock: [input.agentId],
    });
    if (!agentMay(gate.agent, 'steer', gate.conversation.chatbotId))
      throw new Refusal('role', { needs: 'a supervisor' });
    return give(tx, { conversation: gate.conversation, agentId: input.agentId, by: gate.agent });
  });
}

async function give(
  tx: Tx,
  order: { conversation: Conversation; agentId: AgentId; by: Agent | null },
): Promise<Conversation> {
  const { conversation, by } = order;
  const { organizationId } = conversation;
  const receiver = await findAgent(tx, { organizationId, id: order.agentId });
  if (!receiver || receiver.deactivatedAt) throw new Refusal('unknown-agent');
  if (receiver.isGuest) throw new Refusal('guest', { agent: receiver.name });
  if (!agentMay(receiver, 'work', conversation.chatbotId)) throw new Refusal('other-chatbot');
  if (conversation.status === 'closed') throw new Refusal('closed');
  const chatbot = await findChatbot(tx, { organizationId, id: conversation.chatbotId });
  if (chatbot) await mustBeOnDesk(tx, receiver, chatbot);
  // By hand also to somebody away, and outside the hours: a supervisor knows why. Never to whom nobody reaches (A9).
  if (receiver.presence === 'offline') throw new Refusal('agent-offline', { agent: receiver.name });
  if (conversation.ownerId === receiver.id) throw new Refusal('owned-by-other', { owner: receiver.name });
  mustHaveRoom(receiver, await countLoad(tx, { organizationId, id: receiver.id }), receiver.name);
  const writing = await beginWriting(tx, conversation);
  await mirrorFromHere(tx, writing);
  return takeTurn(tx, writing, {
    kind: 'conversation.assigned',
    actor: actorOrSystem(by, 'routing'),
    data: { agentId: receiver.id, agentName: receiver.name },
    end: 'transferred',
    start: { agentId: receiver.id, reason: by ? 'assigned' : 'routed' },
    change: { status: 'active', requestedAt: conversation.requestedAt ?? moment },
  });
}
