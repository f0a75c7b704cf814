// The webhook assistant against a real server: answers, signature, every class of trouble, cancelling, time-outs.

import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createWebhookKind } from '../../../src/assistant/webhook/index.js';
import { describeAssistantContract } from '../../contract/assistant.js';
import {
  createAsk,
  createHistory,
  createQuestionAsk,
  createTestChatbot,
} from '../../support/assistant-ask.js';
import { type BotReply, type BotServer, startBotServer } from '../../support/bot-server.js';

const servers: BotServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

const now = new Date('2026-11-22T10:00:00.700Z');
const kind = createWebhookKind({ now: () => now });
const signal = new AbortController().signal;
const secret = 'a-secret-of-the-bot';
const settings = { kind: 'webhook', url: 'https://bot.example/ask', secret };

async function onServer(reply: BotReply | null, more: object = {}) {
  const server = await startBotServer();
  servers.push(server);
  server.reply = reply;
  const chatbot = createTestChatbot({
    ...settings,
    url: `${server.url}/ask?x=1`,
    allowInsecure: true,
    ...more,
  });
  return { server, chatbot, assistant: kind.create(chatbot) };
}
const assistantFor = async (reply: BotReply | null, more: object = {}) =>
  (await onServer(reply, more)).assistant;
const rejecting =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    assistantFor({ status, body: {}, headers });
const saying = (body: unknown): BotReply => ({ status: 200, body });

describeAssistantContract('webhook', {
  kind,
  settings,
  wrong: [
    ['url: is missing', { kind: 'webhook', secret }],
    ['url: must begin with https', { ...settings, url: 'http://bot.example/' }],
    ['url: must be an address of the public internet', { ...settings, url: 'https://10.0.0.1/' }],
    ['secret', { ...settings, secret: 'short' }],
    ['timeoutSeconds', { ...settings, timeoutSeconds: 'x' }],
    ['sercet', { ...settings, sercet: 'x' }],
  ],
  answering: () => assistantFor(saying({ messages: [{ text: 'Two days.' }], extra: 1 })),
  asking: () => assistantFor(saying({ messages: [], requestHuman: { reason: 'wants a refund' } })),
  unknowing: () => assistantFor(saying({ messages: [{ text: 'No idea.' }], failed: true })),
  hanging: async () => {
    const { server, assistant } = await onServer(null);
    return { assistant, begun: server.arrived(), gone: server.left() };
  },
  aids: {
    briefing: () => assistantFor(saying({ lines: ['a', 'b', 'c', 'd'] }), { aids: true }),
    suggesting: () => assistantFor(saying({ text: 'It left **today**.' }), { aids: true }),
    silent: () => assistantFor({ status: 404, body: {} }, { aids: true }),
  },
  troubles: [
    ['it does not accept our signature', 'auth', rejecting(401)],
    ['it is busy', 'retry', rejecting(429)],
    ['it is broken', 'retry', rejecting(500)],
    ['it does not like the question', 'content', rejecting(400)],
    ['it redirects', 'policy', rejecting(302, { location: 'http://169.254.169.254/' })],
    ['the answer is no JSON', 'content', () => assistantFor(saying('<html>'))],
    ['the answer has another shape', 'content', () => assistantFor(saying({ messages: 'x' }))],
    ['the answer is huge', 'content', () => assistantFor(saying('x'.repeat(300_000)))],
    [
      'nobody listens',
      'retry',
      async () =>
        kind.create(createTestChatbot({ ...settings, url: 'http://127.0.0.1:1/', allowInsecure: true })),
    ],
    ['it takes too long', 'retry', () => assistantFor(null, { timeoutSeconds: 1 })],
    [
      'its host takes too long to find',
      'retry',
      async () =>
        createWebhookKind({ resolve: () => new Promise(() => undefined) }).create(
          createTestChatbot({ ...settings, timeoutSeconds: 1 }),
        ),
    ],
    [
      'its host leads inside',
      'policy',
      async () =>
        createWebhookKind({ resolve: async () => [{ address: '10.0.0.1', family: 4 }] }).create(
          createTestChatbot(settings),
        ),
    ],
  ],
});

describe('the question on the wire', () => {
  it('is signed over the very bytes, and says all the bot needs', async () => {
    const { server, chatbot, assistant } = await onServer(saying({ messages: [{ text: 'ok' }] }));
    await assistant.answer(
      createAsk(chatbot, createHistory(['assistant', 'Hello'], ['contact', 'Größe?'])),
      signal,
    );
    const [call] = server.calls;
    const {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    } = call?.headers ?? {};
    const expected = createHmac('sha256', secret)
      .update(`${id}.${timestamp}.`)
      .update(call?.body ?? '')
      .digest('base64');
    expect(signature).toBe(`v1,${expected}`);
    expect(timestamp).toBe(String(Math.floor(now.getTime() / 1000)));
    expect(call?.path).toBe('/ask?x=1');
    expect(call?.headers['content-type']).toBe('application/json');
    const line = { author: 'contact', name: 'Maya', text: 'Größe?', at: '2026-11-22T09:01:00.000Z' };
    expect(JSON.parse(String(call?.body))).toEqual({
      id,
      chatbot: { key: 'acme', name: 'Acme Support', humanSupport: true },
      conversation: { id: '0190a000-0000-7000-8000-000000000003', reference: 1042, epoch: 3 },
      contact: { name: 'Maya', locale: 'en', verified: false },
      history: [
        { author: 'assistant', name: 'Acme Support', text: 'Hello', at: '2026-11-22T09:00:00.000Z' },
        line,
      ],
      message: line,
    });
  });

  it('tells whether people could be reached now', async () => {
    const { server, chatbot, assistant } = await onServer(saying({ messages: [{ text: 'ok' }] }));
    const reach = { people: 'closed', opensAt: new Date('2026-11-23T08:00:00Z') } as const;
    await assistant.answer({ ...createAsk(chatbot, createHistory(['contact', 'a person?'])), reach }, signal);
    const { people } = JSON.parse(String(server.calls[0]?.body));
    expect(people).toEqual({ now: 'closed', opensAt: '2026-11-23T08:00:00.000Z' });
  });

  it('tells what the customer chose of what the bot let them choose', async () => {
    const options = ['Yes', { id: 'refund:no', title: ' No,\n thanks ' }];
    const { server, chatbot, assistant } = await onServer(
      saying({ messages: [{ text: 'Refund?', options }] }),
    );
    const choice = { id: 'refund:no', title: 'No, thanks' };
    const [line] = createHistory(['contact', 'No, thanks']);
    const ask = createAsk(chatbot, line ? [{ ...line, choice }] : []);
    expect((await assistant.answer(ask, signal)).messages).toEqual([
      { text: 'Refund?', markup: 'commonmark', options: [{ id: 'Yes', title: 'Yes' }, choice] },
    ]);
    expect(JSON.parse(String(server.calls[0]?.body)).message).toMatchObject({ text: 'No, thanks', choice });
  });

  it.each([
    ['without a text', { text: ' ', options: ['Yes'] }],
    ['with one title twice', { text: 'x', options: ['Yes', 'yes'] }],
    [
      'with one id twice',
      {
        text: 'x',
        options: [
          { id: 'a', title: 'A' },
          { id: 'a', title: 'B' },
        ],
      },
    ],
    ['without a title', { text: 'x', options: [{ id: 'a' }] }],
    ['with a title no button has room for', { text: 'x', options: ['x'.repeat(81)] }],
    ['more than any channel shows', { text: 'x', options: Array.from({ length: 14 }, (_, at) => `${at}`) }],
  ])('is refused for options %s', async (_what, message) => {
    const { chatbot, assistant } = await onServer(saying({ messages: [message] }));
    await expect(assistant.answer(createQuestionAsk(chatbot, 'x'), signal)).rejects.toMatchObject({
      class: 'content',
    });
  });

  it('keeps its id when the same question is asked again, and only then', async () => {
    const { server, chatbot, assistant } = await onServer(saying({ messages: [{ text: 'ok' }] }));
    for (const text of ['a', 'a', 'b']) await assistant.answer(createQuestionAsk(chatbot, text), signal);
    const ids = server.calls.map((call) => call.headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it('is not followed by an answer yet when the bot accepts it for later', async () => {
    const { chatbot, assistant } = await onServer({ status: 202, body: '' });
    expect(await assistant.answer(createQuestionAsk(chatbot, 'x'), signal)).toEqual({
      messages: [],
      requestHuman: null,
      failed: false,
      deferred: true,
    });
  });

  it('waits as long as the bot asks', async () => {
    const { chatbot, assistant } = await onServer({
      status: 503,
      body: '',
      headers: { 'retry-after': 'Sun, 22 Nov 2026 10:00:10 GMT' },
    });
    await expect(assistant.answer(createQuestionAsk(chatbot, 'x'), signal)).rejects.toMatchObject({
      class: 'retry',
      code: '503',
      retryAfterMs: 9300,
    });
  });

  it('connects to the address that was checked, whatever the name says later', async () => {
    const { server, chatbot } = await onServer(saying({ messages: [{ text: 'pinned' }] }));
    const port = new URL(server.url).port;
    const pinned = createWebhookKind({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const named = createTestChatbot({
      ...settings,
      url: `http://no-such-host.invalid:${port}/ask`,
      allowInsecure: true,
    });
    expect(
      (await pinned.create(named).answer(createQuestionAsk(chatbot, 'x'), signal)).messages[0]?.text,
    ).toBe('pinned');
    expect(server.calls[0]?.headers.host).toBe(`no-such-host.invalid:${port}`);
  });
});
