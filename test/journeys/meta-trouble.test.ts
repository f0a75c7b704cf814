// When the platform does not answer, answers late, asks to slow down or shuts its door: nothing lost, nothing twice.

import { expect, it } from 'vitest';
import type { MetaFault } from '../../playground/meta/fault-rules.js';
import type { CustomerHands } from '../../playground/meta/index.js';
import { eventually } from '../support/eventually.js';
import { expectDiscreetLog } from '../support/log-scan.js';
import { type PhoneChat, showsUp, takeOverPhone, withEachPhone, wordsOn } from '../support/meta-scenes.js';
import { isMarked, marks } from '../support/scenes.js';

const timesOn = (phone: CustomerHands, text: string) => wordsOn(phone).filter((one) => one === text).length;

withEachPhone('trouble with the platform', {}, (house, channel) => {
  const befallNext = (kind: MetaFault['kind'], { phone }: Pick<PhoneChat, 'phone'>) =>
    house().meta.faults.add({ kind, customer: phone.id, times: 1 });

  const directsTo = (user: string): number =>
    [...house().slack.world.channels.values()]
      .filter((one) => one.id !== 'C0SUPPORT' && one.members.has(user))
      .reduce((sum, one) => sum + one.messages.size, 0);

  it(`${channel}: a send whose answer was lost is settled by evidence and never repeated (A6)`, async () => {
    const chat = await takeOverPhone(house(), channel);
    const { phone, thread, agent } = chat;
    befallNext('drop_after', chat);
    const line = await agent.types(thread, 'Said once.');
    // Whether they have read it by then is a matter of moments; that it arrived is not.
    await eventually('the line is known to have arrived', () =>
      marks(house(), line).some((mark) => mark === 'sent' || mark === 'seen'),
    );
    await agent.types(thread, 'And on.');
    await showsUp(phone, 'And on.');
    await isMarked(house(), line, 'seen');
    await house().settled();
    expect(wordsOn(phone).slice(-2)).toEqual(['Said once.', 'And on.']);
  });

  it(`${channel}: what is told of a send before its answer is applied once it is known (A7)`, async () => {
    const chat = await takeOverPhone(house(), channel);
    befallNext('status_first', chat);
    const line = await chat.agent.types(chat.thread, 'Overtaken.');
    await isMarked(house(), line, 'seen');
    expect(timesOn(chat.phone, 'Overtaken.')).toBe(1);
  });

  it(`${channel}: an expired token shuts the door, admins are told, and what waits drains after the repair (B20)`, async () => {
    const chats = [await takeOverPhone(house(), channel), await takeOverPhone(house(), channel)];
    const before = chats.map(({ phone }) => wordsOn(phone).length);
    const callsWith = (text: string) =>
      house()
        .meta.log.read()
        .filter((call) => JSON.stringify(call.request ?? '').includes(text)).length;
    const asked = callsWith('Third.');
    const told = directsTo('U0OLU');
    const fault = house().meta.faults.add({ kind: 'error', channel, code: 190 });
    for (const { agent, thread } of chats) {
      await agent.types(thread, 'First.');
      await agent.types(thread, 'Second.');
    }
    await eventually('an admin is told directly', () => directsTo('U0OLU') > told);
    await chats[0]?.agent.types(chats[0].thread, 'Third.');
    await house().slack.whenIdle();
    expect(chats.map(({ phone }) => wordsOn(phone).length)).toEqual(before);
    expect(callsWith('Third.')).toBe(asked);
    house().meta.faults.remove(fault);
    await eventually('what waited is on the phones', async () => {
      // The minute until somebody tries again is over at once.
      await house().query('update channel_health set paused_until = now() where paused_at is not null');
      await house().query(
        `update delivery set next_at = now() where lane = 'customer' and status = 'pending' and error is not null`,
      );
      return chats.every(({ phone }) => timesOn(phone, 'Second.') > 0);
    });
    await house().settled();
    expect(chats.map(({ phone }, index) => wordsOn(phone).slice(before[index]))).toEqual([
      ['First.', 'Second.', 'Third.'],
      ['First.', 'Second.'],
    ]);
  });

  it(`${channel}: leaves no words, secrets or numbers in the log`, () => expectDiscreetLog(house()));
});

withEachPhone(
  'slowing down',
  {},
  (house, channel) => {
    it('one customer’s limit delays that conversation alone, and keeps its order (131056)', async () => {
      const [slow, quick] = [await takeOverPhone(house(), channel), await takeOverPhone(house(), channel)];
      house().meta.faults.add({ kind: 'error', code: 131056, customer: slow.phone.id, times: 1 });
      await slow.agent.types(slow.thread, 'One.');
      await slow.agent.types(slow.thread, 'Two.');
      await quick.agent.types(quick.thread, 'At once.');
      await showsUp(quick.phone, 'At once.');
      expect(timesOn(slow.phone, 'One.')).toBe(0);
      await showsUp(slow.phone, 'Two.');
      expect(wordsOn(slow.phone).slice(-2)).toEqual(['One.', 'Two.']);
    });
  },
  ['whatsapp'],
);
