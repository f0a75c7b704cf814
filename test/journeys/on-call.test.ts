// Somebody asks for a person when nobody is there: those on call are written to, once, and nobody else (B19).

import { expect, it } from 'vitest';
import { onEachDesk } from '../support/on-each-desk.js';
import { writeFirst } from '../support/scenes.js';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Open for one minute a week, four days from now. */
const hours = {
  timezone: 'UTC',
  open: { [days[(new Date().getUTCDay() + 4) % 7] ?? 'mon']: '09:00-09:01' },
};

onEachDesk(
  'agents on call',
  { chatbot: { hours, routing: { onCall: ['Ada', 'Ben'], onCallInHours: true } } },
  (house) => {
    const calls = (user: string, words: string) =>
      house()
        .agent(user)
        .whispers()
        .filter((text) => text.includes('you are on call') && text.includes(words));
    const asks = async (words: string) => {
      const customer = await writeFirst(house(), words);
      await customer.requestHuman();
      const id = customer.conversationId();
      await house().becomes(id, 'pending');
      const [row] = await house().query('select reference from conversation where id = $1', [id]);
      return { customer, id, reference: `#${row?.reference}` };
    };

    it('read of a callback once: its reference, the words cut short, and when it opens', async () => {
      const words = `My boiler leaks ${'and leaks '.repeat(60)}`;
      const { customer, id, reference } = await asks(words);
      for (const user of ['U0ADA', 'U0BEN']) {
        const told = await house().agent(user).isTold('you are on call');
        expect(told).toContain(`${reference} asks for a person`);
        expect(told).toMatch(/It opens \w{3} 09:00 \(UTC\)/);
        expect(told.length).toBeLessThan(500);
      }
      await customer.requestHuman();
      const thread = await house().threadOf(id);
      await house().agent('U0ADA').types(thread, '!claim');
      await house().becomes(id, 'active');
      await house().agent('U0ADA').types(thread, '!restore');
      await house().becomes(id, 'ai');
      await customer.requestHuman();
      await house().becomes(id, 'pending');
      await house().settled();
      expect([calls('U0ADA', reference), calls('U0BEN', reference)].map((one) => one.length)).toEqual([1, 1]);
      expect(calls('U0KIM', '')).toEqual([]);
    });

    it('read within the hours that nobody is online, and nothing while somebody is', async () => {
      await house().query('update chatbot set hours = null');
      const { reference } = await asks('The cellar is wet');
      await house().agent('U0ADA').isTold(`${reference} asks for a person`);
      expect(calls('U0ADA', reference)[0]).toContain('It is open, but nobody is online.');
      await house().query("update agent set presence = 'online' where name = 'Kim'");
      const other = await asks('The attic is dry');
      await house().threadOf(other.id);
      await house().settled();
      expect(calls('U0ADA', other.reference)).toEqual([]);
    });

    it('read nothing where nobody is named, nor once they are not assigned any more', async () => {
      await house().query("update agent set presence = 'offline'");
      await house().query(
        `delete from agent_chatbot where agent_id = (select id from agent where name = 'Ben')`,
      );
      const { reference } = await asks('One more leak');
      await house().agent('U0ADA').isTold(`${reference} asks for a person`);
      await house().query(`update chatbot set routing = routing || '{"onCall":[]}'`);
      const other = await asks('The last leak');
      await house().threadOf(other.id);
      await house().settled();
      expect(calls('U0BEN', reference)).toEqual([]);
      expect(calls('U0ADA', other.reference)).toEqual([]);
    });
  },
);
