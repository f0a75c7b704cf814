// How a person is asked for: button, phrase, the assistant's tool, failed answers; and how kindly it is declined.

import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { lastLine } from '../support/openai-server.js';
import { writeFirst } from '../support/scenes.js';

const faq = fileURLToPath(new URL('../../playground/acme-faq.yaml', import.meta.url));
const solo = {
  key: 'solo',
  name: 'Solo',
  humanSupport: false,
  desk: { kind: 'slack', place: 'C0OTHER' },
  channels: [{ kind: 'web', siteKey: 'solo-web' }],
};

onEachDesk(
  'asking for a person',
  {
    chatbot: { handOff: { failedAnswers: 2 } },
    chatbots: [{ ...solo, assistant: { kind: 'scripted', file: faq } }],
  },
  (house) => {
    const waits = async (customer: Awaited<ReturnType<typeof writeFirst>>) => {
      await house().becomes(customer.conversationId(), 'pending');
      return house().threadOf(customer.conversationId());
    };

    it('asks by the button, also before the first line', async () => {
      await house().query("update agent set presence = 'online' where name = 'Kim'");
      const customer = await house().customer();
      expect((await customer.requestHuman()).status).toBe(200);
      await customer.listen();
      await waits(customer);
      await customer.sees('One moment, I am getting a colleague for you.');
    });

    it('asks by a phrase, without asking the assistant', async () => {
      const before = house().assistant.asked.length;
      const customer = await writeFirst(house(), 'Can I TALK to a  human?');
      await waits(customer);
      await customer.sees('One moment, I am getting a colleague for you.');
      await house().query("update agent set presence = 'offline'");
      expect(house().assistant.asked.length).toBe(before);
    });

    it('asks by the tool, with the assistant’s last words before the hand-off', async () => {
      house().assistant.script(() => ({ requestHuman: 'wants a refund', say: 'I get someone for you.' }));
      const customer = await writeFirst(house(), 'I want my money back');
      const thread = await waits(customer);
      house().assistant.script(null);
      await customer.sees('I get someone for you.');
      await house().posted(thread, 'I get someone for you.');
    });

    it('is promised nobody where nobody is online', async () => {
      const customer = await writeFirst(house(), 'talk to a human');
      await waits(customer);
      await customer.sees(
        'Nobody of the team is online right now, so it may take a while. You can leave a message instead of waiting.',
      );
      expect(customer.texts('system').join()).not.toContain('colleague');
    });

    it('asks after so many failed answers', async () => {
      house().assistant.script((asked) =>
        lastLine(asked).startsWith('hm') ? { empty: true } : { say: 'ok' },
      );
      const customer = await writeFirst(house(), 'hm 1');
      await house().settled();
      await customer.say('hm 2');
      await waits(customer);
      house().assistant.script(null);
    });

    it('says so kindly where there is no human support, and changes nothing', async () => {
      const customer = await writeFirst(house(), 'talk to a human please', 'solo-web');
      const refused = await customer.requestHuman();
      expect(refused.status).toBe(403);
      await house().settled();
      await eventually('they are told', () => customer.texts('assistant').length === 1);
      await house().becomes(customer.conversationId(), 'ai');
    });
  },
);
