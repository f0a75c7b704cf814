// Waiting and rating on a phone: told with buttons, chosen by a press or a word, asked how it was once (B13).

import { expect, it } from 'vitest';
import type { PhoneLine } from '../../playground/meta/phone-line.js';
import { eventually } from '../support/eventually.js';
import { showsUp, waitOnPhone, withEachPhone, wordsOn } from '../support/meta-scenes.js';

const offered = ({ buttons, quickReplies }: PhoneLine) => buttons ?? quickReplies ?? [];

withEachPhone('waiting on a phone', { chatbot: { asksRating: true } }, (house, channel) => {
  it(`${channel}: leaves a message by a press, is answered, and rates by a bare figure`, async () => {
    const { phone, id, thread } = await waitOnPhone(house(), channel);
    const offer = await eventually('the choices', () =>
      phone.received().find((line) => offered(line).length === 3),
    );
    const message = offered(offer).find(({ title }) => title === 'Leave a message');
    await phone.press(offer.id, message?.id ?? '');
    await house().posted(
      thread,
      '📨 The customer left a message and does not wait: the answer reaches them later.',
    );
    await eventually('it is kept', () =>
      wordsOn(phone).some((words) => words.startsWith('Your message is with')),
    );
    const kim = house().agent('U0KIM');
    await kim.clicks(house().root(thread), 'Claim');
    await house().becomes(id, 'active');
    await kim.types(thread, 'It left today.');
    await showsUp(phone, 'It left today.');
    await kim.types(thread, '!close');
    await house().becomes(id, 'closed');
    await house().query("update timer set due_at = now() where kind = 'rating'");
    await eventually('the question', () => wordsOn(phone).some((words) => words.startsWith('How was it?')));
    await phone.write('5');
    await house().posted(thread, '⭐ ★★★★★');
    await showsUp(phone, 'Thank you!');
    const rows = await house().query('select status from conversation where address = $1', [phone.address]);
    expect(rows).toEqual([{ status: 'closed' }]);
    await phone.write('Something else');
    await showsUp(phone, 'You said: Something else');
  });
});
