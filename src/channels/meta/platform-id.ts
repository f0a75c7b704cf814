// The few ids that Meta writes as numbers: applications, stickers.

import { readId } from './untrusted.js';

/** Such an id as text, from its digits or from a number that was not rounded; null for anything else. */
export function readPlatformId(value: unknown): string | null {
  return Number.isSafeInteger(value) ? String(value) : readId(value);
}
