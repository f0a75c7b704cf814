// The languages of the widget: a new one is a file in locales/ and its lines here.

import * as de from './locales/de.js';
import * as en from './locales/en.js';

/** The few words of the launcher, apart from the rest so that the loader stays small. */
export const launchers: Readonly<Record<string, typeof en.launcher>> = { en: en.launcher, de: de.launcher };

/** The words of the panel. */
export const panels: Readonly<Record<string, en.Words>> = { en: en.panel, de: de.panel };

/** The first known language among the wishes, by the language alone (`de-AT` → `de`); English otherwise. */
export function pickLanguage(
  known: Readonly<Record<string, unknown>>,
  wishes: readonly (string | null | undefined)[],
): string {
  for (const wish of wishes) {
    const language = wish?.split('-')[0]?.toLowerCase();
    if (language && Object.keys(known).includes(language)) return language;
  }
  return 'en';
}

/** The language as it is written where the visitor lives (`en` → `en-GB`), where their browser tells; times and numbers differ. */
export function pickLocale(language: string, theirs: readonly string[]): string {
  return theirs.find((one) => one.toLowerCase().startsWith(`${language}-`)) ?? language;
}
