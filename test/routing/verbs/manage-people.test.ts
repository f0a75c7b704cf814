// Proves that what is done to people's presence and place in the house is written down: who, whom, from what to what.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deactivateAgent, reactivateAgent } from '../../../src/routing/verbs/manage-people.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { openHouse, type TestHouse } from '../../support/bridge-house.js';

let test: TestHouse;
beforeAll(async () => {
  test = await openHouse();
});
afterAll(() => test.close());

it('writes down presence that somebody else set, and who was let go and taken back', async () => {
  const { routing } = test.house;
  const [ann, sue, adi] = [await test.agent('ann'), await test.agent('sue'), await test.agent('adi')];
  await setPresence(routing, { by: ann, agentId: ann.id, presence: 'online' });
  await setPresence(routing, { by: sue, agentId: ann.id, presence: 'away' });
  await deactivateAgent(routing, { by: adi, agentId: ann.id });
  await reactivateAgent(routing, { by: adi, agentId: ann.id });
  const { rows } = await test.store.db.execute(
    sql`select actor ->> 'name' as by, what, before, after from audit where subject_id = ${ann.id} order by at, id`,
  );
  expect(rows).toEqual([
    { by: 'Sue', what: 'presence', before: 'online', after: 'away' },
    { by: 'Adi', what: 'active', before: true, after: false },
    { by: 'Adi', what: 'active', before: false, after: true },
  ]);
});
