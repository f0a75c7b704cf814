// One agent hands a conversation to another, with a word about why.

import type { Agent, Permission } from '../../core/agent.js';
import { agentMay } from '../../core/agent.js';
import { type Conversation, mayTransfer, mustHaveRoom } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { AgentId, ConversationId } from '../../core/id.js';
import { countLoad, findAgent } from '../../store/agents.js';
import { findChatbot } from '../../store/chatbots.js';
import { moment } from '../../store/conversations.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import { mirrorFromHere } from './mirror-from-here.js';
import { mustBeOnDesk } from './must-be-on-desk.js';
import { takeTurn } from './turn.js';

export interface TransferInput {
  readonly by: Agent;
  readonly toAgentId: AgentId;
  readonly conversationId: ConversationId;
  /** Shown to the receiver, never to the customer. */
  readonly comment?: string;
  readonly epoch?: number | null;
  /** What the role must carry beside, where the gesture moves more than this one. */
  readonly needs?: Permission;
}

/** Transfers. Throws Refusal: not-owner, unknown-agent, other-desk, agent-offline, limit-reached, closed, stale. */
export async function transfer(routing: Routing, input: TransferInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, {
      agent: input.by,
      conversationId: input.conversationId,
      epoch: input.epoch ?? null,
      alsoLock: [input.toAgentId],
    });
    const { agent, conversation, owner, actor, writing } = gate;
    mayTransfer({ conversation, agent, ownerName: owner?.name ?? null });
    if (input.needs && !agentMay(agent, input.needs, conversation.chatbotId)) throw new Refusal('role');
    const { organizationId } = conversation;
    const receiver = await findAgent(tx, { organizationId, id: input.toAgentId });
    if (!receiver || receiver.deactivatedAt || !agentMay(receiver, 'work', conversation.chatbotId))
      throw new Refusal('unknown-agent');
    if (receiver.isGuest) throw new Refusal('guest', { agent: receiver.name });
    const chatbot = await findChatbot(tx, { organizationId, id: conversation.chatbotId });
    if (chatbot) await mustBeOnDesk(tx, receiver, chatbot);
    if (receiver.id === conversation.ownerId) throw new Refusal('owned-by-other', { owner: receiver.name });
    if (receiver.presence === 'offline') throw new Refusal('agent-offline', { agent: receiver.name });
    mustHaveRoom(receiver, await countLoad(tx, { organizationId, id: receiver.id }), receiver.name);
    await mirrorFromHere(tx, writing);
    return takeTurn(tx, writing, {
      kind: 'conversation.transferred',
      actor,
      data: {
        agentId: receiver.id,
        agentName: receiver.name,
        fromName: owner?.name ?? null,
        ...(input.comment ? { comment: input.comment } : {}),
      },
      end: 'transferred',
      start: { agentId: receiver.id, reason: 'transferred' },
      change: { status: 'active', requestedAt: conversation.requestedAt ?? moment },
    });
  });
}
