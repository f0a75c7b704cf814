// What Baton knows of Teams outlives it: a new one posts into old threads and old personal chats without being called first.

import { pino } from 'pino';
import { expect, it } from 'vitest';
import { startBaton } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { startCustomer } from '../support/customer.js';
import { eventually } from '../support/eventually.js';
import { onTeams } from '../support/on-each-desk.js';
import { isMarked } from '../support/scenes.js';

onTeams('after a restart', {}, (house) => {
  it('posts into the old thread and the old personal chat, and goes on in the same status line', async () => {
    let { url } = house();
    const customer = await startCustomer(() => url, 'acme-web');
    await customer.say('I need help');
    await customer.listen();
    await customer.requestHuman();
    const id = customer.conversationId();
    const thread = await house().threadOf(id);
    const agent = house().agent('U0KIM');
    await agent.types(thread, '!claim');
    await house().becomes(id, 'active');
    const ben = house().agent('U0BEN');
    await ben.commands('online');
    const line = await agent.types(thread, 'Before the restart.');
    await customer.sees('Before the restart.');
    await isMarked(house(), line, 'sent');
    await house().settled();
    customer.stopListening();
    await house().baton.stop();

    const { env } = house();
    const baton = await startBaton({ config: readConfig({ ...env }), log: pino({ level: 'silent' }), env });
    try {
      url = baton.url;
      // Nobody has called the new one when it posts.
      await customer.say('And after it?');
      await house().posted(thread, 'And after it?');
      house().desk.reach(url);
      const told = ben.whispers().length;
      await agent.types(thread, '!transfer @Ben');
      await eventually('Ben is told', () => ben.whispers().length > told);
      const second = await ben.types(thread, 'I have you now.');
      await customer.listen();
      await customer.sees('I have you now.');
      await isMarked(house(), second, 'sent');
      expect(house().desk.marks(line)).toEqual(['sent']);
      expect(house().desk.roots()).toHaveLength(1);
    } finally {
      await baton.stop();
    }
  }, 60_000);
});
