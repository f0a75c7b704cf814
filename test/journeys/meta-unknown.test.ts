// Sends of which nobody ever hears again: shown as unknown once the platform had its time to tell, then a person's choice.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type MetaHouse, metaChannels, startMetaHouse } from '../support/meta-house.js';
import { showsUp, takeOverPhone, wordsOn } from '../support/meta-scenes.js';
import { isMarked, marks } from '../support/scenes.js';

let house: MetaHouse;
beforeAll(async () => {
  // The wait is the platform's own and the same on every engine, so one of them is enough.
  house = await startMetaHouse({ engine: 'postgres' });
});
afterAll(() => house?.stop());

it('are not on the phone, are marked, and are sent once more only when the agent says so (A6)', async () => {
  const chats = await Promise.all(
    metaChannels.map(async (channel) => {
      const chat = await takeOverPhone(house, channel);
      house.meta.faults.add({ kind: 'drop_before', customer: chat.phone.id, times: 1 });
      const line = await chat.agent.types(chat.thread, 'Did this arrive?');
      return { ...chat, line };
    }),
  );
  for (const { phone, line } of chats) {
    await eventually('the line is marked as doubtful', () => marks(house, line).includes('failed'), 30_000);
    expect(wordsOn(phone)).not.toContain('Did this arrive?');
  }
  for (const { phone, thread, agent, line } of chats) {
    await agent.types(thread, '!retry');
    await showsUp(phone, 'Did this arrive?');
    await isMarked(house, line, 'seen');
  }
  await house.settled();
  const times = chats.map(({ phone }) => wordsOn(phone).filter((text) => text === 'Did this arrive?').length);
  expect(times).toEqual([1, 1, 1]);
}, 60_000);
