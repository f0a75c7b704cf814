// What is not allowed is refused and changes nothing: strangers, other chatbots' agents, forged and stale buttons, bad input.

import { expect, it } from 'vitest';
import { usualAgents } from '../support/house.js';
import { rival } from '../support/house-declaration.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver, waitForPerson } from '../support/scenes.js';
import { stateOf } from '../support/state.js';

const agents = [
  ...usualAgents,
  { name: 'Zoe', role: 'supervisor', slack: 'U0ZOE', chatLimit: 10, chatbots: ['rival'] },
];

onEachDesk('what is refused', { agents, chatbots: [rival] }, (house) => {
  it('refuses strangers and agents of another chatbot at every door (A14)', async () => {
    const { id, thread } = await waitForPerson(house());
    await house().settled();
    const before = await stateOf(house(), id);
    for (const [user, sentence] of [
      ['U0STRANGER', 'not an agent here'],
      ['U0ZOE', 'not assigned to this chatbot'],
    ] as const) {
      const person = house().agent(user);
      const told = () => person.whispers().filter((text) => text.includes(sentence)).length;
      await person.clicks(house().root(thread), 'Claim');
      await person.clicks(house().root(thread), 'Restore to AI');
      await person.clicks(house().root(thread), 'Info');
      expect(told()).toBe(3);
      await person.types(thread, '!claim');
      await person.types(thread, '!note I was here');
      await person.types(thread, 'Just words.');
      await house().desk.whenIdle();
      await person.commands('claim #1001');
      expect(told()).toBeGreaterThanOrEqual(6);
    }
    await house().settled();
    expect(await stateOf(house(), id)).toEqual(before);
    // Nor does the other supervisor's queue or overview tell of it.
    const zoe = house().agent('U0ZOE');
    await zoe.commands('queue');
    await zoe.commands('overview');
    expect(zoe.whispers().join(' ')).not.toContain('#1001');
  });

  it('refuses a stale button with the reason (A14)', async () => {
    const { id, thread, agent } = await takeOver(house(), 'U0BEN');
    await house().settled();
    await agent.clicks(house().root(thread), 'Restore to AI');
    await house().becomes(id, 'ai');
    await house().settled();
    const before = await stateOf(house(), id);
    expect(await house().desk.pressAgain()).toBe(200);
    await agent.isTold('out of date');
    expect(await stateOf(house(), id)).toEqual(before);
  });

  it('refuses bad input at the customer’s door with a clear answer, and stores nothing', async () => {
    const { customer, id } = await waitForPerson(house());
    const before = await stateOf(house(), id);
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(`${house().url}/web${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${customer.token}`,
          ...headers,
        },
        body,
      }).then((response) => response.status);
    expect(await post('/messages?site=acme-web', '{')).toBe(400);
    expect(await post('/messages?site=acme-web', '{"clientId":"x","text":"y"}')).toBe(400);
    expect(await post('/messages?site=acme-web', JSON.stringify({ text: 'x'.repeat(200_000) }))).toBe(413);
    expect(await post('/messages?site=nowhere', '{}')).toBe(404);
    expect(await post('/messages?site=acme-web', '{}', { origin: 'https://evil.example' })).toBe(403);
    expect(await post('/messages?site=acme-web', '{}', { authorization: 'Bearer nobody' })).toBe(401);
    expect(await post('/messages?site=rival-web', '{}')).toBe(401);
    expect(await stateOf(house(), id)).toEqual(before);
  });
});
