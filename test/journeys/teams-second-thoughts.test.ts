// Second thoughts on Teams: a deletion that is undone, and a line that failed and is sent again by its menu.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type MetaHouse, startMetaHouse } from '../support/meta-house.js';
import { showsUp, takeOverPhone, wordsOn } from '../support/meta-scenes.js';
import { isMarked, takeOver } from '../support/scenes.js';

let house: MetaHouse;
beforeAll(async () => {
  house = await startMetaHouse({ engine: 'postgres', desk: 'teams' });
});
afterAll(() => house?.stop());

it('tells who undoes a deletion that the customer no longer has the line, and sends nothing (B4)', async () => {
  const { customer, agent, thread } = await takeOver(house);
  const line = await agent.types(thread, 'Ten oclock.');
  const shown = await customer.sees('Ten oclock.');
  await agent.deletes(line);
  await eventually('it is taken back', () => customer.shown.find((one) => one.id === shown.id)?.deleted);
  await house.teams.undeletes('U0KIM', line);
  await agent.isTold('the customer no longer has it');
  await house.settled();
  expect(customer.texts('agent')).toEqual(['']);
});

it('sends a line that failed once more by the action of its message (A6)', async () => {
  const { phone, agent, thread } = await takeOverPhone(house, 'whatsapp');
  house.meta.faults.add({ kind: 'error', customer: phone.id, code: 131026, times: 1 });
  const line = await agent.types(thread, 'Try me again.');
  await isMarked(house, line, 'failed');
  expect(wordsOn(phone)).not.toContain('Try me again.');
  const post = await house.posted(thread, 'Try me again.');
  await house.teams.messageAction('U0KIM', post, 'retry');
  await showsUp(phone, 'Try me again.');
  await isMarked(house, line, 'seen');
  await house.settled();
  expect(wordsOn(phone).filter((text) => text === 'Try me again.')).toHaveLength(1);
});
