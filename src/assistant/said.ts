// Turns what an assistant wrote into messages the house accepts: none empty, none too long.

import { messageLimit } from '../core/message.js';
import { parseCommonmark, printCommonmark, splitText } from '../core/text.js';
import type { Answer } from './assistant.js';

/** The text as one message, or several where it exceeds the house's limit; none when it is blank. */
export function sayCommonmark(text: string): Answer['messages'] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const parts =
    trimmed.length <= messageLimit
      ? [trimmed]
      : splitText(printCommonmark, parseCommonmark(trimmed), messageLimit);
  return parts.map((part) => ({ text: part, markup: 'commonmark' }));
}
