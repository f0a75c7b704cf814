// Tells a person why their gesture came to nothing, and the log what broke, without a word of what was written.

import { randomBytes } from 'node:crypto';
import { Failure, Refusal } from '../core/errors.js';
import type { Log } from '../routing/routing.js';
import type { Card } from './cards/card.js';
import { noticeCard, refusalCard } from './cards/notice.js';

interface Coded {
  readonly code?: unknown;
  readonly constraint?: unknown;
}

/** What of an error may be logged: names, codes and places in our code; messages may quote what people wrote. */
export function withoutContent(error: unknown): object {
  const chain: object[] = [];
  for (let at: unknown = error; at instanceof Error && chain.length < 4; at = at.cause) {
    const { code, constraint } = at as Coded;
    const frames = at.stack?.split('\n').filter((line) => /^\s+at /u.test(line)) ?? [];
    chain.push({ name: at.name, code, constraint, at: frames.slice(0, 6).map((line) => line.trim()) });
  }
  return chain.length > 0 ? { chain } : { kind: typeof error };
}

/** How an error is told: expected ones in their own words, all others by a reference that the log knows too. */
export function explain(
  log: Log,
  error: unknown,
  about: { readonly what: string; readonly conversationId: string | null },
): Card {
  if (error instanceof Refusal) return refusalCard(error.message, error.remedies, about);
  if (error instanceof Failure) {
    log.warn({ class: error.class, code: error.code, what: about.what }, 'a gesture met an outside failure');
    return refusalCard(error.message, []);
  }
  const reference = randomBytes(4).toString('hex');
  log.error({ reference, what: about.what, error: withoutContent(error) }, 'a gesture failed');
  return noticeCard(
    '⚠️ Something went wrong on our side, and this was not done. Please try again.',
    `Reference ${reference}`,
  );
}

/** True for errors that were fully told to the person: trying the same again changes nothing. */
export function isExpected(error: unknown): boolean {
  return error instanceof Refusal || error instanceof Failure;
}
