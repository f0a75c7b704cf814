// The reply window on the phones: what may still be written when it is closed, and whose clock is right.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { expectDiscreetLog } from '../support/log-scan.js';
import { channelNames } from '../support/meta-house.js';
import { chatOf, showsUp, takeOverPhone, withEachPhone, wordsOn } from '../support/meta-scenes.js';
import { isMarked } from '../support/scenes.js';

withEachPhone('the reply window', {}, (house, channel) => {
  /** Someone who asked for a person more than a day ago, by the platform's clock; Kim has taken it. */
  const askYesterday = async () => {
    const phone = house().phone(channel);
    await phone.write('Can I talk to a human?', { hoursAgo: 25 });
    const id = await chatOf(house(), phone);
    const thread = await house().threadOf(id);
    const kim = house().agent('U0KIM');
    await kim.types(thread, '!claim');
    await house().becomes(id, 'active');
    return { phone, id, thread, kim };
  };

  it(`${channel}: closed, what a person writes takes the way that is left (B18)`, async () => {
    const { phone, thread, kim } = await askYesterday();
    await house().settled();
    // The house's own "One moment" is neither a person's word nor a template.
    expect(wordsOn(phone)).toEqual([]);
    const line = await kim.types(thread, 'Here is your answer.');
    if (channel !== 'whatsapp') {
      const sent = await showsUp(phone, 'Here is your answer.');
      expect(sent.tag).toBe('HUMAN_AGENT');
      await isMarked(house(), line, 'seen');
      return;
    }
    await kim.isTold(/WhatsApp lets us write freely only for a while/);
    const calls = () =>
      house()
        .meta.log.read()
        .filter((call) => JSON.stringify(call.request ?? '').includes('Here is your answer.'));
    expect(calls()).toEqual([]);
    await kim.types(thread, '!template reopen_chat Amara');
    const shown = await eventually('the template is on the phone', () => phone.received().at(-1));
    expect(shown.text).toBe('Hello Amara, we have an answer to your question. Shall we go on?');
    // The answer opens the window again.
    await phone.write('Yes');
    await house().posted(thread, 'Yes');
    await kim.types(thread, 'Here it is.');
    await showsUp(phone, 'Here it is.');
    expect(wordsOn(phone)).not.toContain('Here is your answer.');
  });

  it(`${channel}: after it nothing of the assistant's leaves, and the tag is not for it (B18)`, async () => {
    const { phone, id, thread, kim } = await askYesterday();
    await kim.types(thread, '!restore');
    await house().becomes(id, 'ai');
    await phone.write('Still there?', { hoursAgo: 24 });
    await eventually('the assistant was asked', () =>
      house().assistant.asked.some((asked) => JSON.stringify(asked).includes('Still there?')),
    );
    await house().settled();
    expect(wordsOn(phone)).toEqual([]);
  });

  it(`${channel}: the platform's clock is right, and ours is put right by it (B18)`, async () => {
    const { phone, id, thread, agent } = await takeOverPhone(house(), channel);
    phone.moveClock(25);
    const line = await agent.types(thread, 'Later than we thought.');
    // Where agents have a week, the very words that met the closed door take the other one.
    if (channel === 'whatsapp') await isMarked(house(), line, 'failed');
    else expect((await showsUp(phone, 'Later than we thought.')).tag).toBe('HUMAN_AGENT');
    const windowOf = async () => {
      const [row] = await house().query<{ open: boolean; reply: boolean }>(
        'select open_until > now() as open, reply_until > now() as reply from conversation where id = $1',
        [id],
      );
      return row;
    };
    expect(await windowOf()).toEqual({ open: false, reply: channel !== 'whatsapp' });
    await agent.types(thread, 'And this?');
    if (channel === 'whatsapp') await agent.isTold(/WhatsApp lets us write freely only for a while/);
    else {
      expect((await showsUp(phone, 'And this?')).tag).toBe('HUMAN_AGENT');
      phone.moveClock(24 * 7);
      await isMarked(house(), await agent.types(thread, 'A week later.'), 'failed');
      expect(await windowOf()).toEqual({ open: false, reply: false });
      await agent.types(thread, 'Nothing is left.');
      await agent.isTold(`${channelNames[channel]} lets us write freely only for a while`);
    }
    const arrived = phone.received().filter((one) => one.status !== 'failed');
    const times = arrived.filter((one) => one.text === 'Later than we thought.').length;
    expect(times).toBe(channel === 'whatsapp' ? 0 : 1);
    // Their next word opens everything again.
    await phone.write('I am back.');
    await house().posted(thread, 'I am back.');
    await agent.types(thread, 'Welcome back.');
    expect((await showsUp(phone, 'Welcome back.')).tag).toBeUndefined();
  });

  it(`${channel}: leaves no words, secrets or numbers in the log`, () => expectDiscreetLog(house()));
});
