// Which chatbot a text begins with: by our id, its key or its name.

import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';

/** The longest name has so many words. */
const mostWords = 8;

/** The chatbot and what follows it; the longest name first. Throws Refusal `unknown-chatbot`, without telling of others. */
export function findNamedChatbot(
  chatbots: readonly Chatbot[],
  text: string,
): { readonly found: Chatbot; readonly rest: string } {
  const words = text.trim().split(/\s+/u);
  for (let count = Math.min(mostWords, words.length); count > 0; count -= 1) {
    const name = words.slice(0, count).join(' ').toLocaleLowerCase();
    const found = chatbots.find(
      (one) => one.id === name || one.key === name || one.name.toLocaleLowerCase() === name,
    );
    // What follows keeps its own lines: it may be a list.
    if (found) return { found, rest: text.trim().replace(new RegExp(`^(?:\\S+\\s*){${count}}`, 'u'), '') };
  }
  throw new Refusal('unknown-chatbot', { name: (words[0] ?? '').slice(0, 60) });
}
