// A conversation is served before others, or no longer.

import { type Agent, agentMay } from '../../core/agent.js';
import { type Conversation, priorityNames } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import { redrawBoard, redrawCard } from '../../store/redraws.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';

export interface PrioritizeInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** 0 is usual, 1 high, 2 urgent. */
  readonly priority: 0 | 1 | 2;
}

/**
 * Sets the priority: owners that of their own chats, supervisors and above everyone's. The queue is in the order of
 * priority, then age. Throws Refusal: other-chatbot, role, closed.
 */
export async function prioritize(routing: Routing, input: PrioritizeInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, actor, writing } = await passGate(tx, input);
    if (conversation.ownerId !== agent.id) {
      if (!agentMay(agent, 'see', conversation.chatbotId)) throw new Refusal('other-chatbot');
      if (!agentMay(agent, 'steer', conversation.chatbotId))
        throw new Refusal('role', { needs: 'its owner or a supervisor' });
    }
    if (conversation.status === 'closed') throw new Refusal('closed');
    const { priority } = input;
    if (priority === conversation.priority) return conversation;
    const { organizationId, id, chatbotId } = conversation;
    const told = { priority, name: priorityNames[priority] };
    writing.change({ priority });
    await writing.event('conversation.prioritized', actor, told);
    await writing.deliver('thread', {
      kind: 'line',
      payload: { event: 'conversation.prioritized', actor, ...told },
    });
    await redrawCard(tx, { organizationId, id });
    await redrawBoard(tx, { organizationId, id: chatbotId });
    tx.touch({ kind: 'queue', organizationId, chatbotId });
    return writing.finish();
  });
}
