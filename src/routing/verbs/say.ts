// The house says something to a customer, where their channel still lets it.

import { systemActor } from '../../core/actor.js';
import type { Option } from '../../core/message.js';
import { readWindow } from '../../core/reply-window.js';
import type { Writing } from '../../store/writing.js';
import { type CustomerWords, wordsFor } from '../policy/customer-words.js';

export interface Saying {
  readonly words: (words: CustomerWords) => string;
  readonly cause: string;
  readonly now: Date;
  /** What they may choose in answer. */
  readonly options?: readonly Option[];
  /** False for what is no news to people: then the thread does not show it. */
  readonly shown?: boolean;
}

/**
 * Says it in the customer's language, and shows it in the thread; false when the reply window is closed, and then
 * nothing is said.
 */
export async function sayToCustomer(writing: Writing, saying: Saying): Promise<boolean> {
  const { words, cause, now, options = [], shown = true } = saying;
  const state = readWindow(writing.conversation, now);
  if (state === 'closed' || state === 'own-words') return false;
  const text = words(wordsFor(writing.customer.locale));
  const details = options.length > 0 ? { options } : {};
  const said = await writing.message(
    { author: 'system', text, markup: 'plain', details },
    systemActor(cause),
  );
  await writing.deliver('customer', { kind: 'message', messageId: said.id });
  if (shown) await writing.deliver('thread', { kind: 'message', messageId: said.id });
  return true;
}
