// What the house itself says to customers, in their language where it has the words.

import { type WaitingChoice, waitingChoices } from '../../core/customer-choice.js';
import type { CustomerWords } from './customer-language.js';
import { germanWords } from './customer-words-de.js';
import { englishWords } from './customer-words-en.js';

export type { CustomerWords, Opening } from './customer-language.js';

const languages: Readonly<Record<string, CustomerWords>> = { en: englishWords, de: germanWords };

/** The words of a contact's language (`de-AT` is `de`); English where it is unknown or has none. */
export function wordsFor(locale: string | null): CustomerWords {
  const language = locale?.toLowerCase().split(/[-_]/u)[0] ?? 'en';
  return (Object.hasOwn(languages, language) ? languages[language] : undefined) ?? englishWords;
}

/** Lines that are nothing but the words of a button, in any language: whoever sees no buttons types what stands there. */
const typed = new Map<string, WaitingChoice>(
  Object.values(languages).flatMap(({ choices }) =>
    waitingChoices.map((choice) => [plain(choices[choice]), choice] as const),
  ),
);

/** The choice whose words a line is; null for all other lines. */
export function readChoiceWords(text: string): WaitingChoice | null {
  return typed.get(plain(text)) ?? null;
}

function plain(text: string): string {
  return text.trim().replace(/[.!]$/u, '').toLowerCase();
}
