// One sentence as a card.

import { literal } from '../../core/text/document.js';
import type { Card } from '../cards/card.js';

/** The sentence as a card without anything else. */
export function sayCard(sentence: string): Card {
  return { fallback: sentence, parts: [{ kind: 'text', text: literal(sentence) }] };
}
