// The scripted assistant on scripts of its own and on the demo shop's.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { HistoryLine, Reach } from '../../../src/assistant/assistant.js';
import { createScriptedKind } from '../../../src/assistant/scripted/index.js';
import type { Chatbot } from '../../../src/core/chatbot.js';
import { describeAssistantContract } from '../../contract/assistant.js';
import { createAsk, createHistory, createTestChatbot } from '../../support/assistant-ask.js';

const folder = mkdtempSync(join(tmpdir(), 'baton-script-'));
afterAll(() => rmSync(folder, { recursive: true }));

let scripts = 0;
function writeScript(yaml: string): string {
  scripts += 1;
  const path = join(folder, `${scripts}.yaml`);
  writeFileSync(path, yaml);
  return path;
}

const kind = createScriptedKind();
const signal = new AbortController().signal;
const scripted = (yaml: string, more: object = {}): Chatbot['assistant'] => ({
  kind: 'scripted',
  file: writeScript(yaml),
  ...more,
});
const create = async (yaml: string, more: object = {}) =>
  kind.create(createTestChatbot(scripted(yaml, more)));

const knows = 'questions: [{ when: [shipping], answer: Two days. }]';

describeAssistantContract('scripted', {
  kind,
  settings: scripted(knows),
  wrong: [
    ['file', { kind: 'scripted' }],
    ['fil', { kind: 'scripted', fil: 'x' }],
    ['there is no such file', { kind: 'scripted', file: join(folder, 'missing.yaml') }],
    ['questions[0].answer', scripted('questions: [{ when: [x] }]')],
    ['questions[1].when', scripted('questions: [{ when: [x], answer: y }, { answer: z }]')],
    ['questions[0].wen', scripted('questions: [{ wen: [x], answer: y }]')],
    ['questions[0].buttons', scripted('questions: [{ when: [x], answer: y, buttons: [Yes, "yes "] }]')],
    ['file', scripted('questions: [')],
  ],
  answering: () => create(knows),
  asking: () => create('questions: [{ when: [shipping], requestHuman: true }]'),
  unknowing: () => create('questions: [{ when: [returns], answer: Sure. }]'),
  hanging: async () => ({
    assistant: await create(knows, { delaySeconds: 60 }),
    begun: Promise.resolve(),
    gone: Promise.resolve(),
  }),
  troubles: [
    [
      'its script is gone',
      'content',
      async () => kind.create(createTestChatbot({ kind: 'scripted', file: join(folder, 'gone.yaml') })),
    ],
  ],
});

async function say(yaml: string, history: readonly HistoryLine[], more: Partial<Chatbot> = {}) {
  const chatbot = createTestChatbot(scripted(yaml), more);
  return kind.create(chatbot).answer(createAsk(chatbot, history), signal);
}

const asked = (text: string) => createHistory(['contact', text]);
const words = (answer: { readonly messages: readonly { readonly text: string }[] }) =>
  answer.messages.map((message) => message.text);

describe('matching', () => {
  const yaml = `
greeting: Hello!
questions:
  - { when: [return, send back], answer: Returns. }
  - { when: [return label, Rückgabe Etikett], answer: Labels. }
  - { when: [größe, size], answer: Sizes. }
  - { when: [size], answer: Never. }
fallback: Unknown.`;

  it.each([
    ['Can I RETURN this?', 'Returns.'],
    ['returns', 'Returns.'],
    ['send it back please', 'Returns.'],
    ['I need a return label!', 'Labels.'],
    ['RUCKGABE-ETIKETT', 'Labels.'],
    ['grösse', 'Sizes.'],
    ['size', 'Sizes.'],
    ['hi there', 'Hello!'],
    ['hi, where are you from', 'Unknown.'],
    ['turn', 'Unknown.'],
    ['', 'Unknown.'],
  ])('%j is answered %j', async (text, expected) => {
    expect(words(await say(yaml, asked(text)))).toEqual([expected]);
  });

  it('counts a fallback as failed, a greeting not', async () => {
    expect((await say(yaml, asked('what?'))).failed).toBe(true);
    expect((await say(yaml, asked('hello'))).failed).toBe(false);
  });
});

describe('people', () => {
  const yaml = `
questions:
  - { when: [human], requestHuman: true }
  - { when: [shipping], answer: Two days., buttons: [Returns?] }
  - { afterHandBack: true, answer: "{{lastAgent}} said: {{agentSaid}}" }
handOff: Asking.
humanOff: Nobody here.`;

  it('says that a person is asked for, or kindly that there is none', async () => {
    expect(await say(yaml, asked('human'))).toMatchObject({
      messages: [{ text: 'Asking.' }],
      requestHuman: { reason: expect.any(String) },
    });
    expect(await say(yaml, asked('human'), { humanSupport: false })).toMatchObject({
      messages: [{ text: 'Nobody here.' }],
      requestHuman: null,
    });
  });

  it('promises nobody where nobody is there: the house says how it stands', async () => {
    const chatbot = createTestChatbot(scripted(yaml));
    const ask = (people: Reach['people']) =>
      kind
        .create(chatbot)
        .answer({ ...createAsk(chatbot, asked('human')), reach: { people, opensAt: null } }, signal);
    expect(words(await ask('online'))).toEqual(['Asking.']);
    for (const people of ['offline', 'closed'] as const)
      expect(await ask(people)).toMatchObject({ messages: [], requestHuman: {}, failed: false });
  });

  it('offers further questions below an answer', async () => {
    expect((await say(yaml, asked('shipping'))).messages).toEqual([
      { text: 'Two days.', markup: 'commonmark', options: [{ id: 'Returns?', title: 'Returns?' }] },
    ]);
    expect((await say(yaml, asked('human'))).messages).toEqual([{ text: 'Asking.', markup: 'commonmark' }]);
  });

  const stretch = [
    ['contact', 'hi'],
    ['assistant', 'Hello'],
    ['agent', 'It is *on its way*,\nI promise'],
    ['system', 'Kim handed back'],
  ] as const;

  it('uses what people said in the first answer after they hand back, whatever is asked (A3)', async () => {
    const said = 'Kim said: It is \\*on its way\\*, I promise';
    expect(words(await say(yaml, createHistory(...stretch, ['contact', 'ok?'])))).toEqual([said]);
    expect((await say(yaml, createHistory(...stretch, ['contact', 'ok?']))).failed).toBe(false);
    expect(words(await say(yaml, createHistory(...stretch, ['contact', 'shipping'])))).toEqual([
      said,
      'Two days.',
    ]);
  });

  it('says it once', async () => {
    expect(
      words(
        await say(
          yaml,
          createHistory(...stretch, ['contact', 'ok?'], ['assistant', 'Kim said …'], ['contact', 'shipping']),
        ),
      ),
    ).toEqual(['Two days.']);
  });

  it('fills in for people in any answer', async () => {
    const plain = 'questions: [{ when: [who], answer: "Ask {{ lastAgent }}." }]';
    expect(words(await say(plain, asked('who?')))).toEqual(['Ask our team.']);
    expect(words(await say(plain, createHistory(...stretch, ['contact', 'who?'])))).toEqual(['Ask Kim.']);
  });
});

describe('the demo shop', () => {
  const chatbot = createTestChatbot({ kind: 'scripted', file: resolve('playground/acme-faq.yaml') });
  const answerTo = (text: string) => kind.create(chatbot).answer(createAsk(chatbot, asked(text)), signal);

  it.each([
    ['What are your opening hours?', '9:00'],
    ['Wann habt ihr offen?', '9:00'],
    ['Where is my order?', 'acme.example/track'],
    ['How much is shipping?', '€4.90'],
    ['Wie lange dauert der Versand?', '€4.90'],
    ['I want to return my shoes', '30 days'],
    ['When do I get my money back', '3 working days'],
    ['which size should I take', 'size chart'],
    ['do you have a discount code', 'HELLO10'],
    ['Do you sell gift cards?', 'Gift cards'],
    ['my bag arrived broken', 'two-year warranty'],
    ['can I pay by PayPal', 'PayPal'],
    ['I need to change the address', 'packed'],
    ['are you a bot?', 'program'],
    ['hello!', 'assistant'],
    ['danke', 'welcome'],
  ])('knows %j', async (text, expected) => {
    const answer = await answerTo(text);
    expect(words(answer).join('\n')).toContain(expected);
    expect(answer).toMatchObject({ failed: false, requestHuman: null });
  });

  it('knows what it lets the customer choose', async () => {
    const sizes = await answerTo('which size should I take');
    const titles = sizes.messages.flatMap(({ options = [] }) => options.map(({ title }) => title));
    expect(titles).toEqual(['Shirts', 'Trousers', 'Shoes']);
    for (const title of [...titles, 'Shipping times', 'Talk to a human'])
      expect(await answerTo(title)).toMatchObject({ failed: false });
    expect(words(await answerTo('Shoes')).join()).toContain('heel and toe');
  });

  it('asks for a person, and admits what it does not know', async () => {
    expect((await answerTo('Can I talk to a human please?')).requestHuman).not.toBeNull();
    expect((await answerTo('Ich möchte mit einem Menschen sprechen')).requestHuman).not.toBeNull();
    expect((await answerTo('What is the meaning of life?')).failed).toBe(true);
  });
});
