// Proves that suggestions are forgotten after 30 days, that the sweep finds them, and that younger ones stay.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findDue } from '../../src/store/due.js';
import { forgetSuggestions, insertSuggestion } from '../../src/store/suggestions.js';
import { openHouse, type TestHouse } from '../support/bridge-house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const isDue = async () =>
  (await findDue(house.store)).some((one) => one.kind === 'chore' && one.lane === 'suggestions');
const texts = async () =>
  (await house.store.db.execute<{ text: string }>(sql`select text from suggestion order by id`)).rows.map(
    ({ text }) => text,
  );

/** The first id of so many days ago. */
const idOf = (days: number) => {
  const hex = (Date.now() - days * 86_400_000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000001`;
};

it('forgets what was suggested 30 days ago and nothing younger', async () => {
  const { organizationId, id: conversationId } = await house.openPending();
  const { id: agentId } = await house.agent('ann');
  for (const [text, days] of [
    ['old', 31],
    ['nearly', 29],
  ] as const) {
    const id = await house.store.transaction((tx) =>
      insertSuggestion(tx, { organizationId, conversationId, agentId, text }),
    );
    await house.store.db.execute(sql`update suggestion set id = ${idOf(days)} where id = ${id}`);
  }
  expect(await isDue()).toBe(true);
  await forgetSuggestions(house.store);
  expect(await texts()).toEqual(['nearly']);
  expect(await isDue()).toBe(false);
});
