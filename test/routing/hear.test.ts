// Proves that a customer is one contact under all their names, and that files, reactions, edits and controls find their conversation.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/channels/channel.js';
import { Failure } from '../../src/core/errors.js';
import { createHearing } from '../../src/routing/hear.js';
import type { Log } from '../../src/routing/routing.js';
import { close } from '../../src/routing/verbs/close.js';
import { fetchAwaitedFiles } from '../../src/routing/verbs/fetch-awaited.js';
import { receive } from '../../src/routing/verbs/receive.js';
import { reply } from '../../src/routing/verbs/reply.js';
import { requestHuman } from '../../src/routing/verbs/request-human.js';
import { newId } from '../../src/store/store.js';
import { expectSound } from './floor.js';
import { openPhoneFloor, type PhoneFloor } from './phone-floor.js';

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
  floor.phone.fetched.length = 0;
  floor.phone.take = () => newId();
  floor.phone.files.clear();
});

const hear = (address: string, change: Partial<InboundMessage> = {}) =>
  floor.hear(floor.message(address, change));
const from = (address: string) => ({ channel: floor.phoneDoor, address });
const ask = async (address: string) => {
  const { organizationId, id } = await floor.conversationOf(address);
  const actor = { kind: 'system', cause: 'test' } as const;
  await requestHuman(floor.routing, { organizationId, id, actor, reason: 'button' });
  return floor.conversation(id);
};
const addressOf = async (name: string) => {
  const { id } = await floor.conversationOf(name);
  return (await floor.query<{ address: string }>('select address from conversation where id = $1', [id]))[0]
    ?.address;
};
const oneContact = async (...names: string[]) => {
  const rows = await floor.contacts(...names);
  expect(rows.map(({ address }) => address)).toEqual([...names].sort());
  expect(new Set(rows.map((row) => row.contact_id)).size).toBe(1);
};

describe('the names of a customer', () => {
  it('lead to one contact: first their id alone, then with a number; both spellings of a number', async () => {
    await hear('BR.1', { aliases: ['BR.1'] });
    await hear('5511987654321', { aliases: ['BR.1', '5511987654321', '551187654321'] });
    await oneContact('BR.1', '5511987654321', '551187654321');
    await hear('551187654321', { aliases: ['551187654321', '5511987654321'] });
    expect(await floor.texts('BR.1')).toHaveLength(3);
  });

  it('of two contacts that turn out to be one are left alone and reported', async () => {
    await hear('two-a', { aliases: ['two-a'] });
    await hear('two-b', { aliases: ['two-b'] });
    const warned: unknown[] = [];
    const log: Log = { ...floor.routing.log, warn: (facts) => void warned.push(facts) };
    const { files, channels } = floor;
    const hearing = createHearing({ routing: { ...floor.routing, log }, files, channels });
    await hearing(floor.message('two-b', { aliases: ['two-a', 'two-b'] }));
    await hearing(floor.message('two-b', { aliases: ['two-a', 'two-b'] }));
    expect(new Set((await floor.contacts('two-a', 'two-b')).map((row) => row.contact_id)).size).toBe(2);
    expect(warned).toHaveLength(1);
    expect(await floor.texts('two-b')).toHaveLength(3);
  });

  it('that arrive at once, each message under others, make one contact and one conversation; 15 times', async () => {
    for (let round = 0; round < 15; round += 1) {
      const [id, long, short] = [`ID.${round}`, `5521987${round}`, `552187${round}`];
      await Promise.all([
        hear(long, { aliases: [id, long, short] }),
        hear(id, { aliases: [id] }),
        hear(short, { aliases: [id, short, long] }),
        hear(long, { aliases: [id, long, short] }),
      ]);
      await oneContact(id, long, short);
      expect(await floor.texts(id)).toHaveLength(4);
      const rows = await floor.query(
        'select 1 from conversation c join contact_address a on a.contact_id = c.contact_id where a.address = $1',
        [id],
      );
      expect(rows).toHaveLength(1);
    }
  });

  it('decide where the open conversation is answered: at the newest, also back and forth', async () => {
    await hear('n-old', { aliases: ['N.1', 'n-old'] });
    await hear('n-new', { aliases: ['N.1', 'n-new'] });
    expect(await addressOf('N.1')).toBe('n-new');
    await hear('n-old', { aliases: ['N.1', 'n-old'] });
    expect(await addressOf('N.1')).toBe('n-old');
    await hear('N.1', { aliases: ['N.1'] });
    expect(await addressOf('N.1')).toBe('N.1');
  });

  it('change: the conversation moves along and says so once; unknown customers and taken names change nothing', async () => {
    await hear('c-old', { aliases: ['c-old'] });
    const { id } = await ask('c-old');
    const change = { ...from('c-new'), type: 'identity', formerly: 'c-old', aliases: ['C.1'] } as const;
    await floor.hear(change);
    await floor.hear(change);
    expect(await addressOf('c-old')).toBe('c-new');
    await oneContact('c-new', 'c-old', 'C.1');
    expect((await floor.lines(id)).filter((line) => line === 'contact.address-changed')).toHaveLength(1);
    // A later change is not undone by hearing of the earlier one again.
    await floor.hear({ ...from('c-third'), type: 'identity', formerly: 'c-new' });
    await floor.hear(change);
    expect(await addressOf('c-old')).toBe('c-third');

    await floor.hear({ ...from('nobody-new'), type: 'identity', formerly: 'nobody' });
    expect(await floor.contacts('nobody', 'nobody-new')).toEqual([]);
    await hear('somebody', { aliases: ['somebody'] });
    await floor.hear({ ...from('somebody'), type: 'identity', formerly: 'c-third' });
    expect(await addressOf('c-third')).toBe('c-third');
  });

  it('known beforehand from a message still move the conversation when the change itself is told', async () => {
    await hear('k-old', { aliases: ['k-old'] });
    await hear('k-old', { aliases: ['k-old', 'k-new'] });
    await floor.hear({ ...from('k-new'), type: 'identity', formerly: 'k-old' });
    expect(await addressOf('k-old')).toBe('k-new');
  });
});

describe('files that are still with the platform', () => {
  const photo = (id: string) => ({ kind: 'image', text: '', media: [{ kind: 'image', id }] }) as const;
  const round = async () => {
    await floor.query('update awaited_file set due_at = now() where due_at is not null');
    await fetchAwaitedFiles(floor);
  };
  const attached = (messageId: unknown) =>
    floor.query('select name from attachment where message_id = $1', [messageId]);

  it('let the words go ahead, and follow as a post of their own, once', async () => {
    await hear('late');
    const conversation = await ask('late');
    const { messageId } = await hear('late', { ...photo('f1'), text: 'look', externalId: 'late.1' });
    expect((await floor.deliveries(conversation.id, 'thread')).at(-1)?.text).toBe('look');
    expect(await attached(messageId)).toEqual([]);
    floor.phone.files.set('f1', Buffer.from('x'));
    await Promise.all([round(), round()]);
    await round();
    expect(await attached(messageId)).toEqual([{ name: 'f1.txt' }]);
    const thread = await floor.deliveries(conversation.id, 'thread');
    expect(thread.filter(({ kind }) => kind === 'files')).toHaveLength(1);
  });

  it('are gone with the message that its customer takes back, rows and bytes', async () => {
    floor.phone.files.set('f9', Buffer.from('private'));
    const before = floor.shelf.size;
    const said = floor.message('taker', photo('f9'));
    await floor.hear(said);
    expect(floor.shelf.size).toBe(before + 1);
    await floor.hear({ type: 'delete', ...from('taker'), externalId: said.externalId });
    expect(floor.shelf.size).toBe(before);
    const { id } = await floor.conversationOf('taker');
    expect(await floor.query('select 1 from attachment where conversation_id = $1', [id])).toEqual([]);
  });

  it('are not fetched again for a repeat of the message', async () => {
    floor.phone.files.set('f2', Buffer.from('x'));
    const { messageId } = await hear('twice', { ...photo('f2'), externalId: 'twice.1' });
    const again = await hear('twice', { ...photo('f2'), externalId: 'twice.1' });
    expect(again).toMatchObject({ messageId, duplicate: true });
    expect(floor.phone.fetched).toEqual(['f2']);
    expect(await attached(messageId)).toHaveLength(1);
    await hear('twice', { ...photo('f3'), externalId: 'twice.2' });
    await hear('twice', { ...photo('f3'), externalId: 'twice.2' });
    expect(await floor.query("select 1 from awaited_file where source ->> 'id' = 'f3'")).toHaveLength(1);
  });

  it('are not lost when a process died between the words and their files', async () => {
    const message = floor.message('died', { ...photo('f4'), text: 'see' });
    const { messageId } = await receive(floor.routing, message);
    floor.phone.files.set('f4', Buffer.from('x'));
    expect(await floor.hear(message)).toMatchObject({ messageId, duplicate: true });
    await round();
    expect(await attached(messageId)).toEqual([{ name: 'f4.txt' }]);
  });

  it('are said to be lost when the platform has them no more, or after a week', async () => {
    await hear('lost');
    const { id } = await ask('lost');
    floor.phone.files.set('f5', new Failure('It has run out.', { class: 'content', code: 'gone' }));
    await hear('lost', photo('f5'));
    await round();
    await round();
    expect((await floor.lines(id)).filter((line) => line === 'message.files-lost')).toHaveLength(1);
    await hear('lost', photo('f6'));
    await round();
    expect((await floor.lines(id)).filter((line) => line === 'message.files-lost')).toHaveLength(1);
    await floor.query(
      "update awaited_file set created_at = now() - interval '169 hours' where error is null",
    );
    await round();
    expect((await floor.lines(id)).filter((line) => line === 'message.files-lost')).toHaveLength(2);
  });

  it('do not come after their message was taken back', async () => {
    await hear('back');
    const { id } = await ask('back');
    await hear('back', { ...photo('f7'), externalId: 'back.1' });
    await floor.hear({ ...from('back'), type: 'delete', externalId: 'back.1' });
    floor.phone.files.set('f7', Buffer.from('x'));
    await round();
    expect((await floor.deliveries(id, 'thread')).filter(({ kind }) => kind === 'files')).toEqual([]);
  });
});

describe('what a customer does to a message', () => {
  it('with a reaction is told once for each change; of something unknown or someone else’s not at all', async () => {
    await hear('likes', { externalId: 'likes.1', text: 'hello' });
    await hear('likes-not');
    const { id } = await ask('likes');
    const told = async () => (await floor.lines(id)).filter((line) => line === 'message.reacted').length;
    const react = (emoji: string | null, change = {}) =>
      floor.hear({ ...from('likes'), type: 'reaction', externalId: 'likes.1', emoji, at: null, ...change });
    await react(null);
    expect(await told()).toBe(0);
    for (const emoji of ['👍', '👍', '❤️', null, null]) await react(emoji);
    expect(await told()).toBe(3);
    await react('👍', { externalId: 'unknown' });
    await react('👍', { address: 'likes-not' });
    await react('👍', { channel: floor.door });
    expect(await told()).toBe(3);
    const agent = await floor.agent('Kim');
    await close(floor.routing, { agent, conversationId: id });
    await react('😀');
    expect(
      await floor.query(
        "select emoji from reaction r join message m on m.id = r.message_id where m.external_id = 'likes.1'",
      ),
    ).toEqual([{ emoji: '😀' }]);
  });

  it('reaches a message of ours by its id on the channel', async () => {
    floor.phone.take = () => 'ours.1';
    const conversation = await floor.replies('likes-ours', 'hi');
    await floor.drain(conversation);
    await floor.hear({
      ...from('likes-ours'),
      type: 'reaction',
      externalId: 'ours.1',
      emoji: '🎉',
      at: null,
    });
    expect(await floor.lines(conversation.id)).toContain('message.reacted');
  });

  it('as an edit counts once and only if no later one was heard; a deletion leaves no words', async () => {
    const { messageId } = await hear('edits', { externalId: 'edits.1', text: 'secret one' });
    const { id } = await ask('edits');
    const edit = (text: string, version?: number) =>
      floor.hear({
        ...from('edits'),
        type: 'edit',
        externalId: 'edits.1',
        text,
        ...(version === undefined ? {} : { version }),
      });
    await edit('secret three', 3);
    await edit('secret two', 2);
    await edit('secret three again', 3);
    const text = async () =>
      (await floor.query<{ text: string }>('select text from message where id = $1', [messageId]))[0]?.text;
    expect(await text()).toBe('secret three');
    await edit('secret four', 4);
    await edit('secret five');
    expect(await text()).toBe('secret five');
    await edit('secret', 9).catch(() => undefined);
    await floor.hear({ ...from('edits'), type: 'delete', externalId: 'edits.1' });
    await edit('secret again', 10);
    const left = await floor.query(
      `select 1 from message where conversation_id = $1 and text like '%secret%' union all
       select 1 from event where conversation_id = $1 and data::text like '%secret%' union all
       select 1 from delivery where conversation_id = $1 and payload::text like '%secret%'`,
      [id],
    );
    expect(left).toEqual([]);
    const kinds = (await floor.deliveries(id, 'thread')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'delete')).toHaveLength(1);
  });

  it('as an edit takes a caption away, but not the only words', async () => {
    floor.phone.files.set('cap', Buffer.from('x'));
    await hear('caption', {
      kind: 'image',
      text: 'a caption',
      media: [{ kind: 'image', id: 'cap' }],
      externalId: 'cap.1',
    });
    await floor.hear({ ...from('caption'), type: 'edit', externalId: 'cap.1', text: '' });
    expect((await floor.texts('caption')).at(-1)).toBe('');
    await hear('caption', { externalId: 'cap.2', text: 'words' });
    await expect(
      floor.hear({ ...from('caption'), type: 'edit', externalId: 'cap.2', text: '' }),
    ).rejects.toThrow();
  });
});

describe('another application', () => {
  it('that took the customer keeps our assistant quiet; giving back is told', async () => {
    await hear('control');
    await floor.hear({ ...from('control'), type: 'control', control: 'lost', by: 'the Page inbox' });
    const conversation = await floor.conversationOf('control');
    expect(conversation.status).toBe('pending');
    expect(conversation.requestReason).toBe('answered by the Page inbox');
    await floor.hear({ ...from('control'), type: 'control', control: 'gained' });
    expect(await floor.lines(conversation.id)).toContain('channel.control-gained');
    await floor.hear({ ...from('control-nobody'), type: 'control', control: 'lost' });
    expect(await floor.contacts('control-nobody')).toEqual([]);
  });

  it('that answers makes what it hears shown and not answered', async () => {
    const { conversationId } = await hear('standby', { standby: true });
    await hear('standby', { standby: true });
    const due = await floor.query('select answer_due_at from conversation where id = $1', [conversationId]);
    expect(due).toEqual([{ answer_due_at: null }]);
    expect(await floor.texts('standby')).toHaveLength(2);
  });
});

describe('an agent’s answer', () => {
  it('goes to where the customer is when it is written', async () => {
    const conversation = await floor.replies('moved-old', 'first');
    await floor.hear({ ...from('moved-new'), type: 'identity', formerly: 'moved-old' });
    const agent = await floor.agent('Kim');
    const { id: conversationId } = conversation;
    await reply(floor.routing, { agent, conversationId, text: 'second', desk: { ref: null } });
    await floor.drain(conversation);
    expect(floor.phone.sent).toEqual(['moved-old: first', 'moved-new: second']);
  });
});
