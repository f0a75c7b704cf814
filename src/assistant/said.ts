// Turns what an assistant wrote into messages the house accepts: none empty, none too long.

import { messageLimit, type Option } from '../core/message.js';
import { parseCommonmark, printCommonmark, splitText } from '../core/text.js';
import type { AnswerMessage } from './assistant.js';

/**
 * The text as one message, or several where it exceeds the house's limit; none when it is blank. What may be chosen
 * stands below the last.
 */
export function sayCommonmark(text: string, options: readonly Option[] = []): AnswerMessage[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const parts =
    trimmed.length <= messageLimit
      ? [trimmed]
      : splitText(printCommonmark, parseCommonmark(trimmed), messageLimit);
  return parts.map((part, index) => ({
    text: part,
    markup: 'commonmark',
    ...(options.length > 0 && index === parts.length - 1 ? { options } : {}),
  }));
}

/** The most characters of a suggestion: what every desk's dialog takes, with room to edit. */
const suggestionLimit = 2_500;

/** What an assistant suggests to an agent, as one line of an aid; none when it suggests nothing. */
export function readSuggestion(words: string): readonly string[] {
  const text = words.trim();
  return text === '' ? [] : [Array.from(text).slice(0, suggestionLimit).join('')];
}
