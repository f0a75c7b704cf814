// Proves that a post which was the board says so in the end, also after a restart, and that nobody is asked about it twice.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postBoard, stopBoard } from '../../src/bridge/boards.js';
import type { Desk } from '../../src/bridge/desk.js';
import { createRedraw } from '../../src/bridge/redraw.js';
import { createDesks } from '../../src/bridge/registry.js';
import { Failure } from '../../src/core/errors.js';
import { createRedrawer } from '../../src/routing/work/redrawer.js';
import { findChatbotByPlace } from '../../src/store/chatbots.js';
import { openHouse, place, type TestHouse, team } from '../support/bridge-house.js';
import { eventually } from '../support/eventually.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const waiting = async () =>
  (await house.store.db.execute(sql`select due_at from redraw where subject = 'old-board'`)).rows.length;

/** One life of the process: draws what is due with a desk that answers so, until told to stop. */
function live(update?: Desk['update']) {
  const [desk] = house.house.desks.all;
  if (!desk) throw new Error('no desk');
  const desks = createDesks([{ ...desk, ...(update ? { update } : {}) }]);
  const redrawer = createRedrawer(house.house.routing, {
    redraw: createRedraw({ store: house.store, desks }),
  });
  redrawer.wake();
  return redrawer;
}

it('marks the old post of a board after a restart, when the desk had asked for patience', async () => {
  const by = await house.agent('sue');
  const chatbot = await findChatbotByPlace(house.store, { desk: 'slack', team, place });
  if (!chatbot) throw new Error('no chatbot');
  await postBoard(house.house, by, chatbot);
  await postBoard(house.house, by, chatbot);
  await stopBoard(house.house, by, chatbot);
  expect(await waiting()).toBe(2);

  let asked = 0;
  const busy = live(() => {
    asked += 1;
    return Promise.reject(new Failure('Slow down.', { class: 'retry', code: 'x', retryAfterMs: 60_000 }));
  });
  await eventually('the desk was asked for both', () => asked === 2);
  await busy.stop();
  expect(await waiting()).toBe(2);

  await house.store.db.execute(sql`update redraw set due_at = now() where subject = 'old-board'`);
  const after = live();
  await eventually('nothing is left to be marked', async () => (await waiting()) === 0);
  await after.stop();
  const said = house.recorded.updates.map(({ post }) => (post.kind === 'card' ? post.card.fallback : ''));
  expect(said.filter((one) => one.includes('has moved'))).toHaveLength(1);
  expect(said.filter((one) => one.includes('is not kept up any more'))).toHaveLength(1);
});

it('leaves alone an old post that somebody deleted', async () => {
  const by = await house.agent('sue');
  const chatbot = await findChatbotByPlace(house.store, { desk: 'slack', team, place });
  if (!chatbot) throw new Error('no chatbot');
  await postBoard(house.house, by, chatbot);
  await stopBoard(house.house, by, chatbot);
  const gone = new Failure('Not found.', { class: 'recipient', code: 'message_not_found' });
  const redrawer = live(() => Promise.reject(gone));
  await eventually('nothing is left to be marked', async () => (await waiting()) === 0);
  await redrawer.stop();
});
