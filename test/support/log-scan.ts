// Looks through a log for what must never stand in it: what people wrote, what opens doors, how customers are reached.

import { expect } from 'vitest';
import { type MetaHouse, metaSecrets } from './meta-house.js';

/** Expects that no line of the log holds a secret of the house, a word that was said, or a phone number. */
export async function expectDiscreetLog(house: MetaHouse, ...alsoNever: readonly string[]): Promise<void> {
  const said = await house.query<{ text: string }>(
    `select text from message where length(text) > 3 union select text from note where length(text) > 3`,
  );
  const { appSecret, verifyToken, tokens } = metaSecrets;
  const numbers = [...house.meta.world.customers.values()].flatMap(({ waId }) => waId ?? []);
  const never = [
    appSecret,
    verifyToken,
    ...Object.values(tokens),
    ...numbers,
    ...said.map(({ text }) => text),
    ...alsoNever,
  ];
  expect(house.logged.length).toBeGreaterThan(0);
  const log = house.logged.join('');
  const found = never.filter((one) => log.includes(one) || log.includes(JSON.stringify(one).slice(1, -1)));
  expect(found).toEqual([]);
}
