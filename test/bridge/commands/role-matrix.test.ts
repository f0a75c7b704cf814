// Proves for every command and everything a card asks for who may and who may not, role by role, assigned or not (A14).

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatbotParts } from '../../../src/bridge/cards/manage-forms.js';
import { agentWords } from '../../../src/bridge/commands/agent-changes.js';
import { commands, findCommand } from '../../../src/bridge/commands/registry.js';
import { runInvocation } from '../../../src/bridge/run-invocation.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { hold } from '../../../src/routing/verbs/hold.js';
import { ask, openHouse, type Person, people, type TestHouse } from '../../support/bridge-house.js';
import { readCard } from '../../support/card-facts.js';
import { type MatrixLine, matrix, mayAsk, notAllowed, printTables } from '../../support/role-matrix.js';
import { everyCard, everyForm } from '../teams/every-card.js';

/** The two chatbots: to one all but Zoe are assigned, to the other Zoe alone. */
const sides = {
  acme: { owner: 'ann', to: '@U0SAM' },
  other: { owner: 'zoe', to: '@U0ADI' },
} as const satisfies Record<string, { readonly owner: Person; readonly to: string }>;
type Side = keyof typeof sides;

const everybody = [...(Object.keys(people) as Person[]), 'nobody'] as const;

let test: TestHouse;
const run = (text: string) => test.store.db.execute(sql.raw(text));
beforeAll(async () => {
  test = await openHouse();
  await run("update agent set chat_limit = 90, presence = 'online'");
  await run('create schema kept');
  await run('create table kept.agent as table agent');
  await run('create table kept.agent_chatbot as table agent_chatbot');
});
afterAll(() => test.close());

/** Everybody is again who they were, whatever those who may have done. */
async function restoreEverybody(): Promise<void> {
  await run(
    `update agent a set role = k.role, presence = k.presence, chat_limit = k.chat_limit, deactivated_at = k.deactivated_at from kept.agent k where k.id = a.id`,
  );
  await run(`insert into agent_chatbot select * from kept.agent_chatbot on conflict do nothing`);
}

interface Scene {
  readonly chat: Conversation | null;
  readonly heldLineId: string;
}

async function setScene(side: Side, line: MatrixLine): Promise<Scene> {
  if (!line.chat) return { chat: null, heldLineId: '' };
  const { id } = await test.openPending(`${side}-web`);
  const agent = await test.agent(sides[side].owner);
  if (line.chat !== 'pending') await claim(test.house.routing, { agent, conversationId: id });
  if (line.chat === 'closed') await close(test.house.routing, { agent, conversationId: id });
  const { heldLineId } = await hold(test.house.routing, {
    agent,
    conversationId: id,
    text: 'Held.',
    deskRef: { desk: 'slack', team: 'T1', place: 'C0ACME', ref: `held.${id}` },
    clientId: null,
  });
  return { chat: await test.reread(id), heldLineId: heldLineId ?? '' };
}

async function isRefused(
  person: string,
  side: Side,
  asked: MatrixLine,
  scene: Scene,
): Promise<string | null> {
  const { owner, to } = sides[side];
  const [word = '', ...rest] = asked.ask
    .replace('#', `#${scene.chat?.reference}`)
    .replace('KEY', side)
    .replace('WHO', `@U0${owner.toUpperCase()}`)
    .replace('HELD', scene.heldLineId)
    .replace('TO', to)
    .split(' ');
  const { invocation, answers } = ask(person, word, { args: rest.join(' ') });
  await runInvocation(test.house, invocation);
  const words = answers.cards.map(readCard).join('\n');
  return words.startsWith('⚠️') && notAllowed.test(words) ? words : null;
}

const mayHere = (person: (typeof everybody)[number], side: Side, line: MatrixLine) =>
  mayAsk(
    line,
    person === 'nobody'
      ? null
      : {
          role: people[person],
          assigned: (person === 'zoe') === (side === 'other'),
          owns: person === sides[side].owner && (line.chat ?? 'active') === 'active',
        },
  );

describe('the matrix', () => {
  it('names every command, every word of theirs, and everything that a card or dialog asks for', () => {
    const named = new Set(matrix.map(({ ask: asked }) => asked.split(' ')[0]));
    expect(commands.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
    const has = (start: string) => matrix.some(({ ask: asked }) => asked.startsWith(start));
    expect(agentWords.filter((word) => !has(`agents WHO ${word}`))).toEqual([]);
    expect(Object.keys(chatbotParts).filter((part) => !has(`chatbot KEY ${part}`))).toEqual([]);
    const shown = JSON.stringify([everyCard(), everyForm()]).matchAll(/"word":"([a-z]+)"/gu);
    const words = new Set([...shown].map(([, word = '']) => findCommand(word)?.name ?? word));
    expect([...words].filter((word) => !named.has(word))).toEqual([]);
  });
});

describe.each(Object.keys(sides) as Side[])('of the chatbot %s', (side) => {
  it.each(matrix.map((line) => [line.ask, line.chat ?? 'no chat', line] as const))(
    '“%s” (%s) is for those whom the page about roles names, and refusing changes nothing (A14)',
    async (_ask, _chat, line) => {
      const scene = await setScene(side, line);
      const before = await printTables(async (text) => (await run(text)).rows);
      for (const person of everybody.filter((one) => !mayHere(one, side, line)))
        expect({ person, refused: await isRefused(person, side, line, scene) }).toEqual({
          person,
          refused: expect.any(String),
        });
      expect(await printTables(async (text) => (await run(text)).rows)).toEqual(before);
      for (const person of everybody.filter((one) => mayHere(one, side, line))) {
        expect({ person, refused: await isRefused(person, side, line, await setScene(side, line)) }).toEqual({
          person,
          refused: null,
        });
        await restoreEverybody();
      }
    },
  );
});
