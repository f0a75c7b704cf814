// What the head says of a conversation that no person has: also of those who do not stay for the answer.

import type { Words } from '../locales/en.js';
import type { Chat } from './chat.js';

const weekMs = 6 * 24 * 60 * 60_000;

/** The line under the name; `now` tells whether an opening is still to come. */
export function describeWait(
  { status, standing }: Pick<Chat, 'status' | 'standing'>,
  { subtitle }: Words,
  language: string,
  now: number = Date.now(),
): string {
  if (status === 'active') return subtitle.ai;
  if (status !== 'pending') return subtitle[status];
  const opensAt = standing?.opensAt ? Date.parse(standing.opensAt) : Number.NaN;
  if (standing?.waiting === 'callback' && opensAt > now)
    return subtitle.callback(printOpening(opensAt, language, now));
  return standing?.waiting === 'message' ? subtitle.message : subtitle.pending;
}

/** `Monday 09:00 CET`: by the visitor's own clock, named, because the words of the house go by the chatbot's. */
function printOpening(at: number, language: string, now: number): string {
  const far = at - now > weekMs;
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    ...(far ? { day: 'numeric', month: 'long' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}
