// What an agent's home shows: kept in parts, let go again, and never another team's chatbot.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualFilter } from '../../../src/core/chat-filter.js';
import type { ChatbotId } from '../../../src/core/id.js';
import { filterHome } from '../../../src/routing/verbs/filter-home.js';
import { readHome } from '../../../src/store/home-view.js';
import { type Floor, openFloor } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const filterOf = async (name: string) => (await readHome(floor.store, await floor.agent(name)))?.filter;

it('keeps what was chosen before beside what is chosen now, and nothing once it is usual again', async () => {
  const agent = await floor.agent('Ben');
  await filterHome(floor.routing, { agent, change: { list: 'active' } });
  await filterHome(floor.routing, { agent, change: { words: 'bolt' } });
  expect(await filterOf('Ben')).toEqual({ ...usualFilter, list: 'active', words: 'bolt' });
  await filterHome(floor.routing, { agent, change: usualFilter });
  expect(await filterOf('Ben')).toEqual(usualFilter);
});

it('refuses a chatbot that its agent may not see, and changes nothing (A14)', async () => {
  const agent = await floor.agent('Zoe');
  const chatbotId = floor.door.chatbotId as ChatbotId;
  await expect(filterHome(floor.routing, { agent, change: { chatbotId } })).rejects.toMatchObject({
    code: 'other-chatbot',
  });
  expect(await filterOf('Zoe')).toEqual(usualFilter);
});
