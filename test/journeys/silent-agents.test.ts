// An agent who does not reply, or goes offline: the next one gets the chat, everybody sees why, the customer is never stuck.

import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { TestHouse } from '../support/house.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { waitForPerson } from '../support/scenes.js';

const people: Readonly<Record<string, string>> = { U0BEN: 'Ben', U0ADA: 'Ada', U0KIM: 'Kim' };

/** Goes online, away or offline, and waits until it counts. */
async function becomes(house: TestHouse, user: string, presence: string): Promise<void> {
  await house.agent(user).commands(presence);
  await eventually(`${user} is ${presence}`, async () => {
    const rows = await house.query('select 1 from agent where name = $1 and presence = $2', [
      people[user],
      presence,
    ]);
    return rows.length > 0;
  });
}

/** Waits until the conversation is this agent's. */
async function isOf(house: TestHouse, id: string, name: string): Promise<void> {
  await eventually(`the conversation is ${name}’s`, async () => {
    const rows = await house.query(
      'select 1 from conversation c join agent a on a.id = c.owner_id where c.id = $1 and a.name = $2',
      [id, name],
    );
    return rows.length > 0;
  });
}

const says = (house: TestHouse, thread: string, words: string) =>
  eventually(
    () => `“${words}” in the thread, not only ${JSON.stringify(house.thread(thread).map((one) => one.text))}`,
    () => house.thread(thread).find((one) => one.text.includes(words)),
  );

describe('a chat that the house gives', () => {
  onEachDesk(
    'silent agents',
    { chatbot: { routing: { mode: 'auto', firstReplySeconds: 300, whenAgentLeaves: 'drain' } } },
    (house) => {
      it('goes on to the next agent when nobody replied in time, and both see why (A13, B8)', async () => {
        await becomes(house(), 'U0BEN', 'online');
        const { customer, id, thread } = await waitForPerson(house());
        await isOf(house(), id, 'Ben');
        await becomes(house(), 'U0ADA', 'online');
        await house().query("update timer set due_at = now() where kind = 'first-reply'");
        await isOf(house(), id, 'Ada');
        await says(house(), thread, 'took this conversation from Ben');
        await says(house(), thread, 'there was no first reply in time');
        await says(house(), thread, 'Given to Ada');
        await house().agent('U0BEN').isTold('no first reply from you in time');
        await house().agent('U0ADA').isTold('gave you #');
        await house().agent('U0ADA').types(thread, 'Ada here, sorry for the wait.');
        await customer.sees('Ada here, sorry for the wait.');
        // Replied: its time may come, and nothing moves.
        await house().query("update timer set due_at = now() where kind = 'first-reply'");
        await eventually('it was looked at', async () => {
          const rows = await house().query("select 1 from timer where kind = 'first-reply'");
          return rows.length === 0;
        });
        await isOf(house(), id, 'Ada');
      });

      it('goes on when its customer writes to an agent who went offline (A9, B8)', async () => {
        await becomes(house(), 'U0KIM', 'away');
        await becomes(house(), 'U0BEN', 'away');
        await becomes(house(), 'U0ADA', 'online');
        const { customer, id, thread } = await waitForPerson(house(), 'My parcel is late');
        await isOf(house(), id, 'Ada');
        await house().agent('U0ADA').types(thread, 'I look it up.');
        await customer.sees('I look it up.');
        await becomes(house(), 'U0ADA', 'offline');
        await house().agent('U0ADA').isTold('as soon as the customer writes');
        await becomes(house(), 'U0BEN', 'online');
        await isOf(house(), id, 'Ada');
        await customer.say('Any news?');
        await isOf(house(), id, 'Ben');
        await says(house(), thread, 'the agent is offline');
        await house().posted(thread, 'Any news?');
        await house().agent('U0BEN').types(thread, 'It comes tomorrow.');
        await customer.sees('It comes tomorrow.');
        const lines = house()
          .thread(thread)
          .map((one) => one.text);
        expect(lines.filter((text) => text.includes('took this conversation from Ada'))).toHaveLength(1);
      });
    },
  );
});

describe('whoever is set offline', () => {
  onEachDesk('set offline', { chatbot: { routing: { agentGoneMinutes: 0 } } }, (house) => {
    it('is told by whom and what became of their chats, as is whoever did it', async () => {
      await becomes(house(), 'U0BEN', 'online');
      const { id, thread } = await waitForPerson(house());
      await house().agent('U0BEN').types(thread, '!claim');
      await isOf(house(), id, 'Ben');
      await house().agent('U0KIM').commands('presence Ben offline');
      await house().agent('U0KIM').isTold('1 chat went back to the queue');
      await house().agent('U0BEN').isTold('Kim set you');
      await house().becomes(id, 'pending');
      await says(house(), thread, 'Nobody else is free');
      await house().agent('U0KIM').isTold('Nobody else is free');
    });
  });
});
