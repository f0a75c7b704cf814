// Lines typed in a thread: sent once however often they are heard, held where they may not leave, marked as they travel.

import { expect, it } from 'vitest';
import type { ShownMark } from '../support/desk-hands.js';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { isMarked, marks, takeOver, waitForPerson } from '../support/scenes.js';

onEachDesk('replying', {}, (house, { desk }) => {
  it('climbs from waiting to sent to seen, and never down (A7, B2)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    const line = await agent.types(thread, 'On it.');
    const seen: ShownMark[] = [];
    const stop = house().desk.watchMarks(line, (mark) => seen.push(mark));
    await customer.sees('On it.');
    await isMarked(house(), line, 'sent');
    await customer.reports('delivered');
    await customer.reports('read');
    await isMarked(house(), line, 'seen');
    // A late report of the lower rung changes nothing.
    await customer.reports('delivered');
    await house().settled();
    stop();
    expect(marks(house(), line)).toEqual(['seen']);
    const order = ['waiting', 'sent', 'seen'];
    const climbed = seen.map((mark) => order.indexOf(mark));
    expect(climbed).toEqual([...climbed].sort((a, b) => a - b));
  });

  it('is one reply, however often and under whatever ids it is repeated (A22)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    await agent.types(thread, 'Only once, please.');
    await customer.sees('Only once, please.');
    await house().desk.whenIdle();
    const statuses = await house().desk.repeat('Only once, please.');
    expect(statuses.length).toBeGreaterThan(2);
    expect(statuses.every((status) => status === 200)).toBe(true);
    await agent.types(thread, 'And that was it.');
    await customer.sees('And that was it.');
    expect(customer.texts('agent')).toEqual(['Only once, please.', 'And that was it.']);
  });

  it('is heard for the first time by a repeat, when the first try was lost (A22)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    const hear = house().desk.goDeaf();
    await agent.types(thread, 'Heard late.');
    hear();
    await customer.sees('Heard late.');
    await house().desk.whenIdle();
    expect(customer.texts('agent')).toEqual(['Heard late.']);
  });

  // Teams knows no such thing.
  if (desk === 'slack')
    it('sends a reply that was also sent to the channel once (A25)', async () => {
      const { customer, agent, thread } = await takeOver(house());
      await agent.types(thread, 'For everyone to see.', { broadcast: true });
      await agent.types(thread, 'After it.');
      await customer.sees('After it.');
      expect(customer.texts('agent')).toEqual(['For everyone to see.', 'After it.']);
    });

  it('hears words and lines of one thread in the order in which they were typed', async () => {
    const { customer, thread, id } = await waitForPerson(house());
    const kim = house().agent('U0KIM');
    const typed = ['!claim', 'First.', 'Second.', '!close'];
    // Teams calls once for each line and promises no order among calls; nobody types two at once.
    if (desk === 'teams') for (const text of typed) await kim.types(thread, text);
    else await Promise.all(typed.map((text) => kim.types(thread, text)));
    await house().becomes(id, 'closed');
    await customer.sees('Second.');
    expect(customer.texts('agent')).toEqual(['First.', 'Second.']);
    expect(kim.whispers().join(' ')).not.toContain('not sent');
  });

  it('holds the line of somebody else: taken over and sent, once (A16, B10)', async () => {
    const { customer, thread, id } = await takeOver(house(), 'U0BEN');
    const ada = house().agent('U0ADA');
    const line = await ada.types(thread, 'Let me take this.');
    await ada.isTold('Ben has');
    expect(customer.texts('agent')).toEqual([]);
    await ada.clicksWhisper('Take over and send');
    await customer.sees('Let me take this.');
    await isMarked(house(), line, 'sent');
    expect(await house().desk.pressAgain()).toBe(200);
    await house().settled();
    expect(customer.texts('agent')).toEqual(['Let me take this.']);
    const [row] = await house().query(
      'select a.name from conversation c join agent a on a.id = c.owner_id where c.id = $1',
      [id],
    );
    expect(row).toEqual({ name: 'Ada' });
  });

  it('holds a line while nobody has the conversation: noted or discarded, never sent (A16, B10)', async () => {
    const { customer, thread, id } = await waitForPerson(house());
    const ben = house().agent('U0BEN');
    await ben.types(thread, 'Looks like a refund case.');
    await ben.clicksWhisper('Save as note');
    await ben.types(thread, 'Oh, forget it.');
    await eventually('both lines were held', async () => {
      const rows = await house().query('select 1 from held_line where conversation_id = $1', [id]);
      return rows.length === 2;
    });
    await ben.clicksWhisper('Discard');
    await house().settled();
    const notes = await house().query('select text from note where conversation_id = $1', [id]);
    expect(notes).toEqual([{ text: 'Looks like a refund case.' }]);
    await customer.reload();
    expect(customer.texts('agent')).toEqual([]);
  });

  it('asks the owner about a mistyped command: nothing of it reaches the customer unless they say so (A15, A16)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await agent.types(thread, '!noet: they sound angry');
    await agent.isTold('Did you mean !note?');
    await agent.clicksWhisper('Save as note');
    await agent.types(thread, '!fine, then so be it');
    await eventually('both lines were held', async () => {
      const rows = await house().query('select 1 from held_line where conversation_id = $1', [id]);
      return rows.length === 2;
    });
    await agent.clicksWhisper('Send as it is');
    await customer.sees('!fine, then so be it');
    await agent.isTold('Your line was sent to the customer');
    const notes = await house().query('select text from note where conversation_id = $1', [id]);
    expect(notes).toEqual([{ text: '!noet: they sound angry' }]);
    await agent.types(thread, '!nice, that was it');
    await customer.sees('!nice, that was it');
    expect(customer.texts('agent')).toEqual(['!fine, then so be it', '!nice, that was it']);
  });

  it('tells a stranger that they are no agent, and takes nothing from them (A14, A16)', async () => {
    const { customer, thread, id } = await takeOver(house());
    const stranger = house().agent('U0STRANGER');
    await stranger.types(thread, 'I am not even here.');
    await stranger.isTold('not an agent here');
    await house().settled();
    expect(customer.texts('agent')).toEqual([]);
    expect(await house().query('select 1 from held_line where conversation_id = $1', [id])).toEqual([]);
  });
});
