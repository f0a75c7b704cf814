// A suggested reply: for the owner's eyes, kept until they edit it, refused in words where there is none.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AidFacts, Assistant } from '../../../src/assistant/assistant.js';
import type { BridgeHouse } from '../../../src/bridge/house.js';
import type { Invocation } from '../../../src/bridge/invocation.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { Failure } from '../../../src/core/errors.js';
import { createSuggester } from '../../../src/routing/suggest.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { ask, openHouse, place, type TestHouse } from '../../support/bridge-house.js';
import { buttonsOf, readCard } from '../../support/card-facts.js';

let test: TestHouse;
let house: BridgeHouse;
let conversation: Conversation;
let assist: NonNullable<Assistant['assist']> | null;
const seen: AidFacts[] = [];
const text = 'It left **today**, <!channel>.';
beforeAll(async () => {
  test = await openHouse();
  await test.store.db.execute(sql`update agent set chat_limit = 1000, presence = 'online'`);
  const suggester = createSuggester(test.house.routing, () => ({
    kind: 'test',
    answer: () => Promise.reject(new Error('not asked here')),
    ...(assist ? { assist } : {}),
  }));
  house = { ...test.house, suggester };
});
afterAll(() => test.close());
beforeEach(async () => {
  assist = async (_task, { facts }) => {
    seen.push(facts);
    return [text];
  };
  const { id } = await test.openPending();
  await claim(house.routing, { agent: await test.agent('ann'), conversationId: id });
  conversation = await test.reread(id);
});

async function run(person: string, args = '', change: Partial<Invocation> = {}) {
  const { invocation, answers } = ask(person, 'suggest', {
    via: 'button',
    place,
    conversationId: conversation.id,
    epoch: conversation.epoch,
    args,
    ...change,
  });
  await runInvocation(house, invocation);
  return { ...answers, words: answers.cards.map(readCard).join('\n') };
}

const idOf = ({ cards }: Awaited<ReturnType<typeof run>>) => {
  const [card] = cards;
  const edit = card && buttonsOf(card).find(({ label }) => label === 'Edit and send');
  return edit?.ask.args?.replace('edit ', '') ?? '';
};
const agentsWords = async () =>
  (
    await test.store.db.execute(
      sql`select 1 from message where conversation_id = ${conversation.id} and author = 'agent'`,
    )
  ).rows;

describe('a suggested reply', () => {
  it('is shown to the owner as it is written, and comes into the reply dialog by its button (B16)', async () => {
    const shown = await run('ann');
    expect(shown.words).toContain(text);
    const { forms } = await run('ann', `edit ${idOf(shown)}`);
    expect(forms[0]?.ask).toMatchObject({ word: 'reply', conversationId: conversation.id });
    expect(forms[0]?.fields).toContainEqual(expect.objectContaining({ id: 'text', initial: text }));
    expect(await agentsWords()).toEqual([]);
  });

  it('is made anew with what was not wanted', async () => {
    const shown = await run('ann');
    await run('ann', `not ${idOf(shown)}`);
    expect(seen.slice(-2).map(({ agentName, instead }) => [agentName, instead])).toEqual([
      ['Ann', null],
      ['Ann', text],
    ]);
  });

  it('is for nobody else, not even by its button', async () => {
    const id = idOf(await run('ann'));
    for (const args of ['', `edit ${id}`, `not ${id}`])
      expect((await run('sue', args)).words).toContain('Ann has this conversation');
    await transfer(house.routing, {
      by: await test.agent('ann'),
      toAgentId: (await test.agent('sue')).id,
      conversationId: conversation.id,
    });
    expect((await run('ann', `edit ${id}`)).words).toContain('Sue has this conversation');
    expect((await run('sue', `edit ${id}`)).words).toContain('out of date');
    expect((await run('zoe')).words).toContain('not assigned');
  });

  it('is not kept for someone who lost the chat while it was made', async () => {
    const sue = await test.agent('sue');
    const ann = await test.agent('ann');
    assist = async () => {
      await transfer(house.routing, { by: ann, toAgentId: sue.id, conversationId: conversation.id });
      return [text];
    };
    const { words } = await run('ann');
    expect(words).toContain('Sue has this conversation');
    expect(words).not.toContain('It left');
  });

  it('is refused in words where there is none', async () => {
    assist = async () => [];
    expect((await run('ann')).words).toContain('the assistant had nothing to say');
    assist = () => Promise.reject(new Failure('secret', { class: 'auth', code: '401' }));
    const { words } = await run('ann');
    expect(words).toContain('could not be asked just now');
    expect(words).not.toContain('secret');
    assist = null;
    expect((await run('ann')).words).toContain('no AI that could');
    expect((await run('ann', 'edit nothing')).words).toContain('suggest [#1042]');
  });
});
