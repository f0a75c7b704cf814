// The door for late answers, over real HTTP: only the bot's own signature opens it, and it never tells why not.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssistantEars } from '../../../src/assistant/assistant.js';
import { createWebhookKind } from '../../../src/assistant/webhook/index.js';
import { sign } from '../../../src/assistant/webhook/signature.js';
import { Refusal } from '../../../src/core/errors.js';
import { createTestChatbot } from '../../support/assistant-ask.js';

type Late = Parameters<AssistantEars['hear']>[0];

const secret = 'whsec_c2VjcmV0LW9mLXRoZS1ib3QtaW4tYmFzZTY0';
const now = new Date('2026-11-22T10:00:00Z');
const chatbot = createTestChatbot({ kind: 'webhook', url: 'https://bot.example/', secret });
const scripted = createTestChatbot({ kind: 'scripted', file: 'x' }, { key: 'scripted' });
const conversationId = '0190a000-0000-7000-8000-000000000003';
const good = { conversationId, epoch: 3, messages: [{ text: 'Here it is.' }] };

let heard: Late[] = [];
let onHear: () => Promise<void> = async () => undefined;
let server: Server;
let base = '';

beforeAll(async () => {
  const mount = Router();
  createWebhookKind({ now: () => now }).listen?.(mount, {
    findChatbot: async (key) => [chatbot, scripted].find((one) => one.key === key) ?? null,
    hear: async (late) => {
      await onHear();
      heard.push(late);
    },
  });
  server = createServer(express().use(mount));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  heard = [];
  onHear = async () => undefined;
});

interface Forgery {
  readonly key?: string;
  readonly body?: string;
  readonly secondsOff?: number;
  readonly headers?: Readonly<Record<string, string | null>>;
}

async function call({
  key = 'acme',
  body = JSON.stringify(good),
  secondsOff = 0,
  headers = {},
}: Forgery = {}) {
  const timestamp = Math.floor(now.getTime() / 1000) + secondsOff;
  const signed: Record<string, string | null> = {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign(secret, { id: 'msg_1', timestamp, body: Buffer.from(body) }),
    ...headers,
  };
  const sent = Object.entries(signed).filter((entry): entry is [string, string] => entry[1] !== null);
  const response = await fetch(`${base}/assistants/${key}/answers`, { method: 'POST', body, headers: sent });
  return { status: response.status, text: await response.text() };
}

describe('POST /assistants/:chatbotKey/answers', () => {
  it('takes a signed answer under the epoch it names', async () => {
    expect(await call()).toEqual({ status: 204, text: '' });
    expect(heard).toEqual([
      {
        chatbotId: chatbot.id,
        conversationId,
        epoch: 3,
        idempotencyKey: 'msg_1',
        answer: {
          messages: [{ text: 'Here it is.', markup: 'commonmark' }],
          requestHuman: null,
          failed: false,
          deferred: false,
        },
      },
    ]);
  });

  it('takes a request for a person, and one of several signatures', async () => {
    const body = JSON.stringify({ conversationId, epoch: 3, requestHuman: { reason: 'refund' } });
    const timestamp = Math.floor(now.getTime() / 1000);
    const own = sign(secret, { id: 'msg_1', timestamp, body: Buffer.from(body) });
    expect((await call({ body, headers: { 'webhook-signature': `v1,AAAA ${own}` } })).status).toBe(204);
    expect(heard[0]?.answer.requestHuman).toEqual({ reason: 'refund' });
  });

  const ours = (text: string) =>
    sign('another-secret-of-16', {
      id: 'msg_1',
      timestamp: Math.floor(now.getTime() / 1000),
      body: Buffer.from(text),
    });
  it.each<[string, Forgery]>([
    ['no signature', { headers: { 'webhook-signature': null } }],
    ['no id', { headers: { 'webhook-id': null } }],
    ['another id', { headers: { 'webhook-id': 'msg_2' } }],
    ['no time', { headers: { 'webhook-timestamp': null } }],
    ['a time that is none', { headers: { 'webhook-timestamp': '1e9' } }],
    ['a time too old', { secondsOff: -301 }],
    ['a time too far ahead', { secondsOff: 301 }],
    ['the signature of another secret', { headers: { 'webhook-signature': ours(JSON.stringify(good)) } }],
    ['an empty signature', { headers: { 'webhook-signature': 'v1,' } }],
    ['a signature of another length', { headers: { 'webhook-signature': 'v1,AAAA' } }],
    ['a signature of another version', { headers: { 'webhook-signature': 'v1a,AAAA' } }],
  ])('refuses %s with 401 and no detail', async (_, forgery) => {
    expect(await call(forgery)).toEqual({ status: 401, text: '{"error":"unauthorized"}' });
    expect(heard).toEqual([]);
  });

  it('is signed over the bytes, not over what they mean', async () => {
    const timestamp = Math.floor(now.getTime() / 1000);
    const signature = sign(secret, { id: 'msg_1', timestamp, body: Buffer.from(JSON.stringify(good)) });
    expect(
      (await call({ body: JSON.stringify(good, null, 1), headers: { 'webhook-signature': signature } }))
        .status,
    ).toBe(401);
  });

  it.each([-299, 299])('takes a clock %d seconds off', async (secondsOff) => {
    expect((await call({ secondsOff })).status).toBe(204);
  });

  it.each([
    '{',
    '[]',
    'null',
    '{}',
    JSON.stringify({ ...good, epoch: '3' }),
    JSON.stringify({ ...good, conversationId: 'x' }),
    JSON.stringify({ ...good, messages: [{ text: 1 }] }),
    '',
  ])('refuses %j with 400', async (body) => {
    expect((await call({ body })).status).toBe(400);
    expect(heard).toEqual([]);
  });

  it('refuses more than 256 KB with 413', async () => {
    expect((await call({ body: 'x'.repeat(256 * 1024 + 1) })).status).toBe(413);
  });

  it('knows only chatbots whose assistant lives elsewhere', async () => {
    expect((await call({ key: 'nobody' })).status).toBe(404);
    expect((await call({ key: 'scripted' })).status).toBe(404);
  });

  it('says 409 when people took over meanwhile (A2), 404 for a conversation it does not know', async () => {
    onHear = () => Promise.reject(new Refusal('epoch'));
    expect(await call()).toEqual({ status: 409, text: '{"error":"epoch"}' });
    onHear = () => Promise.reject(new Refusal('unknown-conversation'));
    expect((await call()).status).toBe(404);
  });

  it('leaves trouble of our own to the house, so that the bot tries again', async () => {
    onHear = () => Promise.reject(new Error('the database is down'));
    expect((await call()).status).toBe(500);
  });
});
