// A supervisor says something to a conversation's owner alone; kept is that they did, not what they said.

import { type Agent, agentMay } from '../../core/agent.js';
import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';

interface WhisperInput {
  readonly by: Agent;
  readonly conversationId: ConversationId;
}

interface Whispered {
  readonly conversation: Conversation;
  readonly owner: Agent;
}

/**
 * Decides who hears it and records that it was said; the words are not part of the record (ADR 0030).
 * Throws Refusal: other-chatbot, role, not-active, already-yours.
 */
export async function whisper(routing: Routing, input: WhisperInput): Promise<Whispered> {
  return routing.store.transaction(async (tx) => {
    const gate = await passGate(tx, { agent: input.by, conversationId: input.conversationId });
    const { agent, conversation, owner, actor, writing } = gate;
    if (!agentMay(agent, 'see', conversation.chatbotId)) throw new Refusal('other-chatbot');
    if (!agentMay(agent, 'steer', conversation.chatbotId)) throw new Refusal('role', { needs: 'supervisor' });
    if (!owner) throw new Refusal('not-active', { status: conversation.status });
    if (owner.id === agent.id) throw new Refusal('already-yours');
    await writing.event('conversation.whispered', actor, { agentId: owner.id, agent: owner.name });
    return { conversation: await writing.finish(), owner };
  });
}
