// Lets one request fetch the signer's keys while the others wait for it: the SDK would fetch them for each.

import { atMost } from '../desk-kit/at-most.js';

/** Runs a verification; while no one succeeded yet, others that come meanwhile wait for the first, but not for long. */
export type KeyTurn = <Verified>(verify: () => Promise<Verified>) => Promise<Verified>;

const patienceMs = 2_000;

/** Creates the turns of one process: once the keys are known nobody waits. */
export function createKeyTurn(limitMs = patienceMs): KeyTurn {
  let areKnown = false;
  let first: Promise<unknown> | null = null;
  return async (verify) => {
    const until = Date.now() + limitMs;
    while (!areKnown && first && Date.now() < until) await atMost(first, until - Date.now());
    if (areKnown) return verify();
    const verified = verify();
    const mine = verified.then(
      () => {
        areKnown = true;
      },
      () => undefined,
    );
    first = mine;
    void mine.then(() => {
      if (first === mine) first = null;
    });
    return verified;
  };
}
