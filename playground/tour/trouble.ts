// What the tour says when something is not as it should be, and how long it waits before it says so.

import { setTimeout as sleep } from 'node:timers/promises';

/** A step that failed: what was expected and what came instead. */
export class TourTrouble extends Error {
  readonly came: string;
  constructor(expected: string, came: string) {
    super(`Expected: ${expected}\nCame: ${came}`);
    this.name = 'TourTrouble';
    this.came = came;
  }
}

/** How long the other side may take to show something. */
const patienceMs = 12_000;
const betweenLooksMs = 40;

export interface Wait<Seen> {
  /** In words, for the one who reads that it never came. */
  readonly expected: string;
  /** Null or false: not yet. */
  look(): Promise<Seen | null | false> | Seen | null | false;
  /** What is there instead, asked when the patience is over. */
  came(): Promise<string> | string;
  readonly signal: AbortSignal;
}

/**
 * Looks again and again, and resolves with the first thing seen.
 * @throws TourTrouble when it never comes; the signal's reason when it is aborted.
 */
export async function waitFor<Seen>({ expected, look, came, signal }: Wait<Seen>): Promise<Seen> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== false) return seen;
    if (Date.now() > until) throw new TourTrouble(expected, await came());
    await sleep(betweenLooksMs, undefined, { signal });
  }
}

/** @throws TourTrouble unless it is so. */
export function demand(isSo: boolean, expected: string, came: string): void {
  if (!isSo) throw new TourTrouble(expected, came);
}

/** Several lines as one quotation; long ones are cut, and no line says so. */
export function showLines(lines: readonly string[]): string {
  return lines.length === 0 ? 'nothing' : lines.map((line) => shorten(line)).join('\n');
}

/** One line of a text, for people. */
export function shorten(text: string, limit = 160): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
