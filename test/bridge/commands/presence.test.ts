// What a colleague whose presence somebody else sets hears of it, and what whoever sets it reads.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { ask, openHouse, type TestHouse } from '../../support/bridge-house.js';
import { readCard } from '../../support/card-facts.js';

let test: TestHouse;
beforeAll(async () => {
  test = await openHouse();
});
afterAll(() => test.close());

async function sets(args: string) {
  const before = test.recorded.directs.length;
  const { invocation, answers } = ask('sue', 'presence', { args });
  await runInvocation(test.house, invocation);
  const told = test.recorded.directs.slice(before).map(({ user, card }) => `${user}: ${readCard(card)}`);
  return { reads: readCard(answers.cards.at(-1) ?? { fallback: '', parts: [] }), told };
}

it('tells them once, and says so where there was nothing to set', async () => {
  expect(await sets('Ann away')).toEqual({
    reads: 'Ann is 🌙 away.',
    told: ['U0ANN: Sue set you 🌙 away.'],
  });
  expect(await sets('Ann away')).toEqual({ reads: 'Ann is already 🌙 away.', told: [] });
});
