// Categories: what a conversation is about, chosen from the chatbot's list.

import type { Chatbot } from './chatbot.js';
import type { Conversation } from './conversation.js';

/**
 * Finds the chatbot's category that the text means, case and outer spaces aside, or begins and no other does; null when
 * there is none.
 */
export function findCategory(known: readonly string[], text: string): string | null {
  const wanted = text.trim().toLocaleLowerCase();
  const same = known.find((category) => category.toLocaleLowerCase() === wanted);
  if (same !== undefined || wanted.length < 3) return same ?? null;
  const [begun, ...others] = known.filter((category) => category.toLocaleLowerCase().startsWith(wanted));
  return others.length === 0 ? (begun ?? null) : null;
}

/** Tells whether the conversation misses the category that its chatbot wants before the close; one without categories wants none. */
export function lacksCategory(
  chatbot: Pick<Chatbot, 'categories' | 'requiredToClose'>,
  conversation: Pick<Conversation, 'category'>,
): boolean {
  const isRequired = chatbot.requiredToClose.includes('category') && chatbot.categories.length > 0;
  return isRequired && conversation.category === null;
}
