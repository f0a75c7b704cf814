// Threads heal and follow: a deleted root comes back with its history, edits and deletions go both ways.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { expectThread } from '../support/ledger.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

onEachDesk('threads', {}, (house) => {
  it('gets a new root with its history when the root is deleted; the customer notices nothing (A24, B5)', async () => {
    const { customer, agent, thread, id } = await takeOver(house(), 'U0KIM', 'Lost and found');
    await agent.types(thread, 'Before the loss.');
    await customer.sees('Before the loss.');
    await house().settled();
    const before = customer.shown.map((one) => one.id);
    await house().desk.removeRoot(thread);
    const renewed = await eventually('the conversation has another thread', async () => {
      const now = await house().threadOf(id);
      return now !== thread && now;
    });
    await house().posted(renewed, 'Lost and found');
    await house().posted(renewed, 'Before the loss.');
    await house().settled();
    await agent.types(renewed, 'After the loss.');
    await customer.sees('After the loss.');
    await customer.say('Still here?');
    await house().posted(renewed, 'Still here?');
    await house().settled();
    expect(customer.shown.map((one) => one.id).slice(0, before.length)).toEqual(before);
    expect(customer.texts('agent')).toEqual(['Before the loss.', 'After the loss.']);
    const roots = house().desk.roots();
    expect(roots.filter((one) => one.text === 'After the loss.' || one.text === 'Still here?')).toEqual([]);
  });

  it('takes along what still waited for the thread that was lost (A24, A28)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await house().settled();
    const mend = house().desk.cutOff();
    const lines = Array.from({ length: 14 }, (_, index) => `unposted ${index + 1}`);
    for (const line of lines) await customer.say(line);
    await agent.types(thread, '!category Billing');
    await house().desk.whenIdle();
    await house().desk.removeRoot(thread);
    await house().desk.whenIdle();
    mend();
    const renewed = await eventually('the conversation has another thread', async () => {
      const now = await house().threadOf(id);
      return now !== thread && now;
    });
    await house().posted(renewed, 'unposted 14');
    await house().settled();
    expectThread(house(), renewed, lines);
    const told = house()
      .thread(renewed)
      .filter((one) => one.text.includes('set the category to Billing'));
    expect(told.length).toBe(1);
  });

  it('changes and takes back an agent’s line at the customer’s (A23, B4)', async () => {
    const { customer, agent, thread } = await takeOver(house());
    const line = await agent.types(thread, 'Ten oclock.');
    const shown = await customer.sees('Ten oclock.');
    await agent.edits(line, 'Ten o’clock.');
    const edited = await customer.sees('Ten o’clock.');
    expect(edited).toMatchObject({ id: shown.id, edited: true });
    await agent.deletes(line);
    await eventually('it is taken back', () => customer.shown.find((one) => one.id === shown.id)?.deleted);
    expect(customer.texts('agent')).toEqual(['']);
    await customer.reload();
    expect(JSON.stringify(customer.shown)).not.toContain('o’clock');
  });

  it('keeps edits of others’ lines out, and an edit that becomes a command changes nothing (A23)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    const line = await agent.types(thread, 'As it was.');
    await customer.sees('As it was.');
    await agent.edits(line, '!close');
    await agent.isTold('was sent already');
    await house().settled();
    await house().becomes(id, 'active');
    expect(customer.texts('agent')).toEqual(['As it was.']);
  });

  it('keeps what happens in order while lines are edited as they are sent', async () => {
    const { customer, agent, thread } = await takeOver(house());
    const lines: string[] = [];
    for (const word of ['one', 'two', 'three']) lines.push(await agent.types(thread, word));
    await Promise.all(lines.map((ts, index) => agent.edits(ts, `line ${index + 1}`)));
    await customer.sees('line 3');
    await house().settled();
    await eventually(
      'every edit arrived',
      () => !customer.texts('agent').some((text) => !text.startsWith('line')),
    );
    expect(customer.texts('agent')).toEqual(['line 1', 'line 2', 'line 3']);
  });
});
