// The house says something to a customer, where their channel still lets it.

import { systemActor } from '../../core/actor.js';
import { readWindow } from '../../core/reply-window.js';
import type { Writing } from '../../store/writing.js';

/** Says it, and shows it in the thread; false when the reply window is closed, and then nothing is said. */
export async function sayToCustomer(
  writing: Writing,
  at: { readonly text: string; readonly cause: string; readonly now: Date },
): Promise<boolean> {
  const state = readWindow(writing.conversation, at.now);
  if (state === 'closed' || state === 'own-words') return false;
  const said = await writing.message(
    { author: 'system', text: at.text, markup: 'plain' },
    systemActor(at.cause),
  );
  await writing.deliver('customer', { kind: 'message', messageId: said.id });
  await writing.deliver('thread', { kind: 'message', messageId: said.id });
  return true;
}
