// Lines that are the customer's once they are committed: pushed to an open stream once each, in order, whatever lies between.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

onEachDesk('typed lines', {}, (house) => {
  it('shows an open page each line once and in order, with notes and the customer’s own words between (C1, C2)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    const typed: string[] = [];
    // Events race each other: each is heard before the next is typed, and nothing waits for the customer.
    const type = async (text: string) => {
      await agent.types(thread, text);
      await house().desk.whenIdle();
    };
    for (let round = 0; round < 12; round += 1) {
      typed.push(`line ${round}`);
      await type(`line ${round}`);
      if (round % 3 === 0) await type(`!note only for us ${round}`);
      if (round % 4 === 1) await customer.say(`said ${round}`);
      if (round === 5) {
        // While nobody listens lines are written too; the stream goes on behind what was seen.
        customer.stopListening();
        typed.push('unheard');
        await type('unheard');
        await customer.listen();
      }
    }
    await customer.sees('line 11');
    await eventually('the customer’s own words are shown', () =>
      customer.texts('contact').includes('said 9'),
    );
    expect(customer.texts('agent')).toEqual(typed);
    expect(customer.gaps).toBe(0);
    await customer.reload();
    expect(customer.texts('agent')).toEqual(typed);
    await type('after the reload');
    await customer.sees('after the reload');
    expect(customer.gaps).toBe(0);
    expect(customer.texts().join()).not.toContain('only for us');
    const sent = await house().query<{ status: string; attempts: number }>(
      `select distinct d.status, d.attempts from delivery d join message m on m.id = d.message_id
     where d.conversation_id = $1 and d.lane = 'customer' and m.author = 'agent'`,
      [id],
    );
    expect(sent).toEqual([{ status: 'sent', attempts: 0 }]);
  });
});
