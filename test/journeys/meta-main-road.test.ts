// The main road on WhatsApp, Messenger and Instagram: written on a phone, answered in Slack, and back to the assistant.

import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { expectDiscreetLog } from '../support/log-scan.js';
import { showsUp, waitOnPhone, withEachPhone, wordsOn } from '../support/meta-scenes.js';
import { png } from '../support/pictures.js';
import { isMarked } from '../support/scenes.js';

const bold = { whatsapp: '*tomorrow*', messenger: 'tomorrow', instagram: 'tomorrow' };

withEachPhone('the main road', {}, (house, channel) => {
  it(`${channel}: answers, hands off, is claimed, replied to, marked, noted, restored and closed (A1, A3, A7, B2)`, async () => {
    const { phone, id, thread } = await waitOnPhone(house(), channel);
    await house().posted(thread, 'I have a question');
    await house().posted(thread, 'You said: I have a question');
    const kim = house().agent('U0KIM');
    await kim.clicks(house().root(thread), 'Claim');
    await house().becomes(id, 'active');

    phone.look(false);
    const line = await kim.types(thread, 'It comes *tomorrow* at the latest.');
    const shown = await showsUp(phone, `It comes ${bold[channel]} at the latest.`);
    await isMarked(house(), line, 'sent');
    expect(shown.persona?.name).toBe(channel === 'messenger' ? 'Kim' : undefined);
    phone.look(true);
    await isMarked(house(), line, 'seen');

    const file = await kim.uploads('label.png', png, 'image/png');
    await kim.types(thread, 'Your label.', { files: [file] });
    const sent = await eventually('the file is on the phone', () =>
      phone.received().find((one) => one.media !== undefined),
    );
    expect(
      house()
        .meta.world.media.get(sent.media?.id ?? '')
        ?.bytes.equals(png),
    ).toBe(true);
    expect(wordsOn(phone)).toContain('Your label.');

    await kim.types(thread, '!note Refund is fine.');
    await kim.types(thread, '!restore');
    await house().becomes(id, 'ai');
    await phone.write('And what did you promise me?');
    await showsUp(phone, 'You said: And what did you promise me?');
    const heard =
      house()
        .assistant.asked.at(-1)
        ?.messages.map((message) => message.content) ?? [];
    expect(heard.some((words) => words.includes('at the latest'))).toBe(true);

    await kim.types(thread, '!close');
    await house().becomes(id, 'closed');
    await house().settled();
    expect(wordsOn(phone).join('\n')).not.toContain('Refund is fine.');
    const notes = await house().query('select text from note where conversation_id = $1', [id]);
    expect(notes).toEqual([{ text: 'Refund is fine.' }]);
  });

  it(`${channel}: leaves no words, secrets or numbers in the log`, () => expectDiscreetLog(house()));
});
