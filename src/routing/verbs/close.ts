// A conversation is closed; the customer's next line begins a new one.

import { findCategory } from '../../core/category.js';
import { type Conversation, maySteer } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { findChatbot } from '../../store/chatbots.js';
import { moment } from '../../store/conversations.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import type { SteerInput } from './release.js';
import { takeTurn } from './turn.js';

export interface CloseInput extends SteerInput {
  readonly category?: string;
}

/** Closes. Throws Refusal: closed, not-owner, stale, unknown-category. */
export async function close(routing: Routing, input: CloseInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, owner, actor, writing } = await passGate(tx, input);
    maySteer({ conversation, agent, ownerName: owner?.name ?? null });
    if (input.category !== undefined) {
      const chatbot = await findChatbot(tx, {
        organizationId: conversation.organizationId,
        id: conversation.chatbotId,
      });
      const category = findCategory(chatbot?.categories ?? [], input.category);
      if (!category)
        throw new Refusal('unknown-category', {
          category: input.category,
          known: (chatbot?.categories ?? []).join(', '),
        });
      if (category !== conversation.category)
        await writing.event('conversation.categorized', actor, { category });
      writing.change({ category });
    }
    return takeTurn(tx, writing, {
      kind: 'conversation.closed',
      actor,
      data: { fromName: owner?.name ?? null, category: writing.conversation.category },
      end: 'closed',
      change: { status: 'closed', closedAt: moment },
    });
  });
}
