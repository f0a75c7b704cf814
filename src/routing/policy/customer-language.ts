// What the house has to say to customers, as the shape every language fills.

import type { Wait } from './wait.js';

/** When it opens next, for words: the moment and the chatbot's own time zone. */
export interface Opening {
  readonly at: Date;
  readonly timezone: string;
  readonly now: Date;
}

/** The words of one language. A new one is one table of this shape and a line in the table of languages. */
export interface CustomerWords {
  /** A hand-off is never silent. */
  readonly handOff: string;
  readonly apology: string;
  /** How the queue is. */
  readonly wait: (wait: Wait) => string;
  /** Nobody is there now; what was asked is kept until then. */
  readonly closedUntil: (opening: Opening) => string;
  /** It never opens: only a message can be left. */
  readonly neverOpen: string;
  /** They left a message and need not stay. */
  readonly messageKept: string;
  /** They are with the assistant again, by their own choice. */
  readonly withAssistant: string;
  /** A choice that came after the conversation had moved on. */
  readonly withPerson: string;
  readonly over: string;
  /** Buttons; the channels of Meta show twenty characters. */
  readonly choices: { readonly wait: string; readonly message: string; readonly assistant: string };
  readonly rate: string;
  readonly rated: string;
  /** Nobody came in time, and the assistant has it again. */
  readonly backToAssistant: string;
  /** Nobody came in time, and it became a message. */
  readonly messageTaken: string;
  /** Answered, and silent since. */
  readonly closedForSilence: string;
}

/** `Monday at 09:00 (Europe/Berlin)`; with its date where the day's name alone would mislead. */
export function printOpening({ at, timezone, now }: Opening, locale: string, join: string): string {
  const week = 6 * 24 * 60 * 60_000;
  const far = at.getTime() - now.getTime() > week;
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    weekday: 'long',
    ...(far ? { day: 'numeric', month: 'long' } : {}),
  }).format(at);
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${day}${join}${time} (${timezone})`;
}
