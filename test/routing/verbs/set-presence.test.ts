// Whoever says they are online once more is no less idle for it, but their queues look again.

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Presence } from '../../../src/core/agent.js';
import { defaultRouting } from '../../../src/core/chatbot.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import type { Touch } from '../../../src/store/store.js';
import { type Floor, openFloor } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({ chatbot: { routing: { ...defaultRouting, mode: 'auto' } } });
});
afterAll(() => floor.close());

const since = async () => {
  const [row] = await floor.query<{ idle: Date; presence: Date }>(
    `select idle_since as idle, presence_at as presence from agent where name = 'Ben'`,
  );
  return row;
};

const set = async (presence: Presence) => {
  const ben = await floor.agent('Ben');
  return setPresence(floor.routing, { by: ben, agentId: ben.id, presence });
};

it('keeps how long somebody is idle who says again that they are online', async () => {
  expect(await set('online')).toMatchObject({ before: 'offline', presence: 'online' });
  const first = await since();
  await floor.openPending();
  const touched: Touch['kind'][] = [];
  const stop = floor.store.onCommit((touches) => touched.push(...touches.map(({ kind }) => kind)));
  expect(await set('online')).toMatchObject({ before: 'online', presence: 'online' });
  stop();
  expect(await since()).toEqual(first);
  expect(touched).toContain('queue');
});

it('begins it anew for who was away or gone', async () => {
  const first = await since();
  await set('away');
  const away = await since();
  expect(away?.idle).toEqual(first?.idle);
  expect(away?.presence).not.toEqual(first?.presence);
  await set('online');
  const back = await since();
  expect(back?.idle.getTime()).toBeGreaterThan(first?.idle.getTime() ?? 0);
});
