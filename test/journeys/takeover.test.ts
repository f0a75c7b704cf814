// An answer in flight when a person takes over is never delivered; after the restore the assistant knows what people said.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { waitForPerson, writeFirst } from '../support/scenes.js';

onEachDesk(
  'taking over',
  { chatbot: { desk: { kind: 'slack', place: 'C0SUPPORT', mirror: 'always' } } },
  (house) => {
    const assistantLines = async (id: string) =>
      (
        await house().query<{ text: string }>(
          `select text from message where conversation_id = $1 and author = 'assistant' order by sequence`,
          [id],
        )
      ).map((row) => row.text);

    it('mirrors from the first line, and the take-over wins against the answer in flight (A2, B9)', async () => {
      const held = house().assistant.hold();
      const customer = await writeFirst(house(), 'Please hurry');
      const id = customer.conversationId();
      const thread = await house().threadOf(id);
      await house().posted(thread, 'Please hurry');
      await held.arrived();
      const kim = house().agent('U0KIM');
      await kim.clicks(house().root(thread), 'Take over');
      await house().becomes(id, 'active');
      held.letGo({ say: 'Too late to be heard.' });
      await kim.types(thread, 'A person is here.');
      await customer.sees('A person is here.');
      await house().settled();
      expect(await assistantLines(id)).toEqual([]);
      expect(customer.texts('assistant')).toEqual([]);
      expect(
        house()
          .thread(thread)
          .map((one) => one.text),
      ).not.toContain('Too late to be heard.');
    });

    it('fences off a request for a person that was in flight, too (A2)', async () => {
      const held = house().assistant.hold();
      const customer = await writeFirst(house(), 'Hold on');
      const id = customer.conversationId();
      const thread = await house().threadOf(id);
      await held.arrived();
      await house().agent('U0BEN').clicks(house().root(thread), 'Take over');
      await house().becomes(id, 'active');
      held.letGo({ requestHuman: 'wants a person', say: 'I fetch someone.' });
      await house().settled();
      await house().becomes(id, 'active');
      expect(await assistantLines(id)).toEqual([]);
    });

    it('answers the newer line when the customer writes on, and only that one', async () => {
      const held = house().assistant.hold();
      const customer = await writeFirst(house(), 'First half');
      await held.arrived();
      await customer.say('second half');
      await customer.sees('You said: second half');
      held.letGo({ say: 'About the first half only.' });
      await house().settled();
      expect(await assistantLines(customer.conversationId())).toEqual(['You said: second half']);
    });

    it('restores to an assistant that was told what people said and promised (A3, B9)', async () => {
      const { customer, id, thread } = await waitForPerson(house(), 'My kettle is broken');
      const ada = house().agent('U0ADA');
      await ada.types(thread, '!claim');
      await house().becomes(id, 'active');
      await ada.types(thread, 'You get a new kettle on Friday.');
      await customer.sees('You get a new kettle on Friday.');
      await ada.types(thread, '!note the warehouse is slow');
      await ada.types(thread, '!restore');
      await house().becomes(id, 'ai');
      house().assistant.script((asked) => {
        const promised = asked.messages.some((one) => one.content.includes('new kettle on Friday'));
        return { say: promised ? 'Friday, as Ada promised.' : 'I know nothing.' };
      });
      await customer.say('When was that again?');
      await customer.sees('Friday, as Ada promised.');
      house().assistant.script(null);
      const told = JSON.stringify(house().assistant.asked.at(-1));
      expect(told).toContain('gave the conversation back');
      expect(told).not.toContain('warehouse is slow');
    });

    it('frees the agent’s slot and withdraws the stale card’s buttons', async () => {
      const { id, thread } = await waitForPerson(house());
      const ben = house().agent('U0BEN');
      await ben.types(thread, '!claim');
      await house().becomes(id, 'active');
      const card = await eventually('the card offers to restore', () => {
        const root = house().root(thread);
        return root.labels.includes('Transfer') && root;
      });
      await ben.clicks(card, 'Restore to AI');
      await house().becomes(id, 'ai');
      await eventually('the card offers a take-over', () =>
        house().root(thread).labels.includes('Take over'),
      );
      const open = await house().query(
        'select 1 from assignment where conversation_id = $1 and ended_at is null',
        [id],
      );
      expect(open).toEqual([]);
    });
  },
);
