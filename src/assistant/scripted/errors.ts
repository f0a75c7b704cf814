// What can go wrong with a script, in the house's words.

import { Failure } from '../../core/errors.js';

/** The script's file cannot be read or means nothing: asking again does not help. */
export function scriptFailure(file: string, cause: unknown): Failure {
  return new Failure(
    `The script ${file} cannot be used: ${describe(cause)}`,
    { class: 'content', code: 'script' },
    { cause },
  );
}

/** One line about why a script cannot be used. */
export function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unreadable';
  if ('code' in cause && cause.code === 'ENOENT') return 'there is no such file';
  return cause.message.split('\n')[0] ?? 'unreadable';
}
