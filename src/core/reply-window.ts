// The reply window: how far it is open at a moment, for those who draw it and those who refuse.

import type { Conversation } from './conversation.js';
import { Refusal } from './errors.js';

/**
 * `always`: the channel has no window; `closing`: less than an hour is left; `own-words`: closed for all but what an
 * agent writes themselves; `closed`: nothing but a template, where the channel has such.
 */
export type WindowState = 'always' | 'open' | 'closing' | 'own-words' | 'closed';

/** When agents are warned. */
export const warningMs = 60 * 60 * 1000;

type Window = Pick<Conversation, 'openUntil' | 'replyUntil'>;

/** How the window stands at this moment. */
export function readWindow({ openUntil, replyUntil }: Window, now: Date): WindowState {
  // Whoever never heard of a window has none.
  if (!openUntil) return 'always';
  const leftMs = openUntil.getTime() - now.getTime();
  if (leftMs > warningMs) return 'open';
  if (leftMs > 0) return 'closing';
  return replyUntil && replyUntil > now ? 'own-words' : 'closed';
}

/** `3 d left`, `5 h left`, `40 min left`: whole units, rounded down, never nothing. */
export function timeLeft(until: Date, now: Date): string {
  const minutes = Math.max(1, Math.floor((until.getTime() - now.getTime()) / 60_000));
  if (minutes < 60) return `${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h left` : `${Math.floor(hours / 24)} d left`;
}

/**
 * Refuses an agent's own words once the channel takes them no more: told before anything is called, with the way out.
 * Throws Refusal `window-closed`.
 */
export function mustBeInWindow(conversation: Window, now: Date): void {
  if (readWindow(conversation, now) !== 'closed') return;
  throw new Refusal('window-closed', {}, [{ command: 'template', label: 'Send a template' }]);
}
