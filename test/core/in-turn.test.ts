// What is said to one person waits where a wait is named, and is never done twice where nobody knows whether it was.

import { expect, it } from 'vitest';
import { Failure } from '../../src/core/errors.js';
import { inTurn } from '../../src/core/in-turn.js';

const fail = (facts: { readonly retryAfterMs?: number; readonly ambiguous?: boolean }) =>
  new Failure('Not now.', { class: 'retry', code: 'busy', ...facts });

function failing(error: Failure, times = 1) {
  let asked = 0;
  return async () => {
    asked += 1;
    if (asked <= times) throw error;
    return asked;
  };
}

it('does it again after the wait that is named', async () => {
  const slept: number[] = [];
  const patience = { patienceMs: 60, sleep: async (ms: number) => slept.push(ms) };
  expect(await inTurn(failing(fail({ retryAfterMs: 15 }), 2), patience)).toBe(3);
  expect(slept).toEqual([25, 25]);
  // All waits count together.
  await expect(inTurn(failing(fail({ retryAfterMs: 15 }), 3), patience)).rejects.toMatchObject({
    code: 'busy',
  });
});

it.each([
  ['the wait does not fit', fail({ retryAfterMs: 60_000 })],
  ['no wait is named', fail({})],
  ['it may have happened', fail({ retryAfterMs: 1, ambiguous: true })],
  ['it will never do', new Failure('No.', { class: 'recipient', code: 'gone', retryAfterMs: 1 })],
])('throws at once where %s', async (_where, error) => {
  const patience = { patienceMs: 2_000, sleep: async () => undefined };
  await expect(inTurn(failing(error), patience)).rejects.toBe(error);
});
