// Makes ids: time-ordered, and never twice the same.

import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { Id } from '../core/id.js';

/** Asked for by the page: random bytes cost a call of the system each time, and every line takes several ids. */
const page = new Uint8Array(4_096);
const bytesOfOne = 16;
let taken = page.length;

function takeRandom(): Uint8Array {
  if (taken === page.length) {
    randomFillSync(page);
    taken = 0;
  }
  taken += bytesOfOne;
  return page.subarray(taken - bytesOfOne, taken);
}

let msecs = 0;
let seq = 0;

/** A new id of any noun; each sorts behind those made before it, so that indexes grow at their end. */
export function newId<Noun extends string>(): Id<Noun> {
  const random = takeRandom();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Half of the counter's range is left for the ids of one millisecond.
    seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else seq += 1;
  return v7({ random, msecs, seq }) as Id<Noun>;
}
