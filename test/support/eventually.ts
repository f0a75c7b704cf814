// Waits for a condition instead of for a time: looks again and again, and says what it saw last when it gives up.

import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves with the first answer that is neither null, undefined nor false; a look that throws counts as not yet.
 * `what` names the condition, as it stands when nobody waits any longer.
 * Throws with it and the last look when `limitMs` has passed.
 */
export async function eventually<T>(
  what: string | (() => string),
  look: () => T | Promise<T>,
  limitMs = 12_000,
): Promise<Exclude<T, null | undefined | false>> {
  const until = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false)
        return seen as Exclude<T, null | undefined | false>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until) {
      const saw = last instanceof Error ? last.message : JSON.stringify(last);
      const wanted = typeof what === 'string' ? what : what();
      throw new Error(`${wanted}: not within ${limitMs} ms (last seen: ${saw})`, { cause: last });
    }
    await sleep(15);
  }
}
