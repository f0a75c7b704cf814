// Prepared answers: found and filled in for their owner, sent only when they say so, and kept by admins alone.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Form } from '../../../src/bridge/cards/card.js';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { addCannedReply } from '../../../src/routing/verbs/manage-canned.js';
import { ask, openHouse, place, type TestHouse } from '../../support/bridge-house.js';
import { buttonsOf, readCard } from '../../support/card-facts.js';

let test: TestHouse;
let conversation: Conversation;
let hello: string;
beforeAll(async () => {
  test = await openHouse();
  await test.store.db.execute(sql`update agent set chat_limit = 1000, presence = 'online'`);
  const { routing } = test.house;
  const by = await test.agent('adi');
  const { id: chatbotId } = (
    await test.store.db.execute<{ id: never }>(sql`select id from chatbot where key = 'other'`)
  ).rows[0] ?? { id: null };
  const text = 'Hello {{contact.first_name|there}}, {{agent.name}} here about {{category|this}}.';
  hello = (await addCannedReply(routing, { by, chatbotId: null, name: 'Hello', text })).id;
  await addCannedReply(routing, { by, chatbotId: null, name: 'Délai', text: 'Two days.' });
  await addCannedReply(routing, { by, chatbotId: null, name: 'Délai colis', text: 'Three days.' });
  await addCannedReply(routing, { by, chatbotId, name: 'Foreign', text: 'Not for acme.' });
});
afterAll(() => test.close());
beforeEach(async () => {
  const { id } = await test.openPending();
  await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id });
  conversation = await test.reread(id);
});

async function run(person: string, change: Partial<Invocation>, dialogs = true) {
  const { invocation, answers } = ask(person, 'canned', change);
  const { openForm, ...mouth } = invocation.mouth;
  await runInvocation(test.house, dialogs ? invocation : { ...invocation, mouth });
  return { ...answers, words: answers.cards.map(readCard).join('\n') };
}

const here = (args: string, change: Partial<Invocation> = {}): Partial<Invocation> => ({
  args: `#${conversation.reference} ${args}`,
  ...change,
});
const onCard = (change: Partial<Invocation>): Partial<Invocation> => ({
  via: 'button',
  place,
  conversationId: conversation.id,
  epoch: conversation.epoch,
  ...change,
});
const initialOf = (form: Form | undefined) =>
  form?.fields.flatMap((field) => (field.kind === 'text' && field.initial ? [field.initial] : []));
const sent = async () =>
  (
    await test.store.db.execute<{ text: string }>(
      sql`select text from message where conversation_id = ${conversation.id} and author = 'agent' order by sequence`,
    )
  ).rows.map(({ text }) => text);
const filled = 'Hello Maria, Ann here about this.';

describe('a prepared answer', () => {
  it('opens the reply dialog filled in, and nothing is sent before that is', async () => {
    const { forms } = await run('ann', here('hello'));
    expect(initialOf(forms[0])).toEqual([filled]);
    expect(forms[0]?.ask).toMatchObject({ word: 'reply', conversationId: conversation.id });
    expect(await sent()).toEqual([]);
  });

  it('is chosen in a dialog where several fit, then edited in the next', async () => {
    const [pick] = (await run('ann', here(''))).forms;
    const choice = pick?.fields.find((field) => field.kind === 'choice');
    expect(choice?.options.map(({ label }) => label.split(' · ')[0])).toEqual([
      // Chosen before, so it comes first.
      'Hello',
      'Délai',
      'Délai colis',
    ]);
    const [search] = (await run('ann', here('days delai'))).forms;
    expect(search?.fields.find((field) => field.kind === 'choice')?.options).toHaveLength(2);
    const { forms } = await run('ann', onCard({ via: 'form', values: { canned: hello } }));
    expect(initialOf(forms[0])).toEqual([filled]);
  });

  it('comes as a card with its buttons where no dialog can open, and is sent by one', async () => {
    const { cards, words } = await run('ann', here('hello', { via: 'word' }), false);
    expect(words).toContain(filled);
    const [card] = cards;
    if (!card) throw new Error('no card');
    expect(buttonsOf(card).map(({ label, ask: { args } }) => [label, args])).toEqual([
      ['Send', `send ${hello}`],
      ['Edit and send', hello],
    ]);
    expect(initialOf((await run('ann', onCard({ args: hello }))).forms[0])).toEqual([filled]);
    await run('ann', onCard({ args: `send ${hello}` }));
    expect(await sent()).toEqual([filled]);
    const several = await run('ann', here('', { via: 'word' }), false);
    expect(several.words).toContain('Which prepared answer');
  });

  it('is not for someone else’s chat, another chatbot, a closed window, or words that find none', async () => {
    expect((await run('sam', here('hello'))).words).toContain('Ann has this conversation');
    expect((await run('sam', onCard({ args: `send ${hello}` }))).words).toContain(
      'Ann has this conversation',
    );
    expect((await run('zoe', here('hello'))).words).toContain('not assigned');
    expect((await run('ann', here('foreign'))).words).toContain('no prepared answer “foreign”');
    await test.store.db.execute(
      sql`update conversation set open_until = now() - interval '1 hour', reply_until = now() - interval '1 hour' where id = ${conversation.id}`,
    );
    expect((await run('ann', here('hello'))).words).toContain('lets us write freely only');
    expect(await sent()).toEqual([]);
  });
});

describe('keeping prepared answers', () => {
  const audits = async () =>
    (
      await test.store.db.execute<{ subject: string; before: unknown; after: unknown }>(
        sql`select subject, before, after from audit where what = 'canned' order by at, id`,
      )
    ).rows;

  it('is for admins alone; each change is audited, each refusal changes nothing (A14)', async () => {
    const before = await audits();
    for (const args of ['add New | Text', 'change Hello | Text', 'remove Hello']) {
      const { words } = await run('sue', { args });
      expect(words).toContain('it takes admin');
    }
    for (const [args, why] of [
      ['add Hello | again', 'already'],
      ['add Bad | {{contact.secret}}', 'no variable {{contact.secret}}'],
      ['add Empty |', 'needs a text'],
      ['change Nobody | x', 'no prepared answer “Nobody”'],
      ['remove', 'canned remove name'],
    ] as const)
      expect((await run('adi', { args })).words).toContain(why);
    expect(await audits()).toEqual(before);
  });

  it('works by one typed line, with the chatbot of the place', async () => {
    const [{ n } = { n: 0 }] = [{ n: (await audits()).length }];
    expect((await run('adi', { args: 'add Bye | Bye {{contact.name|you}}', place })).words).toContain(
      '“Bye” is a prepared answer of acme Support now',
    );
    expect((await run('adi', { args: 'change bye | Good bye', place })).words).toContain('was changed');
    expect((await run('adi', { args: 'remove BYE' })).words).toContain('was removed');
    expect((await audits()).slice(n)).toEqual([
      { subject: 'chatbot', before: null, after: { name: 'Bye', text: 'Bye {{contact.name|you}}' } },
      {
        subject: 'chatbot',
        before: { name: 'Bye', text: 'Bye {{contact.name|you}}' },
        after: { name: 'Bye', text: 'Good bye' },
      },
      { subject: 'chatbot', before: { name: 'Bye', text: 'Good bye' }, after: null },
    ]);
    expect((await run('adi', { args: 'add Bye | Again', place })).words).toContain('now');
  });

  it('works by dialogs, which say what is wrong in place', async () => {
    const [form] = (await run('oli', { args: 'add' })).forms;
    expect(form?.ask).toEqual({ word: 'canned', args: 'add' });
    const values = { name: 'Thanks', text: 'Thanks {{contact.nme}}', chatbot: 'all' };
    const refused = await run('oli', { via: 'form', args: 'add', values });
    expect(refused.errors[0]?.text).toContain('no variable {{contact.nme}}');
    await run('oli', { via: 'form', args: 'add', values: { ...values, text: 'Thanks!' } });
    const [change] = (await run('oli', { args: 'change thanks' })).forms;
    expect(initialOf(change)).toEqual(['Thanks', 'Thanks!']);
    await run('oli', { via: 'form', args: change?.ask.args ?? '', values: { name: 'Thx', text: 'Thanks!' } });
    const list = async (person: string) => {
      const { words, cards } = await run(person, { args: 'list' });
      return { words, labels: cards.flatMap((card) => buttonsOf(card).map(({ label }) => label)) };
    };
    const theirs = await list('oli');
    for (const part of ['Thx', 'all chatbots', 'Foreign']) expect(theirs.words).toContain(part);
    expect(theirs.labels).toContain('Add');
    const seen = await list('ann');
    expect(seen.words).toContain('Thx');
    expect(seen.words).not.toContain('Foreign');
    expect(seen.labels).toEqual([]);
  });
});
