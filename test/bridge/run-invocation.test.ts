// Invocations end to end: forms where arguments are missing, errors on their fields, confirmations, guesses that ask.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/bridge/invocation.js';
import { runInvocation } from '../../src/bridge/run-invocation.js';
import type { Conversation } from '../../src/core/conversation.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { ask, file, openHouse, place, type TestHouse } from '../support/bridge-house.js';
import { buttonsOf, readCard } from '../support/card-facts.js';

let test: TestHouse;
let conversation: Conversation;
const open = async (): Promise<Conversation> => {
  const { id } = await test.openPending();
  await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id });
  return test.reread(id);
};
beforeAll(async () => {
  test = await openHouse();
  await test.store.db.execute(sql`update agent set chat_limit = 1000, presence = 'online'`);
});
afterAll(() => test.close());
beforeEach(async () => {
  conversation = await open();
});

const onCard = (change: Partial<Invocation> = {}): Partial<Invocation> => ({
  via: 'button',
  place,
  postRef: conversation.threadRef,
  conversationId: conversation.id,
  epoch: conversation.epoch,
  ...change,
});

async function run(person: string, word: string, change: Partial<Invocation>) {
  const { invocation, answers } = ask(person, word, change);
  await runInvocation(test.house, invocation);
  return answers;
}

const said = async () =>
  (
    await test.store.db.execute(
      sql`select text from message where conversation_id = ${conversation.id} and author = 'agent'`,
    )
  ).rows;

describe('forms', () => {
  it('a bare Reply opens the reply window, whose text and files go out and into the thread', async () => {
    const [form] = (await run('ann', 'reply', onCard())).forms;
    expect(form?.ask).toMatchObject({ word: 'reply', conversationId: conversation.id });
    await run(
      'ann',
      'reply',
      onCard({ via: 'form', values: { text: 'A **long** answer' }, files: [file('label.txt')] }),
    );
    expect(await said()).toEqual([{ text: 'A **long** answer' }]);
    const lanes = await test.store.db.execute(
      sql`select d.lane from delivery d join message m on m.id = d.message_id where d.conversation_id = ${conversation.id} and m.author = 'agent' order by lane`,
    );
    expect(lanes.rows).toEqual([{ lane: 'customer' }, { lane: 'thread' }]);
  });

  it('the reply window does not open for those who may not answer', async () => {
    const answers = await run('sam', 'reply', onCard());
    expect(answers.forms).toEqual([]);
    expect(buttonsOf(answers.cards[0] ?? { fallback: '', parts: [] })[0]).toMatchObject({
      label: 'Take over',
      ask: { word: 'claim', args: 'over', conversationId: conversation.id },
    });
  });

  it('an empty form is refused on its field, and nothing is sent', async () => {
    expect((await run('ann', 'reply', onCard({ via: 'form', values: { text: '  ' } }))).errors).toEqual([
      { text: 'There is nothing to send.' },
    ]);
    expect((await run('ann', 'note', onCard({ via: 'form', values: {} }))).errors).toEqual([
      { text: 'There is nothing to send.' },
    ]);
    expect(await said()).toEqual([]);
  });

  it('a reply that failed for its content is changed in a dialog, and the new words take its place', async () => {
    await run('ann', 'reply', onCard({ args: 'Too log' }));
    const [first] = (
      await test.store.db.execute<{ id: string }>(
        sql`update delivery set status = 'dead', receipt = 'failed' where lane = 'customer' and message_id =
          (select id from message where conversation_id = ${conversation.id} and author = 'agent') returning message_id as id`,
      )
    ).rows;
    const [form] = (await run('ann', 'retry', onCard({ args: `edit ${first?.id}` }))).forms;
    expect(form?.fields.find((field) => field.kind === 'text')).toMatchObject({ initial: 'Too log' });
    expect(form?.ask).toMatchObject({ word: 'retry', args: `edit ${first?.id}` });
    const args = form?.ask.args ?? '';
    expect((await run('sam', 'retry', onCard({ args }))).forms).toEqual([]);
    await run('ann', 'retry', onCard({ via: 'form', args, values: { text: 'Not too long' } }));
    expect(await said()).toEqual([{ text: 'Too log' }, { text: 'Not too long' }]);
    const statuses = await test.store.db.execute(
      sql`select d.status from delivery d join message m on m.id = d.message_id where d.conversation_id = ${conversation.id} and m.author = 'agent' and lane = 'customer' order by d.sequence`,
    );
    expect(statuses.rows).toEqual([{ status: 'cancelled' }, { status: 'pending' }]);
  });

  it('a wrong category is refused on its field, naming the known ones', async () => {
    expect(
      (await run('ann', 'category', onCard({ via: 'form', values: { category: 'Nonsense' } }))).errors[0]
        ?.category,
    ).toContain('Billing, Shipping');
  });

  it('Close on the card asks for a category once; a typed close does not ask', async () => {
    const [form] = (await run('ann', 'close', onCard())).forms;
    expect(form?.ask.word).toBe('close');
    expect((await test.reread(conversation.id)).status).toBe('active');
    await run('ann', 'close', onCard({ via: 'form', values: { category: 'Shipping' } }));
    expect(await test.reread(conversation.id)).toMatchObject({ status: 'closed', category: 'Shipping' });

    conversation = await open();
    expect(
      (await run('ann', 'close', { via: 'word', place, threadRef: conversation.threadRef })).forms,
    ).toEqual([]);
    expect((await test.reread(conversation.id)).status).toBe('closed');
  });

  it('Transfer offers the colleagues of the chatbot, and its form hands over with a comment', async () => {
    const [form] = (await run('ann', 'transfer', onCard())).forms;
    const field = form?.fields.find((one) => one.kind === 'choice');
    const names = field?.kind === 'choice' ? field.options.map((option) => option.label.split(' ·')[0]) : [];
    expect(names.sort()).toEqual(['Adi', 'Mia', 'Oli', 'Sam', 'Sue']);
    const sam = await test.agent('sam');
    await run(
      'ann',
      'transfer',
      onCard({ via: 'form', values: { agent: sam.id, comment: 'knows Spanish' } }),
    );
    expect((await test.reread(conversation.id)).ownerId).toBe(sam.id);
  });

  it('where a desk has no dialogs, the usage is told instead', async () => {
    const { invocation, answers } = ask('ann', 'reply', onCard());
    const { openForm: _, ...mouth } = invocation.mouth;
    await runInvocation(test.house, { ...invocation, mouth });
    expect(answers.cards[0]?.fallback).toBe('Write “reply [#1042] text”.');
  });
});

describe('answers', () => {
  it('stay silent on the card, where the thread tells', async () => {
    expect((await run('ann', 'release', onCard())).cards).toEqual([]);
  });

  it('confirm elsewhere, with the thread’s link', async () => {
    const [card] = (await run('ann', 'release', { args: `#${conversation.reference}` })).cards;
    expect(readCard(card ?? { fallback: '', parts: [] })).toContain(
      `#${conversation.reference} is back in the queue`,
    );
    expect(card?.parts).toContainEqual({
      kind: 'controls',
      controls: [
        { kind: 'link', label: 'Open thread', url: `https://desk.example/${conversation.threadRef}` },
      ],
    });
  });

  it('history comes in pages that lead back to the beginning', async () => {
    const [card] = (await run('sue', 'history', { args: `#${conversation.reference}` })).cards;
    expect(readCard(card ?? { fallback: '', parts: [] })).toContain('Where is my parcel?');
  });
});

describe('which conversation is meant', () => {
  it('the only active one, without a number', async () => {
    const adi = await test.agent('adi');
    const { id } = await test.openPending();
    await claim(test.house.routing, { agent: adi, conversationId: id });
    await run('adi', 'reply', { args: 'only one' });
    const sent = await test.store.db.execute(
      sql`select text from message where conversation_id = ${id} and author = 'agent'`,
    );
    expect(sent.rows).toEqual([{ text: 'only one' }]);
  });

  it('is asked when there are several, each as a button', async () => {
    await open();
    const [card] = (await run('ann', 'release', {})).cards;
    const buttons = buttonsOf(card ?? { fallback: '', parts: [] });
    expect(buttons.length).toBeGreaterThan(1);
    expect(buttons[0]?.ask).toMatchObject({ word: 'release', args: expect.stringMatching(/^#\d+$/u) });
  });

  it('is never guessed for a reply that could go to several customers', async () => {
    await open();
    const [card] = (await run('ann', 'reply', { args: 'to whom?' })).cards;
    expect(card?.fallback).toContain('which one do you mean');
    expect(await said()).toEqual([]);
  });

  it('a claim that names nothing shows the queue', async () => {
    await test.openPending();
    const [card] = (await run('sam', 'claim', {})).cards;
    expect(card?.fallback).toMatch(/waiting/u);
  });
});
