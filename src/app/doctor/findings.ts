// Collects findings about one part of the house; a look that fails is itself a finding.

import { Failure } from '../../core/errors.js';
import type { FindingLevel, HouseFinding } from '../../core/finding.js';

export interface Findings {
  good(what: string, sentence: string): void;
  warn(what: string, sentence: string): void;
  bad(what: string, sentence: string): void;
  readonly all: readonly HouseFinding[];
}

/** An empty list about one part. */
export function beginFindings(part: string): Findings {
  const all: HouseFinding[] = [];
  const note = (level: FindingLevel) => (what: string, sentence: string) =>
    void all.push({ level, part, what, sentence });
  return { good: note('good'), warn: note('warning'), bad: note('bad'), all };
}

/** Looks, but not longer than this; what is thrown becomes a finding that names codes only: messages may hold addresses. */
export async function look(
  part: string,
  limitMs: number,
  work: () => Promise<readonly HouseFinding[]>,
): Promise<readonly HouseFinding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const failure = new Failure('There was no answer in time.', { class: 'retry', code: 'timeout' });
    timer = setTimeout(() => reject(failure), limitMs);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    return [{ level: 'bad', part, what: 'look', sentence: sentenceOf(error) }];
  } finally {
    clearTimeout(timer);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return `It could not be looked at (${code}).`;
  }
  return 'It could not be looked at.';
}
