// The personal chat at Teams: a home with presence, limit and conversations, and every command as a plain word.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onTeams } from '../support/on-each-desk.js';
import { takeOver, waitForPerson } from '../support/scenes.js';

onTeams('at home on Teams', {}, (house) => {
  const home = (user: string) => house().teams.homeOf(user);

  it('opens with the word, shows what one has and what waits, and is redrawn in place (B7)', async () => {
    const { thread, id } = await waitForPerson(house(), 'I wait for somebody');
    const ben = house().agent('U0BEN');
    await ben.commands('online');
    await ben.commands('home');
    const first = await eventually('Ben has a home', () => home('U0BEN'));
    expect(first.text).toContain('0 of 10');
    await ben.types(thread, '!claim');
    await house().becomes(id, 'active');
    await eventually('the home shows it', () => home('U0BEN')?.text.includes('1 of 10'), 15_000);
    expect(home('U0BEN')?.ref).toBe(first.ref);
    await ben.commands('home');
    await eventually('the home is shown anew', () => home('U0BEN')?.ref !== first.ref, 15_000);
  });

  it('sets presence by word', async () => {
    const ada = house().agent('U0ADA');
    const presence = async () => (await house().query(`select presence from agent where name = 'Ada'`))[0];
    await ada.commands('online');
    expect(await presence()).toMatchObject({ presence: 'online' });
    await ada.commands('offline');
    expect(await presence()).toMatchObject({ presence: 'offline' });
  });

  it('tells whom a conversation is given to (A13)', async () => {
    const { agent, thread } = await takeOver(house());
    await house().agent('U0BEN').commands('online');
    await agent.types(thread, '!transfer @Ben');
    await house().agent('U0BEN').isTold('Kim');
  });

  it('tells it also where their chat must rest for a moment (A13)', async () => {
    const { agent, thread } = await takeOver(house());
    const ben = house().agent('U0BEN');
    await ben.commands('online');
    const countTold = () => ben.whispers().filter((text) => text.includes('Kim')).length;
    const before = countTold();
    const { teams } = house().teams;
    const chat = teams.world.people.get(ben.user)?.personalChat ?? '';
    house().teams.befall({
      kind: 'rate_limited',
      path: `${chat}/activities`,
      times: 1,
      retryAfterSeconds: 1,
    });
    await agent.types(thread, '!transfer @Ben');
    await eventually('Ben is told', () => countTold() > before);
    expect(teams.faults.list()).toEqual([]);
  });
});
