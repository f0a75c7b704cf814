// What somebody hears who goes online: how they stand, and the next chat where there is one for them.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import { ask, openHouse, type TestHouse } from '../../support/bridge-house.js';
import { labelsOf, readCard } from '../../support/card-facts.js';

let test: TestHouse;
beforeAll(async () => {
  test = await openHouse();
});
afterAll(() => test.close());

async function says(word: string) {
  const { invocation, answers } = ask('ann', word);
  await runInvocation(test.house, invocation);
  const card = answers.cards.at(-1) ?? { fallback: '', parts: [] };
  return { words: readCard(card), labels: labelsOf(card) };
}

it('offers nothing where nobody can be taken', async () => {
  const { words, labels } = await says('online');
  expect([words, labels]).toEqual([expect.stringContaining('You are 🟢 online · 0 of'), []]);
});

it('offers the next, whoever left a message among them, and not a callback before its time', async () => {
  const [, message, callback] = [
    await test.openPending(),
    await test.openPending(),
    await test.openPending(),
    await test.openPending('other-web'),
  ];
  await test.store.db.execute(sql`update conversation set waiting = 'message' where id = ${message?.id}`);
  await test.store.db.execute(
    sql`update conversation set waiting = 'callback', not_before = now() + interval '1 hour' where id = ${callback?.id}`,
  );
  const { words, labels } = await says('online');
  expect(words).toContain('You are already 🟢 online');
  expect(labels).toEqual(['Take next (2 in the queue)']);
  expect((await says('away')).labels).toEqual([]);
});
