// How long and how many, as people say it.

import { mostCounted } from '../../core/conversation.js';

/** `3`, or `1000+` where counting ended. */
export function numberOf(count: number): string {
  return count > mostCounted ? `${mostCounted}+` : String(count);
}

/** `… and 4 more.` than the `shown` ones of `all`; `… and 990+ more.` where counting ended. */
export function restOf(all: number, shown: number): string {
  const rest = all > mostCounted ? `${mostCounted - shown}+` : String(all - shown);
  return `… and ${rest} more.`;
}

/** `just now`, `12 min`, `3 h`, `2 days`. */
export function ageOf(since: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}

/** `75 s`, `12 min`, `3 h`. */
export function spanOf(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
