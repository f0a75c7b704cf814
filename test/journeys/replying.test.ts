// Lines typed in a thread: sent once however often they are heard, held where they may not leave, marked as they travel.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onBothEngines } from '../support/on-both-engines.js';
import { isMarked, marks, takeOver, waitForPerson } from '../support/scenes.js';
import { lastSent, sendSigned } from '../support/slack-wire.js';

onBothEngines('replying', {}, (house) => {
  it('climbs from waiting to sent to seen, and never down (A7, B2)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    house().slack.faults.add({ kind: 'delay', method: 'reactions.add', delayMs: 20 });
    const seen: string[][] = [];
    const stop = house().slack.world.onChange((change) => {
      if (change.type === 'reacted' && change.added) seen.push([change.message.ts, change.name]);
    });
    const line = await agent.types(thread, 'On it.');
    await customer.sees('On it.');
    await isMarked(house(), line, 'white_check_mark');
    await customer.reports('delivered');
    await customer.reports('read');
    await isMarked(house(), line, 'eyes');
    // A late report of the lower rung changes nothing.
    await customer.reports('delivered');
    await house().settled();
    stop();
    house().slack.faults.remove('all');
    expect(marks(house(), line)).toEqual(['eyes']);
    const order = ['hourglass_flowing_sand', 'white_check_mark', 'eyes'];
    const climbed = seen.filter(([ts]) => ts === line).map(([, name]) => order.indexOf(name ?? ''));
    expect(climbed).toEqual([...climbed].sort((a, b) => a - b));
  });

  it('is one reply, however often and under whatever ids Slack repeats it (A22)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    await agent.types(thread, 'Only once, please.');
    await customer.sees('Only once, please.');
    await house().slack.whenIdle();
    const event = lastSent(house(), 'event message', (payload) =>
      JSON.stringify(payload).includes('Only once, please.'),
    );
    const again = [event, event, { ...event, event_id: 'EvANOTHER' }];
    const inner = event.event as Record<string, unknown>;
    const late = { ...inner, ts: `${Math.floor(Date.now() / 1000)}.999999` };
    const statuses = await Promise.all(
      [...again, { ...event, event_id: 'EvTHIRD', event: late }].map((one) =>
        sendSigned(house(), 'event', one),
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 200]);
    await agent.types(thread, 'And that was it.');
    await customer.sees('And that was it.');
    expect(customer.texts('agent')).toEqual(['Only once, please.', 'And that was it.']);
  });

  it('is heard for the first time by a repeat, when the first try was lost (A22)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    house().slack.sendTo('http://127.0.0.1:1/nowhere');
    await agent.types(thread, 'Heard late.');
    house().slack.sendTo(`${house().url}/slack/events`);
    await customer.sees('Heard late.');
    await house().slack.whenIdle();
    expect(customer.texts('agent')).toEqual(['Heard late.']);
  });

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
    await Promise.all(['!claim', 'First.', 'Second.', '!close'].map((text) => kim.types(thread, text)));
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
    const held = house().slack.world.whispersOf('U0ADA', 'C0SUPPORT').at(-1);
    if (!held) throw new Error('nothing was whispered');
    await ada.clicks(held, 'Take over and send');
    await customer.sees('Let me take this.');
    await isMarked(house(), line, 'white_check_mark');
    const click = lastSent(house(), 'block_actions');
    await sendSigned(house(), 'interactive', click);
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
