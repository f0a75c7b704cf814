// The main road: the customer writes, the assistant answers, a person takes over, replies, and gives it back.

import { expect, it } from 'vitest';
import { everyPair, onEachDesk } from '../support/on-each-desk.js';
import { isMarked } from '../support/scenes.js';

onEachDesk('the main road', { on: everyPair }, (house) => {
  it('answers, hands off, is claimed, replied, read and restored (A1, A3, A7, B2, B6)', async () => {
    const customer = await house().customer();
    await customer.say('Where is my parcel?');
    await customer.listen();
    await customer.sees('You said: Where is my parcel?');

    expect((await customer.requestHuman()).status).toBe(200);
    const thread = await house().threadOf(customer.conversationId());
    await house().posted(thread, 'Where is my parcel?');
    await house().posted(thread, 'You said: Where is my parcel?');

    const kim = house().agent('U0KIM');
    await kim.commands('online');
    await kim.clicks(house().root(thread), 'Claim');
    const line = await kim.types(thread, 'It is on its way, *tomorrow* at the latest.');
    await customer.sees('It is on its way, **tomorrow** at the latest.');
    await isMarked(house(), line, 'sent');
    await customer.reports('read');
    await isMarked(house(), line, 'seen');

    await kim.types(thread, '!restore');
    await house().becomes(customer.conversationId(), 'ai');
    await customer.say('And what did you promise me?');
    await customer.sees('You said: And what did you promise me?');
    const heard =
      house()
        .assistant.asked.at(-1)
        ?.messages.map((message) => message.content) ?? [];
    expect(heard.some((words) => words.includes('at the latest'))).toBe(true);
  });
});
