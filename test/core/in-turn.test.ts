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
  expect(await inTurn(failing(fail({ retryAfterMs: 1 }), 2), 2_000)).toBe(3);
});

it.each([
  ['the wait does not fit', fail({ retryAfterMs: 60_000 })],
  ['no wait is named', fail({})],
  ['it may have happened', fail({ retryAfterMs: 1, ambiguous: true })],
  ['it will never do', new Failure('No.', { class: 'recipient', code: 'gone', retryAfterMs: 1 })],
])('throws at once where %s', async (_where, error) => {
  await expect(inTurn(failing(error), 2_000)).rejects.toBe(error);
});
