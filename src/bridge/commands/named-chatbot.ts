// Which chatbot a text begins with: by our id, its key or its name.

import type { Chatbot } from '../../core/chatbot.js';
import { Refusal } from '../../core/errors.js';

/** The longest name has so many words. */
const mostWords = 8;

/**
 * The chatbot and what follows it. Where a key begins another's name (`acme`, `Acme Support`), the whole text counts
 * first, then the reading after which one of `words` comes, then the longest name.
 * Throws Refusal `unknown-chatbot`, without telling of others.
 */
export function findNamedChatbot(
  chatbots: readonly Chatbot[],
  text: string,
  words: readonly string[] = [],
): { readonly found: Chatbot; readonly rest: string } {
  const said = text.trim().split(/\s+/u);
  const readings = [];
  for (let count = Math.min(mostWords, said.length); count > 0; count -= 1) {
    const name = said.slice(0, count).join(' ').toLocaleLowerCase();
    const found = chatbots.find(
      (one) => one.id === name || one.key === name || one.name.toLocaleLowerCase() === name,
    );
    // What follows keeps its own lines: it may be a list.
    const rest = text.trim().replace(new RegExp(`^(?:\\S+\\s*){${count}}`, 'u'), '');
    if (found) readings.push({ found, rest, word: said[count]?.toLowerCase() ?? '' });
  }
  const reading =
    readings.find(({ rest }) => rest === '') ??
    readings.find(({ word }) => words.includes(word)) ??
    readings[0];
  if (!reading) throw new Refusal('unknown-chatbot', { name: (said[0] ?? '').slice(0, 60) });
  return reading;
}
