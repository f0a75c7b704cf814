// The chat-completions assistant against a real server: answers, every class of trouble, cancelling, time-outs.

import { afterAll, describe, expect, it } from 'vitest';
import { createOpenaiKind } from '../../../src/assistant/openai/index.js';
import type { Chatbot } from '../../../src/core/chatbot.js';
import { describeAssistantContract } from '../../contract/assistant.js';
import { createQuestionAsk, createTestChatbot } from '../../support/assistant-ask.js';
import { type BotReply, type BotServer, startBotServer } from '../../support/bot-server.js';

const servers: BotServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

const kind = createOpenaiKind({ env: { OPENAI_API_KEY: 'sk-house' } });
const signal = new AbortController().signal;
const settings = { kind: 'openai', model: 'm-1', instructions: 'You work for Acme.' };
const completion = (message: object, more: object = {}): BotReply => ({
  status: 200,
  body: { choices: [{ finish_reason: 'stop', message, ...more }] },
});
const toolCall = (name: string, json: string) => ({
  content: null,
  tool_calls: [{ id: 'c1', type: 'function', function: { name, arguments: json } }],
});

async function onServer(reply: BotReply | null, more: object = {}) {
  const server = await startBotServer();
  servers.push(server);
  server.reply = reply;
  return {
    server,
    assistant: kind.create(createTestChatbot({ ...settings, baseUrl: `${server.url}/v1`, ...more })),
  };
}
const assistantFor = async (reply: BotReply | null, more: object = {}) =>
  (await onServer(reply, more)).assistant;
const rejecting =
  (status: number, code: string | null = null) =>
  () =>
    assistantFor({ status, body: { error: { message: 'no', code } } });

describeAssistantContract('openai', {
  kind,
  settings,
  wrong: [
    ['model: is missing', { kind: 'openai', instructions: 'x' }],
    ['instructions', { ...settings, instructions: '' }],
    ['baseUrl', { ...settings, baseUrl: 'ftp://x' }],
    ['timeoutSeconds', { ...settings, timeoutSeconds: 0 }],
    ['modle', { ...settings, modle: 'x' }],
  ],
  answering: () => assistantFor(completion({ content: 'Two **days**.' })),
  asking: () => assistantFor(completion(toolCall('request_human', '{"reason":"wants a refund"}'))),
  unknowing: () => assistantFor(completion({ content: '  ' })),
  hanging: async () => {
    const { server, assistant } = await onServer(null);
    return { assistant, begun: server.arrived(), gone: server.left() };
  },
  aids: {
    briefing: () => assistantFor(completion({ content: 'Wants: a\nTried: b\nFacts: c\nMood: d' })),
    suggesting: () => assistantFor(completion({ content: 'It left **today**.' })),
    silent: () => assistantFor(completion({ content: ' ' })),
  },
  troubles: [
    ['the key is wrong', 'auth', rejecting(401)],
    ['the key may not', 'auth', rejecting(403)],
    ['the quota is used up', 'auth', rejecting(429, 'insufficient_quota')],
    ['there is too much traffic', 'retry', rejecting(429)],
    ['the server is broken', 'retry', rejecting(500)],
    ['the server is overloaded', 'retry', rejecting(503)],
    ['the request is wrong', 'content', rejecting(400)],
    ['the prompt is filtered', 'policy', rejecting(400, 'content_filter')],
    [
      'the answer is filtered',
      'policy',
      () => assistantFor(completion({ content: null }, { finish_reason: 'content_filter' })),
    ],
    ['the answer is no JSON', 'retry', () => assistantFor({ status: 200, body: '<html>' })],
    ['the answer is no completion', 'retry', () => assistantFor({ status: 200, body: { choices: [] } })],
    ['the answer is huge', 'retry', () => assistantFor({ status: 200, body: 'x'.repeat(1_000_001) })],
    [
      'it redirects',
      'retry',
      () => assistantFor({ status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }),
    ],
    [
      'nobody listens',
      'retry',
      async () => kind.create(createTestChatbot({ ...settings, baseUrl: 'http://127.0.0.1:1/v1' })),
    ],
    ['it takes too long', 'retry', () => assistantFor(null, { timeoutSeconds: 1 })],
  ],
});

describe('what the model says', () => {
  const answerFor = async (message: object, more: Partial<Chatbot> = {}) => {
    const server = await startBotServer();
    servers.push(server);
    server.reply = completion(message);
    const chatbot = createTestChatbot({ ...settings, baseUrl: server.url }, more);
    return kind.create(chatbot).answer(createQuestionAsk(chatbot, 'x'), signal);
  };
  it('ignores tools it was not given, and request_human where nobody can join', async () => {
    expect(await answerFor(toolCall('delete_everything', '{}'))).toMatchObject({
      requestHuman: null,
      failed: true,
    });
    expect(
      await answerFor(toolCall('request_human', '{"reason":"x"}'), { humanSupport: false }),
    ).toMatchObject({ requestHuman: null });
  });

  it('takes words along with a request, and a request with broken arguments', async () => {
    expect(
      await answerFor({ ...toolCall('request_human', '{"reason":"two\\nlines"}'), content: 'One moment.' }),
    ).toMatchObject({
      messages: [{ text: 'One moment.' }],
      requestHuman: { reason: 'two lines' },
    });
    expect((await answerFor(toolCall('request_human', '{"rea'))).requestHuman?.reason).toMatch(/\S/);
  });

  it('says a refusal, counted as failed, and splits what is too long', async () => {
    expect(await answerFor({ content: null, refusal: 'I cannot say that.' })).toMatchObject({
      messages: [{ text: 'I cannot say that.' }],
      failed: true,
    });
    const long = await answerFor({ content: 'Many words. '.repeat(1500) });
    expect(long.messages.length).toBe(2);
    expect(long.messages.every((message) => message.text.length <= 10_000)).toBe(true);
  });

  it('reads content in parts', async () => {
    expect(
      await answerFor({
        content: [{ type: 'text', text: 'a' }, { type: 'image' }, { type: 'text', text: 'b' }],
      }),
    ).toMatchObject({ messages: [{ text: 'ab' }] });
  });
});
