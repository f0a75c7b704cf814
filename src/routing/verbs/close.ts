// A conversation is closed; the customer's next line begins a new one.

import { findCategory, lacksCategory } from '../../core/category.js';
import { type Conversation, maySteer } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import { findChatbot } from '../../store/chatbots.js';
import { moment } from '../../store/conversations.js';
import type { Routing } from '../routing.js';
import { passGate } from './gate.js';
import { askRatingSoon } from './rate.js';
import type { SteerInput } from './release.js';
import { takeTurn } from './turn.js';

export interface CloseInput extends SteerInput {
  readonly category?: string;
}

/**
 * Closes. What the chatbot wants to know before must be there, whichever door the gesture came through; the house's own
 * ends (a customer who went silent) ask nobody.
 * Throws Refusal: closed, not-owner, stale, unknown-category, required-fields.
 */
export async function close(routing: Routing, input: CloseInput): Promise<Conversation> {
  return routing.store.transaction(async (tx) => {
    const { agent, conversation, owner, actor, writing } = await passGate(tx, input);
    maySteer({ conversation, agent, ownerName: owner?.name ?? null });
    const { organizationId, chatbotId } = conversation;
    const chatbot = await findChatbot(tx, { organizationId, id: chatbotId });
    const known = chatbot?.categories ?? [];
    if (input.category !== undefined) {
      const category = findCategory(known, input.category);
      if (!category)
        throw new Refusal('unknown-category', { category: input.category, known: known.join(', ') });
      if (category !== conversation.category)
        await writing.event('conversation.categorized', actor, { category });
      writing.change({ category });
    }
    if (chatbot && lacksCategory(chatbot, writing.conversation))
      throw new Refusal('required-fields', { fields: `a category (${known.join(', ')})` }, [
        { command: 'category', label: 'Set category' },
      ]);
    const closed = await takeTurn(tx, writing, {
      kind: 'conversation.closed',
      actor,
      data: { fromName: owner?.name ?? null, category: writing.conversation.category },
      end: 'closed',
      change: { status: 'closed', closedAt: moment },
    });
    await askRatingSoon(tx, closed);
    return closed;
  });
}
