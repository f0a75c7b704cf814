// Keeps a card within what Teams takes: words are cut first, then left out, and never the controls while anything else is there.

import type { Json } from '../../core/payload.js';
import { countJsonBytes, textLine } from './elements.js';

/** An element of a body; `keep` those that something is done with. */
export interface Piece {
  readonly element: Json;
  readonly keep?: boolean;
}

/** The most bytes of a body: the card around it and its message stay below 25 KB. */
export const bodyLimit = 23_500;
/** How many characters of each text are tried, one after another. */
const wordLimits = [4_000, 1_500, 700, 350, 150, 60] as const;

/** The body with the longest texts that fit; a line at its end says that something was cut. */
export function fitBody(build: (wordLimit: number) => readonly Piece[]): Json[] {
  const whole = build(Number.POSITIVE_INFINITY);
  if (sizeOf(whole) <= bodyLimit) return whole.map(({ element }) => element);
  const rest = { element: textLine('… not everything fits here.', { size: 'Small', isSubtle: true }) };
  let pieces = whole;
  for (const limit of wordLimits) {
    pieces = [...build(limit), rest];
    if (sizeOf(pieces) <= bodyLimit) return pieces.map(({ element }) => element);
  }
  return [...dropLast(pieces.slice(0, -1), bodyLimit - countJsonBytes(rest.element) - 3), rest].map(
    ({ element }) => element,
  );
}

function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { element }) => sum + countJsonBytes(element) + 1, 2);
}

/** Leaves out words from the end until the rest fits, and controls only when no words are left. */
function dropLast(pieces: readonly Piece[], limit: number): Piece[] {
  const sizes = pieces.map(({ element }) => countJsonBytes(element) + 1);
  let size = sizes.reduce((sum, one) => sum + one, 2);
  const dropped = new Set<number>();
  for (const isKept of [false, true]) {
    for (let at = pieces.length - 1; at >= 0 && size > limit; at -= 1) {
      if ((pieces[at]?.keep ?? false) !== isKept) continue;
      dropped.add(at);
      size -= sizes[at] ?? 0;
    }
  }
  return pieces.filter((_, at) => !dropped.has(at));
}
