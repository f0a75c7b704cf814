// Proves that the assistant is asked once, withdrawn when people take over, overtaken by newer lines, and never just silent.

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Answer, Ask } from '../../../src/assistant/assistant.js';
import { defaultHandOff } from '../../../src/core/chatbot.js';
import { Failure } from '../../../src/core/errors.js';
import type { ConversationId } from '../../../src/core/id.js';
import { createAssistantEars } from '../../../src/routing/late-answers.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { createAnswerer } from '../../../src/routing/work/answerer.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({ people: [{ name: 'Kim', chatLimit: 100 }] });
});
afterAll(() => floor.close());

const saying = (text: string, change: Partial<Answer> = {}): Answer => ({
  messages: text === '' ? [] : [{ text, markup: 'commonmark' }],
  requestHuman: null,
  failed: false,
  deferred: false,
  ...change,
});

function ask(answer: (question: Ask, signal: AbortSignal) => Promise<Answer>) {
  const later: number[] = [];
  const answerer = createAnswerer({
    routing: floor.routing,
    assistantOf: () => ({ kind: 'test', answer }),
    wakeLater: (_scope, ms) => void later.push(ms),
  });
  return { answerer, later };
}

const replies = async (id: ConversationId) =>
  (await floor.deliveries(id, 'customer')).map((one) => one.text).filter((text) => text !== null);
const status = async (id: ConversationId) => (await floor.conversation(id)).status;

describe('the assistant', () => {
  it('is asked once for a line, by however many who look', async () => {
    const { conversationId: id } = await floor.say('once');
    let asked = 0;
    const { answerer } = ask(async () => {
      asked += 1;
      return saying('Hello');
    });
    await Promise.all(Array.from({ length: 5 }, () => answerer.consider(floor.scope(id))));
    await answerer.consider(floor.scope(id));
    expect([asked, await replies(id)]).toEqual([1, ['Hello']]);
  });

  it('is told whether people can be reached now, and when they can be again (B19)', async () => {
    const reachOf = async (address: string) => {
      const { conversationId: id } = await floor.say(address);
      const told: Ask['reach'][] = [];
      const { answerer } = ask(async ({ reach }) => {
        told.push(reach);
        return saying('Hello');
      });
      await answerer.consider(floor.scope(id));
      return told;
    };
    const hours = (value: object | null) => floor.query('update chatbot set hours = $1', [value]);
    onTestFinished(async () => {
      await hours(null);
      await floor.query("update agent set presence = 'offline'");
    });
    await floor.query("update agent set presence = 'offline'");
    expect(await reachOf('reach-offline')).toEqual([{ people: 'offline', opensAt: null }]);
    await floor.query("update agent set presence = 'online'");
    expect(await reachOf('reach-online')).toEqual([{ people: 'online', opensAt: null }]);
    await hours({ timezone: 'UTC', open: {} });
    expect(await reachOf('reach-never')).toEqual([{ people: 'closed', opensAt: null }]);
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000);
    const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][tomorrow.getUTCDay()] ?? '';
    await hours({ timezone: 'UTC', open: { [day]: '09:00-10:00' } });
    tomorrow.setUTCHours(9, 0, 0, 0);
    expect(await reachOf('reach-tomorrow')).toEqual([{ people: 'closed', opensAt: tomorrow }]);
  });

  it('is withdrawn at a take-over, and what it says then is nothing (A2)', async () => {
    const { conversationId: id } = await floor.say('taken');
    let withdrawn = false;
    const kim = await floor.agent('Kim');
    const { answerer } = ask(async (_question, signal) => {
      await claim(floor.routing, { agent: kim, conversationId: id });
      await answerer.consider(floor.scope(id));
      withdrawn = signal.aborted;
      return saying('too late');
    });
    await answerer.consider(floor.scope(id));
    expect([withdrawn, await replies(id)]).toEqual([true, []]);
    await expectSound(floor);
  });

  it.each<[string, Answer, readonly string[]]>([
    ['says so itself', saying('I get someone.', { requestHuman: { reason: 'wish' } }), ['I get someone.']],
    ['says nothing', saying('', { requestHuman: { reason: 'wish' } }), ['*']],
    ['failed too often', saying('Sorry?', { failed: true }), ['Sorry?', '*']],
  ])('that hands over and %s: customers are told once that a person comes', async (how, answer, told) => {
    const handOff = (change: object) =>
      floor.query('update chatbot set hand_off = hand_off || $1', [JSON.stringify(change)]);
    await handOff({ failedAnswers: 1 });
    await floor.query("update agent set presence = 'online'");
    onTestFinished(async () => {
      await handOff({ failedAnswers: defaultHandOff.failedAnswers });
      await floor.query("update agent set presence = 'offline'");
    });
    const { conversationId: id } = await floor.say(`hands over and ${how}`);
    await ask(async () => answer).answerer.consider(floor.scope(id));
    expect(await status(id)).not.toBe('ai');
    const said = (await replies(id)).map((text) => (text?.startsWith('One moment') ? '*' : text));
    expect(said).toEqual(told);
  });

  it('answers the newer line when the customer wrote on, and not the older one', async () => {
    const { conversationId: id } = await floor.say('impatient', { text: 'one' });
    const { answerer } = ask(async (question, signal) => {
      const last = question.history.at(-1)?.text ?? '';
      if (last === 'one') {
        await floor.say('impatient', { text: 'two' });
        await answerer.consider(floor.scope(id));
        expect(signal.aborted).toBe(true);
      }
      return saying(`on ${last}`);
    });
    await answerer.consider(floor.scope(id));
    expect(await replies(id)).toEqual(['on two']);
  });

  it('reads plain words, and what people did and said in between (A3, B9)', async () => {
    const { conversationId: id } = await floor.say('restored', { text: '*not bold*' });
    const first = ask(async () => saying('**Bold** [link](https://shop.example)'));
    await first.answerer.consider(floor.scope(id));
    const kim = await floor.agent('Kim');
    await claim(floor.routing, { agent: kim, conversationId: id });
    await restore(floor.routing, { agent: kim, conversationId: id });
    await floor.say('restored', { text: 'and now?' });
    let heard: readonly string[] = [];
    const second = ask(async ({ history }) => {
      heard = history.map((line) => line.text);
      return saying('fine');
    });
    await second.answerer.consider(floor.scope(id));
    expect(heard[0]).toBe('*not bold*');
    expect(heard[1]).toMatch(/^Bold link/);
    expect(heard[1]).not.toContain('**');
    expect(heard.slice(2)).toEqual([
      'Kim took over the conversation.',
      expect.stringContaining('Kim gave the conversation back'),
      'and now?',
    ]);
  });

  it('lets the customer choose, and reads the choice by its title', async () => {
    const { conversationId: id } = await floor.say('choosing');
    const choice = { id: 'refund:yes', title: 'Yes' };
    const options = [choice];
    const messages = [
      { text: 'First', markup: 'plain' },
      { text: 'Refund?', markup: 'plain', options },
    ] as const;
    await ask(async () => saying('', { messages })).answerer.consider(floor.scope(id));
    const said = await floor.query<{ details: object }>(
      "select details from message where conversation_id = $1 and author = 'assistant' order by sequence",
      [id],
    );
    expect(said.map((one) => one.details)).toEqual([{}, { options }]);
    await floor.say('choosing', { kind: 'choice', text: 'Yes', details: { choice } });
    let heard: unknown;
    const { answerer } = ask(async ({ history }) => {
      heard = history.at(-1);
      return saying('done');
    });
    await answerer.consider(floor.scope(id));
    expect(heard).toMatchObject({ author: 'contact', text: 'Yes', choice });
  });

  it('is tried again, and after three times says sorry and gets a person', async () => {
    const { conversationId: id } = await floor.say('broken');
    const { answerer, later } = ask(async () => {
      throw new Failure('down', { class: 'retry', code: '503' });
    });
    for (let round = 0; round < 3; round += 1) {
      await floor.query(
        'update conversation set answer_due_at = now() where id = $1 and answer_due_at is not null',
        [id],
      );
      await answerer.consider(floor.scope(id));
    }
    expect(later).toEqual([1_000, 4_000]);
    // Nobody is promised who is not there.
    expect(await replies(id)).toEqual([
      'I am sorry, I cannot answer at the moment.',
      'Nobody of the team is online right now, so it may take a while. You can leave a message instead of waiting.',
    ]);
    expect(await status(id)).toBe('pending');
  });

  it('says sorry in the customer’s language, and gets whoever is there', async () => {
    const { conversationId: id } = await floor.say('kaputt');
    await floor.query("update contact set locale = 'de-AT'");
    await floor.setPresence('Kim', 'online');
    await ask(async () => {
      throw new Error('bug');
    }).answerer.consider(floor.scope(id));
    expect(await replies(id)).toEqual([
      'Es tut mir leid, ich kann gerade nicht antworten.',
      'Einen Moment, ich hole jemanden aus dem Team.',
    ]);
    await floor.setPresence('Kim', 'offline');
    await floor.query('update contact set locale = null');
  });

  it('gets a person at once when it fails by our own fault, when it asks, and when the customer does', async () => {
    const [fault, asks, wish] = [
      await floor.say('fault'),
      await floor.say('asks'),
      await floor.say('wish', { text: 'Human, please!' }),
    ];
    await ask(async () => {
      throw new Error('bug');
    }).answerer.consider(floor.scope(fault.conversationId));
    await ask(async () =>
      saying('One of us will help.', { requestHuman: { reason: 'refund' } }),
    ).answerer.consider(floor.scope(asks.conversationId));
    await ask(async () => expect.fail('asked in vain')).answerer.consider(floor.scope(wish.conversationId));
    for (const { conversationId } of [fault, asks, wish])
      expect(await status(conversationId)).toBe('pending');
    expect(await replies(asks.conversationId)).toEqual(['One of us will help.']);
  });
});

describe('an answer that comes later', () => {
  it('is stored once under its epoch, for its own chatbot, and not after a take-over (A2)', async () => {
    const { conversationId } = await floor.say('later');
    await ask(async () => saying('', { deferred: true })).answerer.consider(floor.scope(conversationId));
    const ears = createAssistantEars(floor.routing);
    const chatbotId = floor.door.chatbotId;
    const tell = (key: string, change: object = {}) =>
      ears.hear({
        chatbotId,
        conversationId,
        epoch: 0,
        answer: saying('found it'),
        idempotencyKey: key,
        ...change,
      });
    await tell('k1');
    await tell('k1');
    expect(await replies(conversationId)).toEqual(['found it']);
    const other = (await ears.findChatbot('other'))?.id;
    expect(await refusal(tell('k2', { chatbotId: other }))).toBe('unknown-conversation');
    expect(await refusal(tell('k2', { conversationId: 'nonsense' }))).toBe('unknown-conversation');
    await claim(floor.routing, { agent: await floor.agent('Kim'), conversationId });
    expect(await refusal(tell('k3'))).toBe('epoch');
    // Nor when it is the AI's again: what was asked before people spoke is no answer to what they said.
    await restore(floor.routing, { agent: await floor.agent('Kim'), conversationId });
    expect(await refusal(tell('k4'))).toBe('epoch');
    await expectSound(floor);
  });
});
