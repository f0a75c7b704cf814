// Keeps the forms that are open, so that one with a wrong field can be shown again with what was typed.

import type { Form } from '../cards/card.js';
import type { FormMemory } from '../desk-kit/packed-ask.js';

export interface FormShelf {
  keep(user: string, memory: FormMemory, form: Form): void;
  /** The form that this person was shown; null after a restart, or when it was opened elsewhere. */
  find(user: string, memory: FormMemory): Form | null;
}

const mostForms = 500;

/** Creates the shelf of one process; the oldest form makes room. */
export function createFormShelf(): FormShelf {
  const forms = new Map<string, Form>();
  return {
    keep(user, memory, form) {
      const key = keyOf(user, memory);
      forms.delete(key);
      forms.set(key, form);
      const [oldest] = forms.keys();
      if (forms.size > mostForms && oldest !== undefined) forms.delete(oldest);
    },
    find: (user, memory) => forms.get(keyOf(user, memory)) ?? null,
  };
}

/** A memory survives the way through a card as it is, but for the order and absence of its members. */
function keyOf(user: string, { ask, place, threadRef, postRef }: FormMemory): string {
  const { word, args, conversationId, epoch } = ask;
  return JSON.stringify([user, word, args ?? '', conversationId, epoch, place, threadRef, postRef]);
}
