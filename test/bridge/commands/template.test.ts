// Writing with a template: chosen and filled in by dialogs, cards or one typed line, and sent by the owner only.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Form } from '../../../src/bridge/cards/card.js';
import type { BridgeHouse, TemplateShelf } from '../../../src/bridge/house.js';
import { createIncoming } from '../../../src/bridge/incoming.js';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { Failure } from '../../../src/core/errors.js';
import type { MessageTemplate } from '../../../src/core/template.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { sendTemplate } from '../../../src/routing/verbs/send-template.js';
import { ask, line, openHouse, place, type TestHouse } from '../../support/bridge-house.js';
import { buttonsOf, readCard, wordsOf } from '../../support/card-facts.js';

const reopen: MessageTemplate = {
  name: 'reopen_chat',
  language: 'en_GB',
  category: 'UTILITY',
  header: null,
  body: 'Hi {{1}}, shall we go on on {{2}}?',
  footer: 'Acme',
  buttons: ['Yes'],
};
const german = { ...reopen, language: 'de', body: 'Hallo {{1}}, geht es am {{2}} weiter?' };
const hello = { ...reopen, name: 'hello', body: 'Hello again', footer: null, buttons: [] };
const heading = { ...reopen, name: 'order', header: 'Order {{1}}', body: 'It left on {{1}}' };

let test: TestHouse;
let house: BridgeHouse;
let shelf: { list: readonly MessageTemplate[]; fails: Failure | null; kinds: readonly string[] };
let conversation: Conversation;
beforeAll(async () => {
  test = await openHouse();
  await test.store.db.execute(sql`update agent set chat_limit = 1000, presence = 'online'`);
  const templates: TemplateShelf = {
    has: (kind) => shelf.kinds.includes(kind),
    async of() {
      if (shelf.fails) throw shelf.fails;
      return shelf.list;
    },
  };
  house = { ...test.house, templates };
});
afterAll(() => test.close());
beforeEach(async () => {
  shelf = { list: [german, reopen, hello, heading], fails: null, kinds: ['web'] };
  const { id } = await test.openPending();
  await claim(house.routing, { agent: await test.agent('ann'), conversationId: id });
  // Nothing but a template may go out.
  await test.store.db.execute(
    sql`update conversation set open_until = now() - interval '1 hour', reply_until = now() - interval '1 hour' where id = ${id}`,
  );
  conversation = await test.reread(id);
});

const onCard = (change: Partial<Invocation> = {}): Partial<Invocation> => ({
  via: 'button',
  place,
  postRef: conversation.threadRef,
  conversationId: conversation.id,
  epoch: conversation.epoch,
  ...change,
});

async function run(person: string, change: Partial<Invocation>, dialogs = true) {
  const { invocation, answers } = ask(person, 'template', change);
  const { openForm, ...mouth } = invocation.mouth;
  await runInvocation(house, dialogs ? invocation : { ...invocation, mouth });
  return answers;
}

const sent = async () =>
  (
    await test.store.db.execute(
      sql`select kind, text, markup, details from message where conversation_id = ${conversation.id} and author = 'agent' order by sequence`,
    )
  ).rows;
const fieldsOf = (form: Form | undefined) =>
  (form?.fields ?? []).map((field) => (field.kind === 'info' ? wordsOf(field.text) : field.id));
const cardOf = (answers: Awaited<ReturnType<typeof run>>) =>
  answers.cards.at(-1) ?? { fallback: '', parts: [] };

describe('the template picker', () => {
  it('offers the templates, then their text with a field for each value, then sends it (A4, B3)', async () => {
    const [pick] = (await run('ann', onCard())).forms;
    const choice = pick?.fields.find((field) => field.kind === 'choice');
    expect(choice?.options).toContainEqual({
      label: 'reopen_chat · en_GB · utility',
      value: 'reopen_chat:en_GB',
    });
    expect(pick?.ask).toMatchObject({ word: 'template', conversationId: conversation.id });

    const chosen = await run('ann', onCard({ via: 'form', values: { template: 'reopen_chat:en_GB' } }));
    const [fill] = chosen.forms;
    expect(fieldsOf(fill)).toEqual([expect.stringContaining('Hi {{1}}, shall we go on'), 'body-0', 'body-1']);
    expect(await sent()).toEqual([]);

    const values = { 'body-0': ' Amara ', 'body-1': 'Tuesday' };
    await run('ann', onCard({ via: 'form', args: fill?.ask.args ?? '', values }));
    expect(await sent()).toEqual([
      {
        kind: 'template',
        text: 'Hi Amara, shall we go on on Tuesday?\n\nAcme\n\n[Yes]',
        markup: 'plain',
        details: {
          template: { name: 'reopen_chat', language: 'en_GB', header: [], body: ['Amara', 'Tuesday'] },
        },
      },
    ]);
    const lanes = await test.store.db.execute(
      sql`select d.lane, d.kind from delivery d join message m on m.id = d.message_id where m.conversation_id = ${conversation.id} and m.author = 'agent' order by lane`,
    );
    expect(lanes.rows).toEqual([
      { lane: 'customer', kind: 'message' },
      { lane: 'thread', kind: 'message' },
    ]);
  });

  it('keeps the dialog open and names the value that is missing', async () => {
    const values = { 'body-0': 'Amara', 'body-1': '  ' };
    const { errors } = await run('ann', onCard({ via: 'form', args: 'reopen_chat:en_GB', values }));
    expect(errors[0]?.template).toContain('{{2}} has no value');
    expect(await sent()).toEqual([]);
  });

  it('asks for a yes where there is nothing to fill in', async () => {
    const [form] = (await run('ann', onCard({ via: 'form', values: { template: 'hello:en_GB' } }))).forms;
    expect(form?.confirms).toBe(true);
    expect(await sent()).toEqual([]);
    await run('ann', onCard({ via: 'form', args: form?.ask.args ?? '', values: {} }));
    expect(await sent()).toMatchObject([{ text: 'Hello again' }]);
  });

  it('goes the same way over cards where no dialog can be opened', async () => {
    const inThread = { via: 'word', place, threadRef: conversation.threadRef } as const;
    const picked = cardOf(await run('ann', inThread, false));
    const menu = picked.parts.flatMap((part) => (part.kind === 'controls' ? part.controls : []))[0];
    expect(menu).toMatchObject({ kind: 'menu', ask: { word: 'template' } });
    const preview = cardOf(await run('ann', onCard({ args: 'reopen_chat:en_GB' }), false));
    expect(readCard(preview)).toContain(`template #${conversation.reference} reopen_chat:en_GB 1 | 2`);
    const ready = cardOf(await run('ann', onCard({ args: 'hello:en_GB' }), false));
    expect(await sent()).toEqual([]);
    await run('ann', onCard({ args: buttonsOf(ready)[0]?.ask.args ?? '' }), false);
    expect(await sent()).toMatchObject([{ text: 'Hello again' }]);
  });
});

describe('a typed template', () => {
  const typed = (args: string) => run('ann', { via: 'slash', args: `#${conversation.reference} ${args}` });

  it('is sent with its values in order, the heading’s first', async () => {
    await typed('order 7 | Tuesday');
    expect(await sent()).toMatchObject([{ details: { template: { header: ['7'], body: ['Tuesday'] } } }]);
  });

  it('is taken in the customer’s language where there are several, or in the one named', async () => {
    await test.store.db.execute(
      sql`update contact set locale = 'de-AT' where id = ${conversation.contactId}`,
    );
    await typed('reopen_chat Amara | Dienstag');
    await typed('reopen_chat:en_GB Amara | Tuesday');
    expect((await sent()).map(({ text }) => String(text).slice(0, 5))).toEqual(['Hallo', 'Hi Am']);
  });

  it('opens its fields when values are missing, and refuses too many', async () => {
    expect(fieldsOf((await typed('reopen_chat:en_GB')).forms[0])).toContain('body-1');
    expect(cardOf(await typed('reopen_chat:en_GB a | b | c')).fallback).toContain('2 blanks');
    expect(await sent()).toEqual([]);
  });

  it('of an unknown name is refused with the way to the list', async () => {
    const card = cardOf(await typed('nonsense'));
    expect(card.fallback).toContain('no template “nonsense”');
    expect(buttonsOf(card).map(({ ask }) => ask.word)).toEqual(['template']);
  });
});

describe('a template', () => {
  it('goes out from the owner only (A14, A16)', async () => {
    const answers = await run('sam', onCard());
    expect(answers.forms).toEqual([]);
    expect(buttonsOf(cardOf(answers))[0]).toMatchObject({ label: 'Take over' });
    const values = { 'body-0': 'a', 'body-1': 'b' };
    await run('sam', onCard({ via: 'form', args: 'reopen_chat:en_GB', values }));
    expect(await sent()).toEqual([]);
  });

  it('is refused on channels that take none, also by the verb itself', async () => {
    shelf.kinds = ['whatsapp'];
    expect(cardOf(await run('ann', onCard())).fallback).toContain('cannot take templates');
    const input = {
      agent: await test.agent('ann'),
      conversationId: conversation.id,
      template: hello,
      values: { header: [], body: [] },
    };
    const abilities = { hasTemplates: (kind: string) => shelf.kinds.includes(kind) };
    await expect(sendTemplate(house.routing, input, abilities)).rejects.toMatchObject({
      code: 'channel-cannot',
    });
  });

  it('that cannot be listed says why', async () => {
    shelf.fails = new Failure('WhatsApp does not answer.', { class: 'retry', code: 'x' });
    expect(cardOf(await run('ann', onCard())).fallback).toBe('WhatsApp does not answer.');
    shelf = { ...shelf, fails: null, list: [] };
    expect(cardOf(await run('ann', onCard())).fallback).toContain('no approved template');
  });

  it('has a key that fits every desk’s menu, however long its name', async () => {
    const long = { ...hello, name: 'x'.repeat(500) };
    shelf.list = [long];
    const [pick] = (await run('ann', onCard())).forms;
    const choice = pick?.fields.find((field) => field.kind === 'choice');
    const key = choice?.options[0]?.value ?? '';
    expect(key.length).toBeLessThanOrEqual(75);
    await run('ann', onCard({ via: 'form', args: key, values: {} }));
    expect(await sent()).toMatchObject([{ details: { template: { name: long.name } } }]);
  });
});

describe('the refusal of a plain reply after the window (A4)', () => {
  const typedInThread = async () => {
    const hear = createIncoming({
      ...house,
      abilities: { canEdit: () => true, canRemove: () => true, canReact: () => true },
    });
    const said = line('ann', 'Still there?', { threadRef: conversation.threadRef });
    await hear(said.line);
    return said.answers;
  };

  it('is whispered with the template as its way out, and pressing it opens the picker', async () => {
    const card = cardOf(await typedInThread());
    expect(card.fallback).toContain('Website lets us write freely only for a while');
    const [button] = buttonsOf(card);
    expect(button).toMatchObject({ label: 'Send a template', ask: { conversationId: conversation.id } });
    const pressed = await run('ann', onCard({ epoch: null, args: button?.ask.args ?? '' }));
    expect(pressed.forms[0]?.ask.word).toBe('template');
    expect(await sent()).toEqual([]);
  });

  it('offers no template where the channel has none', async () => {
    shelf.kinds = [];
    const card = cardOf(await typedInThread());
    expect(card.fallback).toContain('lets us write freely');
    expect(buttonsOf(card)).toEqual([]);
  });

  it('comes before the reply’s dialog is filled in, also from far away', async () => {
    const { invocation, answers } = ask('ann', 'reply', { args: `#${conversation.reference}` });
    await runInvocation(house, invocation);
    expect(answers.forms).toEqual([]);
    expect(buttonsOf(cardOf(answers))[0]?.ask).toMatchObject({
      word: 'template',
      args: `#${conversation.reference}`,
    });
  });
});
