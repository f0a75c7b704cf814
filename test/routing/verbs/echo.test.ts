// Proves whose words an echo is: our own send's, or someone's who answered past Baton and whom the assistant makes way for.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InboundEcho } from '../../../src/channels/inbound.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { Failure } from '../../../src/core/errors.js';
import { NotYet } from '../../../src/routing/inbox-lane.js';
import { answer } from '../../../src/routing/verbs/answer.js';
import { newId } from '../../../src/store/store.js';
import { expectSound } from '../floor.js';
import { openPhoneFloor, type PhoneFloor } from '../phone-floor.js';

let floor: PhoneFloor;
beforeAll(async () => {
  floor = await openPhoneFloor();
});
afterAll(async () => {
  await expectSound(floor);
  await floor.close();
});
beforeEach(() => {
  floor.phone.sent.length = 0;
  floor.phone.take = () => newId();
});

const echo = (address: string, change: Partial<InboundEcho>, attempt?: number) =>
  floor.hear(
    {
      type: 'echo',
      channel: floor.phoneDoor,
      address,
      externalId: newId(),
      kind: 'text',
      text: '',
      at: null,
      ...change,
    },
    attempt,
  );
const colleagues = async (address: string) =>
  (
    await floor.query<{ text: string }>(
      `select m.text from message m join conversation c on c.id = m.conversation_id join contact_address a on a.contact_id = c.contact_id
       where a.address = $1 and a.channel_id = $2 and m.author = 'colleague' order by m.sequence`,
      [address, floor.phoneDoor.id],
    )
  ).map(({ text }) => text);
/** A send is under way whose answer is lost. */
const inDoubt = async (address: string, ...texts: string[]) => {
  const conversation = await floor.replies(address, ...texts);
  const { take } = floor.phone;
  floor.phone.take = () => {
    throw new Failure('Timeout.', { class: 'retry', code: 'timeout', ambiguous: true });
  };
  await floor.drain(conversation);
  floor.phone.take = take;
  return conversation;
};
const deliveryOf = async ({ id }: Conversation) => (await floor.deliveries(id, 'customer'))[0]?.id ?? '';

describe('an echo of our own', () => {
  it('is known by its delivery, also before the answer of its send, and is evidence of it', async () => {
    const conversation = await inDoubt('mine', 'hi');
    await echo('mine', {
      externalId: 'mine.1',
      deliveryId: await deliveryOf(conversation),
      part: 0,
      text: 'hi',
    });
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['hi sent sent']);
    expect(floor.phone.sent).toEqual([]);
    expect(await colleagues('mine')).toEqual([]);
  });

  it('is known by its id on the channel, by the id of each part, and however often it comes', async () => {
    floor.phone.take = ({ text }) => `id.${text}`;
    const conversation = await floor.replies('known', 'a|b', 'c');
    await floor.drain(conversation);
    for (const part of ['a', 'b', 'c', 'c']) await echo('known', { externalId: `id.${part}`, text: part });
    await echo('known', { externalId: 'whatever', ours: true, text: 'd' });
    expect(await colleagues('known')).toEqual([]);
    expect(await floor.standing(conversation)).toEqual(['a|b sent sent', 'c sent sent']);
  });

  it('without anything of ours waits for the answer of a send, and is bound by its words then', async () => {
    const conversation = await inDoubt('words', '**Hello** you!');
    await expect(echo('words', { text: 'Hello you!' })).rejects.toThrow(NotYet);
    expect(await colleagues('words')).toEqual([]);
    await echo('words', { externalId: 'words.1', text: 'Hello you!' }, 2);
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['**Hello** you! sent sent']);
    expect(floor.phone.sent).toEqual([]);
    expect(await colleagues('words')).toEqual([]);
  });

  it('is bound to the send that says the same, not to an older one in doubt', async () => {
    const conversation = await inDoubt('older', 'first', 'second');
    await floor.query("update delivery set status = 'unknown', receipt = 'failed' where id = $1", [
      await deliveryOf(conversation),
    ]);
    floor.phone.take = () => {
      throw new Failure('Timeout.', { class: 'retry', code: 'timeout', ambiguous: true });
    };
    await floor.drain(conversation);
    await echo('older', { externalId: 'older.2', text: 'second', ours: true }, 2);
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['first unknown failed', 'second sent sent']);
  });

  it('with other words while a send is in doubt is someone else’s', async () => {
    const conversation = await inDoubt('others', 'our words');
    await echo('others', { text: 'Something else entirely.' }, 2);
    await echo('others', { text: 'our' }, 2);
    expect(await colleagues('others')).toEqual(['Something else entirely.', 'our']);
    expect(await floor.standing(conversation)).toEqual(['our words ambiguous queued']);
  });
});

describe('someone else’s words', () => {
  const due = async (address: string) => {
    const conversation = await floor.conversationOf(address);
    const [row] = await floor.query<{ at: number | null }>(
      'select answer_due_sequence as at from conversation where id = $1',
      [conversation.id],
    );
    return { conversation, dueSequence: row?.at ?? null };
  };
  const say = async (conversation: Conversation, dueSequence: number | null, text: string) =>
    answer(floor.routing, {
      organizationId: conversation.organizationId,
      id: conversation.id,
      chatbot: await floor.chatbot(),
      epoch: conversation.epoch,
      dueSequence,
      answer: {
        messages: [{ text, markup: 'commonmark' }],
        requestHuman: null,
        failed: false,
        deferred: false,
      },
    });

  it('are shown once as a colleague’s, and the conversation waits for a person', async () => {
    await floor.hear(floor.message('shown'));
    for (let round = 0; round < 2; round += 1)
      await echo('shown', {
        externalId: 'shown.1',
        text: 'I am on it',
        details: { via: 'the WhatsApp app' },
      });
    expect(await colleagues('shown')).toEqual(['I am on it']);
    const conversation = await floor.conversationOf('shown');
    expect(conversation).toMatchObject({
      status: 'pending',
      requestReason: 'answered from the WhatsApp app',
    });
    const thread = await floor.deliveries(conversation.id, 'thread');
    expect(thread.filter(({ text }) => text === 'I am on it')).toHaveLength(1);
    await echo('shown', { text: 'More' });
    expect((await floor.deliveries(conversation.id, 'thread')).at(-1)?.text).toBe('More');
  });

  it('withdraw the answer that is being made, and the one that is stored and not sent', async () => {
    await floor.hear(floor.message('withdrawn'));
    const asked = await due('withdrawn');
    expect(await say(asked.conversation, asked.dueSequence, 'stored')).toBe('stored');
    await floor.hear(floor.message('withdrawn'));
    const again = await due('withdrawn');
    await echo('withdrawn', { text: 'I do it myself' });
    expect(await say(again.conversation, again.dueSequence, 'in flight')).toBe('overtaken');
    await floor.drain(again.conversation);
    expect(floor.phone.sent).toEqual([]);
    expect(await floor.standing(again.conversation)).toEqual(['stored cancelled queued']);
  });

  it('open a conversation when they are the first there is', async () => {
    await echo('first', { text: 'Hello from us' });
    const conversation = await floor.conversationOf('first');
    expect(conversation.status).toBe('pending');
    expect((await floor.events(conversation.id)).map(({ kind }) => kind).slice(0, 2)).toEqual([
      'conversation.opened',
      'message.sent',
    ]);
    await floor.hear(floor.message('first', { text: 'Thanks' }));
    expect(await floor.texts('first')).toEqual(['Hello from us', 'Thanks']);
  });

  it('leave the owner their conversation', async () => {
    const conversation = await floor.replies('owned');
    await echo('owned', { text: 'from the phone' });
    expect(await floor.conversation(conversation.id)).toMatchObject({
      status: 'active',
      epoch: conversation.epoch,
      ownerId: conversation.ownerId,
    });
    expect((await floor.deliveries(conversation.id, 'thread')).at(-1)?.text).toBe('from the phone');
  });
});
