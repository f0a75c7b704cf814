// The one door of gestures, on a real database: who may speak, what is held, what is told, what is only a line.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/bridge/cards/card.js';
import type { Desk, Gesture } from '../../src/bridge/desk.js';
import { createIncoming } from '../../src/bridge/incoming.js';
import { createDesks } from '../../src/bridge/registry.js';
import type { Conversation } from '../../src/core/conversation.js';
import { Failure } from '../../src/core/errors.js';
import { literal } from '../../src/core/text/document.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { close } from '../../src/routing/verbs/close.js';
import {
  ask,
  file,
  line,
  openHouse,
  type Person,
  place,
  type TestHouse,
  team,
} from '../support/bridge-house.js';
import { buttonsOf, labelsOf, readCard } from '../support/card-facts.js';

let test: TestHouse;
let hear: (gesture: Gesture) => Promise<void>;
beforeAll(async () => {
  test = await openHouse();
  hear = createIncoming({
    ...test.house,
    abilities: { canEdit: () => true, canRemove: () => false, canReact: () => true },
  });
});
afterAll(() => test.close());

const rows = async (query: ReturnType<typeof sql>) => (await test.store.db.execute(query)).rows;
const agentMessages = (id: string) =>
  rows(sql`select text from message where conversation_id = ${id} and author = 'agent' order by sequence`);
const notes = (id: string) => rows(sql`select text, desk_ref from note where conversation_id = ${id}`);
const heldLines = (id: string) =>
  rows(sql`select id, text, choice from held_line where conversation_id = ${id}`);
const toCustomer = (id: string) =>
  rows(
    sql`select 1 from delivery where conversation_id = ${id} and lane = 'customer' and message_id in (select id from message where author = 'agent')`,
  );

async function openActive(owner: Person = 'ann'): Promise<Conversation> {
  const { id } = await test.openPending();
  await claim(test.house.routing, { agent: await test.agent(owner), conversationId: id });
  // The limit is not what these tests are about.
  await rows(sql`update agent set chat_limit = 100`);
  return test.reread(id);
}

const inThread = (conversation: Conversation) => ({ threadRef: conversation.threadRef });

describe('a typed line', () => {
  it('of the owner goes to the customer, once, however often it is heard (A1, A22)', async () => {
    const conversation = await openActive();
    const said = line('ann', 'Hello *Maria*', inThread(conversation));
    await hear(said.line);
    await hear(said.line);
    await hear({ ...said.line, ref: `${said.line.ref}.again`, clientId: null });
    expect((await agentMessages(conversation.id)).length).toBe(2);
    expect((await toCustomer(conversation.id)).length).toBe(2);
    expect(said.answers.cards).toEqual([]);
  });

  it('known under another ref by its client id is one line (A22)', async () => {
    const conversation = await openActive();
    const said = line('ann', 'Once', { ...inThread(conversation), clientId: 'gesture-1' });
    await hear(said.line);
    await hear({ ...said.line, ref: 'another.ref' });
    expect(await agentMessages(conversation.id)).toHaveLength(1);
  });

  it('of another agent is held with three choices and not sent (A16, B10)', async () => {
    const conversation = await openActive();
    const said = line('sam', 'try turning it off', inThread(conversation));
    await hear(said.line);
    expect(await agentMessages(conversation.id)).toEqual([]);
    expect(await toCustomer(conversation.id)).toEqual([]);
    expect(labelsOf(said.answers.cards[0] ?? { fallback: '', parts: [] })).toEqual([
      'Take over and send',
      'Save as note',
      'Discard',
    ]);
  });

  it('is held where nobody owns the conversation yet, and Claim and send does both', async () => {
    const conversation = await test.openPending();
    const said = line('sue', 'I am here', inThread(conversation));
    await hear(said.line);
    const [send] = buttonsOf(said.answers.cards[0] ?? { fallback: '', parts: [] });
    expect(send?.label).toBe('Claim and send');
    const pressed = ask('sue', 'held', {
      via: 'button',
      args: send?.ask.args ?? '',
      conversationId: conversation.id,
    });
    await hear({ type: 'invocation', ...pressed.invocation });
    expect(readCard(pressed.answers.cards[0] ?? { fallback: '', parts: [] })).toContain('your line was sent');
    expect((await test.reread(conversation.id)).ownerId).toBe((await test.agent('sue')).id);
    expect(await agentMessages(conversation.id)).toEqual([{ text: 'I am here' }]);
  });

  it('taken over and sent takes the conversation from its owner, and a second press is refused', async () => {
    const conversation = await openActive('ann');
    const said = line('sam', 'I know this one', inThread(conversation));
    await hear(said.line);
    const [held] = await heldLines(conversation.id);
    const press = () =>
      ask('sam', 'held', { via: 'button', args: `send ${held?.id}`, conversationId: conversation.id });
    await hear({ type: 'invocation', ...press().invocation });
    expect((await test.reread(conversation.id)).ownerId).toBe((await test.agent('sam')).id);
    expect(await agentMessages(conversation.id)).toEqual([{ text: 'I know this one' }]);
    const again = press();
    await hear({ type: 'invocation', ...again.invocation });
    expect(again.answers.cards[0]?.fallback).toContain('out of date');
    expect(await agentMessages(conversation.id)).toHaveLength(1);
  });

  it('held and saved as a note never reaches the customer (A15)', async () => {
    const conversation = await openActive('ann');
    await hear(line('sam', 'careful, VIP', inThread(conversation)).line);
    const [held] = await heldLines(conversation.id);
    await hear({
      type: 'invocation',
      ...ask('sam', 'held', { via: 'button', args: `note ${held?.id}` }).invocation,
    });
    expect(await notes(conversation.id)).toMatchObject([{ text: 'careful, VIP' }]);
    expect(await toCustomer(conversation.id)).toEqual([]);
  });

  it('of someone else’s held line cannot be chosen for them', async () => {
    const conversation = await openActive('ann');
    await hear(line('sam', 'mine', inThread(conversation)).line);
    const [held] = await heldLines(conversation.id);
    const forged = ask('mia', 'held', { via: 'button', args: `send ${held?.id}` });
    await hear({ type: 'invocation', ...forged.invocation });
    expect(await agentMessages(conversation.id)).toEqual([]);
    expect((await heldLines(conversation.id))[0]?.choice).toBeNull();
  });

  it('of a stranger or of another chatbot’s agent is told kindly and kept nowhere (A14)', async () => {
    const conversation = await openActive();
    const stranger = line('nobody', 'hello?', inThread(conversation));
    const zoe = line('zoe', 'hello?', inThread(conversation));
    await hear(stranger.line);
    await hear(zoe.line);
    expect(stranger.answers.cards[0]?.fallback).toContain('You are not an agent here yet');
    expect(zoe.answers.cards[0]?.fallback).toContain('not assigned to this chatbot');
    expect(await heldLines(conversation.id)).toEqual([]);
    expect(await agentMessages(conversation.id)).toEqual([]);
  });

  it('in a closed conversation is told so, with Reopen', async () => {
    const conversation = await openActive();
    await close(test.house.routing, { agent: await test.agent('ann'), conversationId: conversation.id });
    const said = line('ann', 'one more thing', inThread(conversation));
    await hear(said.line);
    const [reopen] = buttonsOf(said.answers.cards[0] ?? { fallback: '', parts: [] });
    expect(reopen).toMatchObject({
      label: 'Reopen',
      ask: { word: 'reopen', conversationId: conversation.id },
    });
    expect(await agentMessages(conversation.id)).toEqual([]);
    // What was said to them alone passes; the line itself must not look like one that was sent.
    expect(test.recorded.marks).toContainEqual({ ref: said.line.ref, mark: 'failed', earlier: null });
  });

  it('is marked as refused also where its desk asks for a moment’s patience', async () => {
    const conversation = await openActive();
    await close(test.house.routing, { agent: await test.agent('ann'), conversationId: conversation.id });
    const [desk] = test.house.desks.all;
    if (!desk) throw new Error('no desk');
    const busy = new Failure('Not now.', { class: 'retry', code: 'ratelimited', retryAfterMs: 5 });
    let isBusy = true;
    const mark: Desk['mark'] = async (...of) => {
      if (!isBusy) return desk.mark?.(...of);
      isBusy = false;
      throw busy;
    };
    const patient = createIncoming({
      ...test.house,
      desks: createDesks([{ ...desk, mark }]),
      abilities: { canEdit: () => true, canRemove: () => false, canReact: () => true },
    });
    const said = line('ann', 'too late', inThread(conversation));
    await patient(said.line);
    expect(test.recorded.marks).toContainEqual({ ref: said.line.ref, mark: 'failed', earlier: null });
  });

  it('outside of our threads is none of our business', async () => {
    for (const threadRef of [null, 'some.other.thread']) {
      const said = line('ann', 'lunch?', { threadRef });
      await hear(said.line);
      expect(said.answers.cards).toEqual([]);
    }
  });

  it('longer than a channel takes is refused before anything is stored', async () => {
    const conversation = await openActive();
    const said = line('ann', 'x'.repeat(10_001), inThread(conversation));
    await hear(said.line);
    expect(said.answers.cards[0]?.fallback).toContain('too long');
    expect(await agentMessages(conversation.id)).toEqual([]);
  });

  it('keeps its place among the lines of its thread, also when its file comes slowly', async () => {
    const conversation = await openActive();
    const slow = {
      ...file('a.txt'),
      fetch: () => new Promise<Buffer>((resolve) => setTimeout(resolve, 50, Buffer.from('a'))),
    };
    const first = hear(line('ann', 'first, with a file', { ...inThread(conversation), files: [slow] }).line);
    await Promise.all([first, hear(line('ann', 'second', inThread(conversation)).line)]);
    expect(await agentMessages(conversation.id)).toEqual([
      { text: 'first, with a file' },
      { text: 'second' },
    ]);
  });
});

describe('files', () => {
  it('go with the text; a refused one is named and takes nothing with it (A19)', async () => {
    const conversation = await openActive();
    const said = line('ann', 'see attached', {
      ...inThread(conversation),
      files: [file('virus.exe'), file('label.txt')],
    });
    await hear(said.line);
    expect(await agentMessages(conversation.id)).toEqual([{ text: 'see attached' }]);
    expect(
      await rows(
        sql`select name from attachment where message_id in (select id from message where conversation_id = ${conversation.id})`,
      ),
    ).toEqual([{ name: 'label.txt' }]);
    expect(readCard(said.answers.cards[0] ?? { fallback: '', parts: [] })).toContain('virus.exe');
  });

  it('that are all refused leave nothing to send, and say so', async () => {
    const conversation = await openActive();
    const said = line('ann', '', { ...inThread(conversation), text: [], files: [file('virus.exe')] });
    await hear(said.line);
    expect(await agentMessages(conversation.id)).toEqual([]);
    expect(said.answers.cards[0]?.fallback).toContain('virus.exe');
  });
});

describe('words in a thread', () => {
  it('!note saves a note in its own post and sends nothing (A15)', async () => {
    const conversation = await openActive();
    const said = line('sam', '!note VIP, be quick', inThread(conversation));
    await hear(said.line);
    expect(await notes(conversation.id)).toMatchObject([{ text: 'VIP, be quick' }]);
    expect((await notes(conversation.id))[0]?.desk_ref).toContain(said.line.ref);
    expect(await toCustomer(conversation.id)).toEqual([]);
    expect(said.answers.cards[0]?.fallback).toContain('internal note');
  });

  it('!note takes its files along, and they do not leave either (A15)', async () => {
    const conversation = await openActive();
    await hear(
      line('ann', '!note contract', { ...inThread(conversation), files: [file('contract.txt')] }).line,
    );
    expect(
      await rows(
        sql`select f.name from attachment f join note n on n.id = f.note_id where n.conversation_id = ${conversation.id}`,
      ),
    ).toEqual([{ name: 'contract.txt' }]);
    expect(await toCustomer(conversation.id)).toEqual([]);
  });

  it('an unknown !word is an ordinary line, and a hidden one too', async () => {
    const conversation = await openActive();
    await hear(line('ann', '!nice work, all done', inThread(conversation)).line);
    await hear(line('ann', '!held up in traffic', inThread(conversation)).line);
    expect(await agentMessages(conversation.id)).toEqual([
      { text: '!nice work, all done' },
      { text: '!held up in traffic' },
    ]);
  });

  it('!close closes without a word to the customer, !reopen opens again (A17)', async () => {
    const conversation = await openActive();
    await hear(line('ann', '!close Billing', inThread(conversation)).line);
    expect(await test.reread(conversation.id)).toMatchObject({ status: 'closed', category: 'Billing' });
    expect(await agentMessages(conversation.id)).toEqual([]);
    await hear(line('ann', '!reopen', inThread(conversation)).line);
    expect((await test.reread(conversation.id)).status).not.toBe('closed');
  });

  it('said to our bot is an ordinary one where nothing else is heard, unless it begins with a command', async () => {
    const conversation = await openActive();
    const said = (raw: string) =>
      line('ann', raw, { ...inThread(conversation), addressed: true, mustMention: '@Bot' });
    await hear(said('It left today.').line);
    await hear(said('note for us').line);
    const help = said('help');
    await hear(help.line);
    const before = await agentMessages(conversation.id);
    expect(before.at(-1)).toEqual({ text: 'It left today.' });
    expect(await notes(conversation.id)).toMatchObject([{ text: 'for us' }]);
    expect(readCard(help.answers.cards[0] as Card)).toContain('What you can do');
    const slipped = said('noet for us');
    await hear(slipped.line);
    expect(readCard(slipped.answers.cards[0] as Card)).toContain('@Bot note');
    const nowhere = line('ann', 'It left today.', { addressed: true, mustMention: '@Bot' });
    await hear(nowhere.line);
    expect(nowhere.answers.cards).toHaveLength(1);
    expect(await agentMessages(conversation.id)).toEqual(before);
  });

  it('a mention of our bot is a command and never mirrored, also when it makes no sense', async () => {
    const conversation = await openActive();
    const good = line('ann', 'category Shipping', { ...inThread(conversation), addressed: true });
    const bad = line('ann', 'could you close this?', { ...inThread(conversation), addressed: true });
    await hear(good.line);
    await hear(bad.line);
    expect((await test.reread(conversation.id)).category).toBe('Shipping');
    expect(bad.answers.cards[0]?.fallback).toContain('no command “could”');
    expect(labelsOf(bad.answers.cards[0] ?? { fallback: '', parts: [] })).toEqual(['Help']);
    expect(await agentMessages(conversation.id)).toEqual([]);
  });

  it('in a thread of somebody else’s are no business of ours', async () => {
    const said = line('ann', '!close', { threadRef: 'foreign.thread' });
    await hear(said.line);
    expect(said.answers.cards).toEqual([]);
  });

  it('a direct message is a command', async () => {
    const said = line('ann', 'status', { direct: true, place: 'D0ANN' });
    await hear(said.line);
    expect(said.answers.cards[0]?.fallback).toContain('You are');
  });
});

describe('edits and deletions', () => {
  const edited = (person: string, at: { place: string; ref: string }, raw: string): Gesture => ({
    type: 'line-edited',
    desk: 'slack',
    team,
    user: `U0${person.toUpperCase()}`,
    place: at.place,
    ref: at.ref,
    text: literal(raw),
    raw,
  });

  it('an edit reaches the customer where the channel can, only from its author (A23)', async () => {
    const conversation = await openActive();
    const said = line('ann', 'left today', inThread(conversation));
    await hear(said.line);
    await hear(edited('sam', said.line, 'forged'));
    expect(await agentMessages(conversation.id)).toEqual([{ text: 'left today' }]);
    await hear(edited('ann', said.line, 'left yesterday'));
    expect(await agentMessages(conversation.id)).toEqual([{ text: 'left yesterday' }]);
    expect(
      await rows(
        sql`select 1 from delivery where conversation_id = ${conversation.id} and lane = 'customer' and kind = 'edit'`,
      ),
    ).toHaveLength(1);
  });

  it('where the channel cannot, the author is told and offered a correction (B4)', async () => {
    const conversation = await openActive();
    const mute = createIncoming({
      ...test.house,
      abilities: { canEdit: () => false, canRemove: () => false, canReact: () => false },
    });
    const said = line('ann', 'left today', inThread(conversation));
    await mute(said.line);
    await mute(edited('ann', said.line, 'left yesterday'));
    const told = test.recorded.whispers.at(-1);
    expect(told).toMatchObject({ user: 'U0ANN', threadRef: conversation.threadRef });
    expect(buttonsOf(told?.card ?? { fallback: '', parts: [] })[0]).toMatchObject({
      label: 'Send correction',
      ask: { word: 'reply', args: 'left yesterday' },
    });
  });

  it('a reply edited into a note stays what the customer got (A15)', async () => {
    const conversation = await openActive();
    const said = line('ann', 'all fine', inThread(conversation));
    await hear(said.line);
    await hear(edited('ann', said.line, '!note the customer lies'));
    expect(await agentMessages(conversation.id)).toEqual([{ text: 'all fine' }]);
    expect(
      await rows(sql`select 1 from delivery where conversation_id = ${conversation.id} and kind = 'edit'`),
    ).toEqual([]);
    expect(test.recorded.whispers.at(-1)?.card.fallback).toContain('was sent already');
  });

  it('an edited note is the note, edited', async () => {
    const conversation = await openActive();
    const said = line('ann', '!note VIP', inThread(conversation));
    await hear(said.line);
    await hear(edited('ann', said.line, '!note very VIP'));
    expect(await notes(conversation.id)).toMatchObject([{ text: 'very VIP' }]);
  });

  it('a held line is sent as its author left it, and not at all once they deleted it', async () => {
    const conversation = await openActive();
    const said = line('sam', 'it costs 50', inThread(conversation));
    await hear(said.line);
    await hear(edited('mia', said.line, 'forged'));
    await hear(edited('sam', said.line, 'it costs 40'));
    expect(await heldLines(conversation.id)).toMatchObject([{ text: 'it costs 40', choice: null }]);
    await hear({ type: 'line-deleted', desk: 'slack', team, place, ref: said.line.ref });
    const [held] = await heldLines(conversation.id);
    const late = ask('sam', 'held', { via: 'button', args: `send ${held?.id}` });
    await hear({ type: 'invocation', ...late.invocation });
    expect(await agentMessages(conversation.id)).toEqual([]);
  });

  it('a deletion the channel cannot follow is told to its author', async () => {
    const conversation = await openActive();
    const said = line('ann', 'oops', inThread(conversation));
    await hear(said.line);
    await hear({ type: 'line-deleted', desk: 'slack', team, place, ref: said.line.ref });
    expect(test.recorded.whispers.at(-1)).toMatchObject({ user: 'U0ANN' });
    expect(test.recorded.whispers.at(-1)?.card.fallback).toContain('they still see the line');
  });

  it('a deletion that is undone is told to its author: the customer no longer has the line', async () => {
    const conversation = await openActive();
    const said = line('ann', 'back again', inThread(conversation));
    await hear(said.line);
    await rows(
      sql`update message set deleted_at = now() where conversation_id = ${conversation.id} and author = 'agent'`,
    );
    const before = test.recorded.whispers.length;
    await hear(edited('ann', said.line, 'back again'));
    expect(test.recorded.whispers.length).toBe(before + 1);
    expect(test.recorded.whispers.at(-1)?.card.fallback).toContain('no longer has it');
    const edits = sql`select 1 from delivery where conversation_id = ${conversation.id} and kind = 'edit'`;
    expect(await rows(edits)).toEqual([]);
  });

  it('a deleted root brings a new thread with history and no word to the customer (A24)', async () => {
    const conversation = await openActive();
    const before = (await toCustomer(conversation.id)).length;
    await hear({ type: 'root-deleted', desk: 'slack', team, place, ref: conversation.threadRef ?? '' });
    expect((await test.reread(conversation.id)).threadRef).toBeNull();
    expect(
      await rows(
        sql`select 1 from delivery where conversation_id = ${conversation.id} and kind = 'root' and status = 'pending'`,
      ),
    ).not.toEqual([]);
    expect((await toCustomer(conversation.id)).length).toBe(before);
  });
});

describe('people', () => {
  it('open their home; strangers are told how to become agents', async () => {
    await hear({ type: 'home-opened', desk: 'slack', team, user: 'U0ANN' });
    expect(readCard(test.recorded.homes.at(-1)?.card ?? { fallback: '', parts: [] })).toContain('Active (');
    await hear({ type: 'home-opened', desk: 'slack', team, user: 'U0NOBODY' });
    expect(readCard(test.recorded.homes.at(-1)?.card ?? { fallback: '', parts: [] })).toContain(
      'Ask an admin',
    );
  });

  it('who leave the desk lose their chats to the queue and can do nothing more', async () => {
    const conversation = await openActive('mia');
    await hear({ type: 'person-left', desk: 'slack', team, user: 'U0MIA' });
    expect(await test.reread(conversation.id)).toMatchObject({ status: 'pending', ownerId: null });
    const said = line('mia', 'still here', inThread(conversation));
    await hear(said.line);
    expect(said.answers.cards[0]?.fallback).toContain('deactivated');
  });
});

describe('errors that nobody expected', () => {
  it('are told with a reference, logged without a word of the line, and thrown on', async () => {
    const conversation = await openActive();
    const secret = 'my card is 4111 1111 1111 1111';
    const broken = { ...file('x.txt'), fetch: () => Promise.reject(new Error(secret)) };
    const said = line('ann', secret, { ...inThread(conversation), files: [broken] });
    await expect(hear(said.line)).rejects.toThrow();
    const reference = /Reference ([0-9a-f]{8})/u.exec(
      readCard(said.answers.cards[0] ?? { fallback: '', parts: [] }),
    )?.[1];
    const logged = test.recorded.logged.join('\n');
    expect(reference).toBeDefined();
    expect(logged).toContain(reference);
    expect(logged).not.toContain('4111');
  });
});
