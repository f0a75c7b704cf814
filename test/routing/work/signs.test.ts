// Proves that customers see signs of life once for each answer, and that a sign that fails harms nothing.

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Channel } from '../../../src/channels/channel.js';
import { createCustomerSender } from '../../../src/routing/work/customer-sender.js';
import { createSigns } from '../../../src/routing/work/signs.js';
import { eventually } from '../../support/eventually.js';
import { openPhoneFloor, type PhoneFloor } from '../phone-floor.js';

let floor: PhoneFloor;
let given: string[] = [];
let broken = false;
beforeAll(async () => {
  floor = await openPhoneFloor();
});
afterAll(() => floor.close());
beforeEach(() => {
  given = [];
  broken = false;
  floor.phone.sent.length = 0;
});

const signsOf = (phone: Channel) => {
  const withSigns: Channel = {
    ...phone,
    async markRead({ address }, externalId) {
      given.push(`${address} read ${externalId}`);
      if (broken) throw new Error('no');
    },
    async typing({ address }, { name, lastExternalId }) {
      given.push(`${address} ${name} writes ${lastExternalId}`);
    },
  };
  return createSigns(floor.routing, new Map([[withSigns.name, withSigns]]));
};
const senderWith = (signs: ReturnType<typeof createSigns>) =>
  createCustomerSender({
    routing: floor.routing,
    channels: floor.channels,
    readFile: floor.files.read,
    signs,
  });

it('marks the customer’s last message as read once for each of an agent’s answers, also when that fails', async () => {
  const signs = signsOf(floor.phone);
  const conversation = await floor.replies('read', 'one');
  await floor.hear(floor.message('read', { externalId: 'their last' }));
  await floor.drain(conversation, senderWith(signs));
  await eventually('it is marked', () => given.length > 0);
  expect(given).toEqual(['read read their last']);
  broken = true;
  const other = await floor.replies('read-2', 'two');
  await floor.drain(other, senderWith(signs));
  await eventually('it is tried', () => given.length > 1);
  expect(floor.phone.sent).toEqual(['read: one', 'read-2: two']);
  expect(await floor.standing(other)).toEqual(['two sent sent']);
});

it('shows that the assistant is writing, once, and nothing on a channel without signs', async () => {
  const { conversationId } = await floor.hear(floor.message('thinks', { externalId: 'a question' }));
  if (!conversationId) throw new Error('nothing was opened');
  const { organizationId, id: channelId } = floor.phoneDoor;
  const due = {
    organizationId,
    id: conversationId,
    channelId,
    address: 'thinks',
    chatbotId: floor.phoneDoor.chatbotId,
    sequence: 2,
    epoch: 0,
    status: 'ai' as const,
  };
  const chatbot = await floor.chatbot();
  signsOf(floor.phone).thinking(due as never, chatbot);
  await eventually('both are given', () => given.length === 2);
  expect(given).toEqual(['thinks read a question', `thinks ${chatbot.name} writes a question`]);
  createSigns(floor.routing, floor.channels).thinking(due as never, chatbot);
  expect(given).toHaveLength(2);
});
