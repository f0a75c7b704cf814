// Categories: what a conversation is about, chosen from the chatbot's list.

import type { Chatbot } from './chatbot.js';
import type { Conversation } from './conversation.js';

/** Finds the chatbot's category that the text means (case and outer spaces aside); null when there is none. */
export function findCategory(known: readonly string[], text: string): string | null {
  const wanted = text.trim().toLocaleLowerCase();
  return known.find((category) => category.toLocaleLowerCase() === wanted) ?? null;
}

/** Tells whether the conversation misses the category that its chatbot wants before the close; one without categories wants none. */
export function lacksCategory(
  chatbot: Pick<Chatbot, 'categories' | 'requiredToClose'>,
  conversation: Pick<Conversation, 'category'>,
): boolean {
  const isRequired = chatbot.requiredToClose.includes('category') && chatbot.categories.length > 0;
  return isRequired && conversation.category === null;
}
