// The shapes in which Teams takes the answer to an invoke: a sentence, a card in place, a dialog, or nothing.

import type { Json } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';

/** What an HTTP request of Teams is answered with. */
export interface Answer {
  readonly status: number;
  /** Null for an empty body. */
  readonly body: Json | null;
}

const sentenceLimit = 300;
const cardType = 'application/vnd.microsoft.card.adaptive';

/** A sentence that one person sees for a moment after a button. */
export function sayInToast(sentence: string): Json {
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: cut(sentence, sentenceLimit),
  };
}

/** A card in place of the one whose button was used, for that person only. */
export function showInPlace(card: Json): Json {
  return { statusCode: 200, type: cardType, value: card };
}

/** A sentence in a box of its own. */
export function sayInBox(sentence: string): Json {
  return { task: { type: 'message', value: cut(sentence, sentenceLimit) } };
}

/** A dialog as it was rendered, or its next page. */
export function openDialog(dialog: Json): Json {
  return { task: { type: 'continue', value: dialog } };
}
