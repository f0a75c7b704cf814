// What the customer did not get is never shown as if they had: the house's own words, refused lines, quoted words.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { chatOf, takeOverPhone, withEachPhone, wordsOn } from '../support/meta-scenes.js';
import { isMarked, marks } from '../support/scenes.js';

withEachPhone('words that did not arrive', {}, (house, channel) => {
  const postsWith = (thread: string, words: string) =>
    house()
      .thread(thread)
      .filter((post) => JSON.stringify(post).includes(words));
  const isPosted = (thread: string, words: string) =>
    eventually(`“${words}” in the thread`, () => postsWith(thread, words)[0]);

  it(`${channel}: of the house itself are told in the thread (A8)`, async () => {
    const phone = house().phone(channel);
    phone.block(true);
    await phone.write('Can I talk to a human?');
    const id = await chatOf(house(), phone);
    await house().becomes(id, 'pending');
    const thread = await house().threadOf(id);
    await isPosted(thread, 'An automatic message did not reach the customer');
    await house().settled();
    expect(postsWith(thread, 'An automatic message did not reach the customer')).toHaveLength(1);
    expect(phone.received().every((line) => line.status === 'failed')).toBe(true);
  });

  it(`${channel}: of an agent who was refused carry the mark of what failed (A4)`, async () => {
    const { phone, id, thread, agent } = await takeOverPhone(house(), channel);
    await house().query(
      `update conversation set open_until = now() - interval '1 minute', reply_until = now() - interval '1 minute' where id = $1`,
      [id],
    );
    const line = await agent.types(thread, 'Too late.');
    await agent.isTold(/lets us write freely only for a while/);
    await isMarked(house(), line, 'failed');
    expect(marks(house(), line)).toEqual(['failed']);
    expect(wordsOn(phone)).not.toContain('Too late.');
  });

  it(`${channel}: and those that did are quoted without their markup`, async () => {
    const { phone, thread, agent } = await takeOverPhone(house(), channel);
    await agent.types(thread, 'It is *really* on _its_ way.');
    const sent = await eventually('the answer is on the phone', () =>
      phone.received().find((one) => one.text.includes('really')),
    );
    await phone.react(sent.id, '👍');
    await isPosted(thread, '“It is really on its way.”');
    await phone.write('When?', { replyTo: sent.id });
    const answer = await isPosted(thread, 'When?');
    expect(JSON.stringify(answer)).toContain('It is really on its way.');
  });

  if (channel === 'messenger') return;
  it(`${channel}: and what a customer took back stands nowhere in the thread (A23)`, async () => {
    const { phone, thread } = await takeOverPhone(house(), channel);
    const said = await phone.write('My card is 4711.');
    await isPosted(thread, 'My card is 4711.');
    await phone.edit(said.id, 'My card is 4712.');
    await isPosted(thread, 'My card is 4712.');
    await phone.unsend(said.id);
    await isPosted(thread, 'Deleted a message');
    await house().settled();
    expect(postsWith(thread, 'My card')).toEqual([]);
    expect(postsWith(thread, 'Taken back by the customer')).toHaveLength(2);
  });
});
