// The page sees and does everything through its own door, mounted on an Express app next to the platform.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlackStandIn, type SlackStandIn } from '../../../playground/slack/index.js';
import { PAGE_API_PATH, type StreamEvent } from '../../../playground/slack/protocol.js';
import { quiet, until, workspace } from './start-bolt.js';

let standIn: SlackStandIn;
let server: Server;
let origin: string;
let client: WebClient;

beforeAll(async () => {
  standIn = createSlackStandIn(workspace);
  const app = express();
  app.use('/playground/slack', standIn.router);
  app.use(PAGE_API_PATH, standIn.pageRouter);
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.setPublicUrl(`${origin}/playground/slack`);
  client = new WebClient(standIn.settings.botToken, { slackApiUrl: standIn.apiUrl(), logger: quiet });
});
afterAll(async () => {
  await standIn.close();
  server.closeAllConnections();
  server.close();
});

const get = async (path: string) => (await fetch(`${origin}${PAGE_API_PATH}${path}`)).json();
const send = async (path: string, body: unknown) => {
  const answer = await fetch(`${origin}${PAGE_API_PATH}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
};

const openStream = async (user: string) => {
  const abort = new AbortController();
  const response = await fetch(`${origin}${PAGE_API_PATH}/stream?user=${user}`, { signal: abort.signal });
  const heard: StreamEvent[] = [];
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      heard.push(
        ...parts
          .filter((part) => part.startsWith('data: '))
          .map((part) => JSON.parse(part.slice(6)) as StreamEvent),
      );
    }
  };
  void read().catch(() => undefined);
  await until(() => heard.some((event) => event.type === 'hello'));
  return { heard, close: () => abort.abort() };
};

describe('page', () => {
  it('shows who, where and what the app offers', async () => {
    const state = await get('/state?user=U0KIM');
    expect(state).toMatchObject({
      ok: true,
      user: { id: 'U0KIM', displayName: 'Kim Lee' },
      app: {
        name: 'Baton',
        botUserId: 'U0BATON',
        commands: [{ command: '/livechat', usageHint: '[word]' }, {}],
        shortcuts: [{ callbackId: 'sc_note', type: 'message' }, {}],
      },
      modals: [],
      home: null,
    });
    expect(
      state.channels.map((channel: { name: string; kind: string }) => [channel.name, channel.kind]),
    ).toEqual([
      ['support', 'public'],
      ['without-app', 'public'],
      ['old', 'public'],
      ['secret', 'private'],
      ['Baton', 'dm'],
    ]);
    expect(await get('/state?user=U0NO')).toMatchObject({ ok: false, error: 'user_not_found' });
  });

  it('posts, threads, edits, reacts, counts what is unread', async () => {
    const post = await send('/post', { user: 'U0KIM', channel: 'C0SUP', text: 'root' });
    const { ts } = post.body;
    await send('/post', { user: 'U0ANN', channel: 'C0SUP', text: 'reply', threadTs: ts });
    await send('/react', { user: 'U0ANN', channel: 'C0SUP', ts, name: 'eyes' });
    await send('/edit', { user: 'U0KIM', channel: 'C0SUP', ts, text: 'root 2' });
    await client.chat.postEphemeral({ channel: 'C0SUP', user: 'U0KIM', text: 'psst' });
    const forKim = await get('/messages?channel=C0SUP&user=U0KIM');
    expect(forKim.messages).toMatchObject([
      { ts, text: 'root 2', edited: true, replyCount: 1, reactions: [{ name: 'eyes', users: ['U0ANN'] }] },
      { text: 'psst', isEphemeral: true },
    ]);
    const forAnn = await get('/messages?channel=C0SUP&user=U0ANN');
    expect(forAnn.messages).toHaveLength(1);
    expect(forAnn.channel.unreadCount).toBe(1);
    await send('/read', { user: 'U0ANN', channel: 'C0SUP' });
    expect((await get('/messages?channel=C0SUP&user=U0ANN')).channel.unreadCount).toBe(0);
    const thread = await get(`/thread?channel=C0SUP&ts=${ts}&user=U0ANN`);
    expect(thread.messages.map((message: { text: string }) => message.text)).toEqual(['root 2', 'reply']);
    expect(await send('/edit', { user: 'U0ANN', channel: 'C0SUP', ts, text: 'mine now' })).toMatchObject({
      status: 400,
      body: { error: 'not_yours' },
    });
  });

  it('streams to each user what that user may see', async () => {
    const kim = await openStream('U0KIM');
    const ann = await openStream('U0ANN');
    const root = await client.chat.postMessage({
      channel: 'C0SUP',
      text: 'card',
      username: 'Maria',
      icon_emoji: ':bust_in_silhouette:',
    });
    await client.chat.postEphemeral({ channel: 'C0SUP', user: 'U0KIM', text: 'only Kim' });
    await client.chat.update({ channel: 'C0SUP', ts: root.ts ?? '', text: 'card 2' });
    await client.reactions.add({ channel: 'C0SUP', timestamp: root.ts ?? '', name: 'eyes' });
    await client.chat.delete({ channel: 'C0SUP', ts: root.ts ?? '' });
    standIn.views.open('U0KIM', { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] });
    await client.views.publish({ user_id: 'U0KIM', view: { type: 'home', blocks: [] } });
    await until(() => kim.heard.some((event) => event.type === 'home'));
    const kindsOf = (heard: readonly StreamEvent[]) => heard.map((event) => event.type);
    expect(kindsOf(kim.heard)).toEqual([
      'hello',
      'message',
      'ephemeral',
      'message_changed',
      'reaction',
      'message_deleted',
      'modals',
      'home',
    ]);
    expect(kindsOf(ann.heard)).toEqual([
      'hello',
      'message',
      'message_changed',
      'reaction',
      'message_deleted',
    ]);
    expect(kim.heard[1]).toMatchObject({
      message: { author: { name: 'Maria', isApp: true, userId: null, avatarEmoji: 'bust_in_silhouette' } },
    });
    kim.close();
    ann.close();
  });

  it('tells by stream and answer when the app is not there', async () => {
    const kim = await openStream('U0KIM');
    standIn.sendTo('http://127.0.0.1:9/');
    const answer = await send('/command', {
      user: 'U0KIM',
      channel: 'C0SUP',
      command: '/livechat',
      text: '',
    });
    expect(answer).toMatchObject({ status: 400, body: { ok: false, error: 'dispatch_failed' } });
    await until(() => kim.heard.find((event) => event.type === 'toast' && event.code === 'dispatch_failed'));
    const inThread = await send('/command', {
      user: 'U0KIM',
      channel: 'C0SUP',
      threadTs: '1.1',
      command: '/livechat',
      text: '',
    });
    expect(inThread).toMatchObject({ status: 400, body: { error: 'slash_in_thread' } });
    kim.close();
  });

  it('takes files and never shows them as pages', async () => {
    const upload = async (name: string, bytes: string) => {
      const answer = await fetch(`${origin}${PAGE_API_PATH}/upload?user=U0KIM&name=${name}&type=`, {
        method: 'POST',
        body: bytes,
      });
      return (await answer.json()).file;
    };
    const page = await upload('evil.html', '<script>alert(1)</script>');
    const served = await fetch(`${origin}${PAGE_API_PATH}${page.path}`);
    expect(served.headers.get('content-type')).toBe('application/octet-stream');
    expect(served.headers.get('content-disposition')).toContain('attachment');
    const image = await upload('a.png', 'png');
    expect((await fetch(`${origin}${PAGE_API_PATH}${image.path}`)).headers.get('content-type')).toBe(
      'image/png',
    );
    const post = await send('/post', { user: 'U0KIM', channel: 'C0SUP', text: '', fileIds: [image.id] });
    expect(standIn.world.message('C0SUP', post.body.ts)?.files[0]?.name).toBe('a.png');
    expect(
      await send('/post', { user: 'U0ANN', channel: 'C0SUP', text: '', fileIds: [image.id] }),
    ).toMatchObject({ body: { error: 'file_not_found' } });
  });

  it('switches faults, shows the log without tokens, refuses nonsense', async () => {
    const added = await send('/faults', {
      add: { kind: 'error_before', status: 503, method: 'users.info', times: 5 },
    });
    expect(added.body.faults).toMatchObject([{ kind: 'error_before', hits: 0 }]);
    await fetch(`${standIn.apiUrl()}users.info`, {
      method: 'POST',
      headers: { authorization: `Bearer ${standIn.settings.botToken}` },
    });
    expect((await get('/faults')).faults[0].hits).toBe(1);
    await send('/faults', {
      remove: 'all',
      events: { duplicate: true },
      archiveChannel: { channel: 'C0SUP', archived: true },
    });
    expect(await get('/faults')).toMatchObject({ faults: [], events: { duplicate: true, reverse: false } });
    expect(await send('/post', { user: 'U0KIM', channel: 'C0SUP', text: 'x' })).toMatchObject({
      status: 400,
      body: { error: 'is_archived' },
    });
    const log = await get('/log');
    const calls = log.entries.filter((entry: { direction: string }) => entry.direction === 'call');
    expect(calls.at(-1)).toMatchObject({
      name: 'users.info',
      status: 503,
      ok: false,
    });
    expect(JSON.stringify(log)).not.toContain(standIn.settings.botToken);
    expect(await send('/faults', { add: { kind: 'explode' } })).toMatchObject({
      status: 400,
      body: { error: 'invalid_gesture' },
    });
    expect(await send('/post', { user: 'U0KIM' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_gesture' },
    });
    expect((await fetch(`${origin}${PAGE_API_PATH}/nothing`)).status).toBe(404);
  });
});
