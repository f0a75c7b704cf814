// What an outside bot is asked on the agents' behalf: signed, told apart by its type, and only where it said that it helps.

import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookKind } from '../../../src/assistant/webhook/index.js';
import { Failure } from '../../../src/core/errors.js';
import { createQuestionAsk, createTestChatbot } from '../../support/assistant-ask.js';
import { type BotServer, startBotServer } from '../../support/bot-server.js';

const secret = 'a-secret-of-the-bot';
const signal = new AbortController().signal;
const facts = { agentName: 'Kim', category: null, requestReason: 'button', instead: null };

describe('an outside bot that helps the agents', () => {
  let bot: BotServer;
  beforeAll(async () => {
    bot = await startBotServer();
  });
  afterAll(() => bot.close());

  const create = (more: object = { aids: true }) => {
    const chatbot = createTestChatbot({
      kind: 'webhook',
      url: bot.url,
      secret,
      allowInsecure: true,
      ...more,
    });
    const ask = { ...createQuestionAsk(chatbot, 'shipping?'), facts };
    return { assistant: createWebhookKind().create(chatbot), ask };
  };

  it('gets a signed question with its type and the facts', async () => {
    const { assistant, ask } = create();
    bot.reply = { status: 200, body: { text: 'It left today.' } };
    expect(await assistant.assist?.('suggest', ask, signal)).toEqual(['It left today.']);
    const call = bot.calls.at(-1);
    if (!call) throw new Error('the bot was not asked');
    const { headers, body } = call;
    expect(JSON.parse(body.toString())).toMatchObject({
      id: expect.stringMatching(/^aid_/u),
      type: 'suggest',
      facts,
      chatbot: { key: 'acme' },
      history: [{ author: 'contact', text: 'shipping?' }],
    });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', secret).update(signed).update(body).digest('base64')}`,
    );
  });

  it('is not asked unless it said so', () => {
    expect(create({}).assistant.assist).toBeUndefined();
  });

  it.each([
    [404, {}],
    [501, {}],
    [202, {}],
    [204, ''],
    [200, { messages: [{ text: 'Hello' }] }],
    [200, 'no JSON'],
    [200, { lines: ['a', 'b'] }],
  ])('has nothing to say with %d %j', async (status, body) => {
    const { assistant, ask } = create();
    bot.reply = { status, body };
    expect(await assistant.assist?.('brief', ask, signal)).toEqual([]);
  });

  it('fails like any question when it is broken', async () => {
    const { assistant, ask } = create();
    bot.reply = { status: 500, body: {} };
    await expect(assistant.assist?.('brief', ask, signal)).rejects.toBeInstanceOf(Failure);
  });
});
