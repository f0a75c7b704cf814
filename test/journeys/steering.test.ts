// Category, close and reopen, from every door; and the newer conversation that stands in a reopening's way.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { takeOver } from '../support/scenes.js';

onEachDesk('steering', {}, (house) => {
  const offers = (thread: string, label: string) => house().root(thread).labels.includes(label);
  const categoryOf = async (id: string) =>
    (await house().query('select category from conversation where id = $1', [id]))[0]?.category;

  it('sets a category by word and by dialog, and refuses one that is not known (A17, A18)', async () => {
    const { agent, thread, id } = await takeOver(house());
    await agent.types(thread, '!category billing');
    await eventually('it is about Billing', async () => (await categoryOf(id)) === 'Billing');
    await eventually('the card says so', () => house().root(thread).shown.includes('Billing'));
    await agent.clicks(house().root(thread), 'Category');
    await agent.submits({ category: 'Shipping' });
    await eventually('it is about Shipping', async () => (await categoryOf(id)) === 'Shipping');
    await agent.types(thread, '!category Dragons');
    await agent.isTold('no category “Dragons”');
    expect(await categoryOf(id)).toBe('Shipping');
  });

  it('closes with the category asked for, reopens, and shows each change once (A17, A18)', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await eventually('the card has its buttons', () => offers(thread, 'Close'));
    await agent.clicks(house().root(thread), 'Close');
    await agent.submits({ category: 'Other' });
    await house().becomes(id, 'closed');
    await eventually('the card offers to reopen', () => offers(thread, 'Reopen'));
    await agent.types(thread, 'Too late?');
    await agent.isTold('closed');
    await agent.types(thread, '!reopen');
    await house().becomes(id, 'active');
    await agent.types(thread, 'Here again.');
    await customer.reload();
    await customer.sees('Here again.');
    await house().settled();
    expect(customer.texts('agent')).toEqual(['Here again.']);
    const lines = house()
      .thread(thread)
      .map((one) => one.text);
    expect(lines.filter((text) => text.includes('closed this conversation')).length).toBe(1);
    expect(lines.filter((text) => text.includes('reopened this conversation')).length).toBe(1);
  });

  it('begins a new conversation after a close, which a reopening cannot push aside', async () => {
    const { customer, agent, thread, id } = await takeOver(house());
    await agent.types(thread, '!close');
    await house().becomes(id, 'closed');
    await customer.say('One more thing');
    expect(customer.conversationId()).not.toBe(id);
    await customer.sees('You said: One more thing');
    await agent.types(thread, '!reopen');
    await agent.isTold('newer conversation');
    await house().becomes(id, 'closed');
    // The assistant of the new conversation was not told the old one's last words as if they were new.
    expect(customer.texts('contact')).toEqual(['One more thing']);
  });

  it('lets nobody but its owner or a supervisor close what somebody has', async () => {
    const { thread, id } = await takeOver(house(), 'U0BEN');
    const ada = house().agent('U0ADA');
    await ada.types(thread, '!close');
    await ada.isTold('Ben has this conversation');
    await house().becomes(id, 'active');
    await house().agent('U0KIM').types(thread, '!close');
    await house().becomes(id, 'closed');
  });
});
