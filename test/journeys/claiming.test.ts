// Claims: by button and by word, races for one conversation, and the chat limit under fire.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { everyPair, onEachDesk } from '../support/on-each-desk.js';
import { takeOver, waitForPerson } from '../support/scenes.js';

const crowd = Array.from({ length: 20 }, (_, index) => ({
  name: `Agent ${index + 1}`,
  role: 'agent',
  slack: `U0A${index + 1}`,
  chatLimit: 3,
  chatbots: ['acme'],
}));
const kim = { name: 'Kim', role: 'supervisor', slack: 'U0KIM', chatLimit: 10, chatbots: ['acme'] };

onEachDesk('claiming', { agents: [...crowd, kim], on: everyPair }, (house) => {
  const owners = (id: string) =>
    house().query<{ name: string }>(
      `select a.name from assignment s join agent a on a.id = s.agent_id where s.conversation_id = $1 and s.ended_at is null`,
      [id],
    );

  it('is claimed by the button and by !claim, and the card says whose it is', async () => {
    const { agent, thread, id } = await takeOver(house());
    expect(await owners(id)).toEqual([{ name: 'Kim' }]);
    const card = () => house().root(thread);
    await eventually('the card names Kim', () => card().shown.includes('Kim'));
    await agent.types(thread, '!release');
    await house().becomes(id, 'pending');
    await eventually('the card offers the claim again', () => card().labels.includes('Claim'));
    await agent.clicks(house().root(thread), 'Claim');
    await house().becomes(id, 'active');
  });

  it('tells who claims while offline what that means, with the way online', async () => {
    const { agent, thread, id } = await takeOver(house());
    await agent.isTold('You are ⚪ offline');
    await agent.clicksWhisper('Go online');
    await agent.isTold('You are 🟢 online');
    await agent.types(thread, '!online');
    await agent.isTold('You are already 🟢 online');
    await agent.types(thread, '!release');
    await house().becomes(id, 'pending');
    const before = agent.whispers().length;
    await agent.types(thread, '!claim');
    await house().becomes(id, 'active');
    await house().settled();
    expect(agent.whispers().slice(before)).toEqual([]);
    await agent.types(thread, '!offline');
    await agent.isTold('You are ⚪ offline · ');
    await agent.types(thread, '!close');
    await house().becomes(id, 'closed');
  });

  it('has exactly one winner among 20 who click at once; the others are told who (A12, A14)', async () => {
    const { id, thread } = await waitForPerson(house());
    const agents = crowd.map(({ slack }) => house().agent(slack));
    const root = house().root(thread);
    await Promise.all(agents.map((agent) => agent.clicks(root, 'Claim')));
    const [winner, ...others] = await owners(id);
    expect(others).toEqual([]);
    const told = await Promise.all(
      agents
        .filter((_, index) => crowd[index]?.name !== winner?.name)
        .map((agent) => agent.isTold(`${winner?.name} already has this conversation`)),
    );
    expect(told.length).toBe(19);
  });

  it('never exceeds a limit of 3, however many claims arrive at once (A11, B7)', async () => {
    const waiting = await Promise.all(
      Array.from({ length: 20 }, (_, n) => waitForPerson(house(), `help ${n}`)),
    );
    const ava = house().agent('U0A20');
    const before = await load('Agent 20');
    await Promise.all(waiting.map(({ thread }) => ava.clicks(house().root(thread), 'Claim')));
    expect(await load('Agent 20')).toBe(3);
    const refusals = () => ava.whispers().filter((text) => text.includes('3 of 3')).length;
    await eventually('each other claim is refused', () => refusals() >= 20 - (3 - before));
    expect(refusals()).toBe(20 - (3 - before));
  });

  async function load(name: string): Promise<number> {
    const rows = await house().query<{ n: string }>(
      `select count(*) as n from conversation c join agent a on a.id = c.owner_id where a.name = $1 and c.status = 'active'`,
      [name],
    );
    return Number(rows[0]?.n);
  }
});
