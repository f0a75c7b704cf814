// What a conversation is about is set or cleared.

import type { Agent } from '../../core/agent.js';
import { findCategory } from '../../core/category.js';
import { type Conversation, mayAnnotate } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { ConversationId } from '../../core/id.js';
import { findChatbot } from '../../store/chatbots.js';
import { redrawCard } from '../../store/redraws.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';

export interface CategorizeInput {
  readonly agent: Agent;
  readonly conversationId: ConversationId;
  /** One of the chatbot's categories; null clears. */
  readonly category: string | null;
}

/** Sets the category. Throws Refusal: unknown-category (naming the known ones), other-chatbot. */
export async function categorize(routing: Routing, input: CategorizeInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, actor, writing } = await passGate(tx, input);
    mayAnnotate({ conversation, agent });
    const scope = { organizationId: conversation.organizationId, id: conversation.id };
    const chatbot = await findChatbot(tx, {
      organizationId: scope.organizationId,
      id: conversation.chatbotId,
    });
    const known = chatbot?.categories ?? [];
    const category = input.category === null ? null : findCategory(known, input.category);
    if (input.category !== null && category === null) {
      throw new Refusal('unknown-category', { category: input.category, known: known.join(', ') });
    }
    if (category === conversation.category) return conversation;
    writing.change({ category });
    await writing.event('conversation.categorized', actor, { category });
    await writing.deliver('thread', {
      kind: 'line',
      payload: { event: 'conversation.categorized', actor, category },
    });
    await redrawCard(tx, scope);
    return writing.finish();
  });
}
