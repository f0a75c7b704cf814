// A customer waits, leaves a message, goes back to the assistant, and says how it was; what the desk sees of it (B13).

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { onEachDesk } from '../support/on-each-desk.js';
import { writeFirst } from '../support/scenes.js';

onEachDesk('waiting for a person', { chatbot: { asksRating: true } }, (house) => {
  const standing = (customer: Awaited<ReturnType<typeof writeFirst>>, words: string) =>
    eventually(`“${words}” is how it stands`, async () => {
      const snapshot = await customer.snapshot();
      return snapshot.standing?.text.includes(words) ? snapshot.standing : null;
    });
  const waits = async () => {
    const customer = await writeFirst(house(), 'My parcel is late');
    await customer.requestHuman();
    await house().becomes(customer.conversationId(), 'pending');
    return {
      customer,
      id: customer.conversationId(),
      thread: await house().threadOf(customer.conversationId()),
    };
  };

  it('is told the truth, and leaves a message that agents see and answer', async () => {
    await house().query("update agent set presence = 'offline'");
    const { customer, id, thread } = await waits();
    expect(await standing(customer, 'Nobody of the team is online')).toMatchObject({
      choices: ['message', 'assistant'],
    });
    expect(await customer.chooses('message')).toBe(204);
    await house().posted(
      thread,
      '📨 The customer left a message and does not wait: the answer reaches them later.',
    );
    expect(await standing(customer, 'Your message is with the team')).toMatchObject({ waiting: 'message' });
    const kim = house().agent('U0KIM');
    // Whoever left a message does not wait: the lists count it beside, and name it.
    await kim.commands('queue');
    await kim.isTold('0 waiting · 📨 1 message left');
    await kim.isTold('left a message');
    await kim.commands('overview');
    await kim.isTold('0 waiting · 📨 1 message left · 💬');
    await kim.clicks(house().root(thread), 'Claim');
    await house().becomes(id, 'active');
    await kim.types(thread, 'It left today.');
    await customer.sees('It left today.');
    expect((await customer.snapshot()).standing).toBeNull();
  });

  it('goes back to the assistant without a person', async () => {
    const { customer, id, thread } = await waits();
    expect(await customer.chooses('assistant')).toBe(204);
    await house().becomes(id, 'ai');
    await house().posted(thread, '🤖 The customer restored this conversation to the assistant.');
    await customer.say('Are you there?');
    await customer.sees('You said: Are you there?');
    // What comes late changes nothing.
    expect(await customer.chooses('wait')).toBe(204);
    await house().becomes(id, 'ai');
  });

  it('is asked how it was once it is closed, and the thread tells', async () => {
    const { customer, id, thread } = await waits();
    const kim = house().agent('U0KIM');
    await kim.types(thread, '!claim');
    await house().becomes(id, 'active');
    await kim.types(thread, 'Done.');
    await customer.sees('Done.');
    await kim.types(thread, '!close');
    await house().becomes(id, 'closed');
    await house().query("update timer set due_at = now() where kind = 'rating'");
    await eventually('the question', async () => (await customer.snapshot()).rating === 'asked');
    expect(await customer.rates(9)).toBe(400);
    expect(await customer.rates(4, 'Quick!')).toBe(204);
    await house().posted(thread, '⭐ ★★★★☆ · “Quick!”');
    expect((await customer.snapshot()).rating).toBe('given');
    await house().settled();
  });
});
