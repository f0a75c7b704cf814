// Finding chats: by list, channel and words, from the command and from the home, never more than one may see.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { usualAgents } from '../support/house-declaration.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver, waitForPerson } from '../support/scenes.js';

const agents = [...usualAgents, { name: 'Zoe', role: 'agent', slack: 'U0ZOE', chatLimit: 10, chatbots: [] }];

onEachDesk('live chats', { agents }, (house) => {
  const last = (user: string) => house().agent(user).whispers().at(-1) ?? '';
  const referenceOf = async (id: string) =>
    `#${(await house().query('select reference from conversation where id = $1', [id]))[0]?.reference}`;

  it('finds chats by what was written in them, also closed ones, the newest first', async () => {
    const { agent, thread, id } = await takeOver(house(), 'U0KIM', 'My zeppelin lost a bolt');
    const reference = await referenceOf(id);
    await agent.commands('chats zeppelin');
    expect(await agent.isTold('zeppelin lost a bolt')).toContain(reference);
    await agent.types(thread, '!close');
    await house().becomes(id, 'closed');
    await agent.commands('chats closed');
    await eventually('it is among those closed today', () => last('U0KIM').includes('Closed today'));
    expect(last('U0KIM')).toContain(reference);
    await agent.commands('chats ZEPPELIN');
    await eventually('the closed one is found', () => last('U0KIM').includes('All chats · “ZEPPELIN”'));
    expect(last('U0KIM')).toContain(reference);
    await agent.commands('chats 100%');
    await eventually('nothing fits', () => last('U0KIM').includes('Nothing fits'));
  });

  it('shows nothing of a chatbot one is not assigned to (A14)', async () => {
    const { id } = await waitForPerson(house(), 'My submarine has a leak');
    const reference = await referenceOf(id);
    const zoe = house().agent('U0ZOE');
    await zoe.commands('chats submarine');
    await zoe.isTold('Nothing fits');
    await zoe.commands(`chats ${reference}`);
    await eventually(
      'nor by its number',
      () => last('U0ZOE').includes(reference) && last('U0ZOE').includes('Nothing fits'),
    );
    expect(zoe.whispers().join(' ')).not.toContain('leak');
    await house().agent('U0BEN').commands('chats submarine');
    await house().agent('U0BEN').isTold('has a leak');
  });

  it('keeps what the home is to show, and lets it go again', async () => {
    const ben = house().agent('U0BEN');
    const kept = async () =>
      (await house().query(`select home_filter from agent where name = 'Ben'`))[0]?.home_filter;
    await ben.commands('filter waiting web bolt');
    await ben.isTold('Your home shows: Waiting · Website · “bolt”');
    expect(await kept()).toMatchObject({ list: 'pending', channel: 'web', words: 'bolt' });
    await ben.commands('filter clear');
    await ben.isTold('Your home shows: Open');
    expect(await kept()).toBeNull();
  });
});

onEachDesk('why a chat comes or not', {}, (house) => {
  it('tells an agent why the next chat does not reach them, with the way out, and that it does then', async () => {
    const ada = house().agent('U0ADA');
    await ada.commands('status');
    await ada.isTold('you are offline');
    await ada.clicksWhisper('Go online');
    await eventually(
      'Ada is online',
      async () =>
        (await house().query(`select presence from agent where name = 'Ada'`))[0]?.presence === 'online',
    );
    await ada.commands('status');
    await ada.isTold('The next chat reaches you');
  });

  it('tells with a chat’s facts why it is in one’s list or not', async () => {
    const { thread } = await takeOver(house(), 'U0BEN');
    const ada = house().agent('U0ADA');
    await ada.types(thread, '!info');
    await ada.isTold('Not in your list: Ben has it');
    await house().agent('U0BEN').types(thread, '!info');
    await house().agent('U0BEN').isTold('In your list, under Active');
  });
});
