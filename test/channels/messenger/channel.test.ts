// Messenger beside its messages: signs, reactions, profiles, the look from outside, and the webhook.

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Batch, Ears } from '../../../src/channels/channel.js';
import { messengerFields } from '../../../src/channels/messenger/examine.js';
import { host, page, playMessenger, psid, to } from '../../support/messenger-scene.js';
import { failureOf, makeDoor, refused, scriptPosts } from '../../support/page-scene.js';

const done = { body: { recipient_id: psid } };

const scene = playMessenger();

describe('signs', () => {
  it('say that someone writes and that it was seen, and nothing else in the call', async () => {
    const graph = scriptPosts(host, [done, done]);
    await scene.channel.typing?.(to(), { name: 'Kim' });
    await scene.channel.markRead?.(to(), 'm_1');
    expect(graph.bodies).toEqual([
      { recipient: { id: psid }, sender_action: 'TYPING_ON' },
      { recipient: { id: psid }, sender_action: 'MARK_SEEN' },
    ]);
    expect(graph.uris).toEqual([`/v25.0/${page}/messages`, `/v25.0/${page}/messages`]);
  });

  it('are left out where the settings say so, and never fail', async () => {
    const quiet = to({ typing: false, markRead: false });
    await scene.channel.typing?.(quiet, { name: 'Kim' });
    await scene.channel.markRead?.(quiet, 'm_1');
    scriptPosts(host, [refused(190)]);
    await scene.channel.typing?.(to(), { name: 'Kim' });
  });
});

describe('reactions', () => {
  it('are given and taken back', async () => {
    const graph = scriptPosts(host, [done, done]);
    await scene.channel.react?.(to(), 'm_1', '❤');
    await scene.channel.react?.(to(), 'm_1', null);
    expect(graph.bodies).toEqual([
      {
        recipient: { id: psid },
        sender_action: 'REACT',
        payload: { message_id: 'm_1', reaction: '❤' },
      },
      { recipient: { id: psid }, sender_action: 'UNREACT', payload: { message_id: 'm_1' } },
    ]);
  });

  it('that are refused say why', async () => {
    scriptPosts(host, [refused(10, 2018278)]);
    const reacting = scene.channel.react?.(to(), 'm_1', '👍') ?? Promise.resolve();
    expect(await failureOf(reacting)).toMatchObject({ class: 'window' });
  });
});

describe('a profile', () => {
  const script = (status: number, body: object) =>
    nock(host)
      .get(`/v25.0/${psid}`)
      .query({ fields: 'first_name,last_name,profile_pic' })
      .reply(status, body);

  it('is name and picture', async () => {
    script(200, {
      first_name: 'Amara',
      last_name: 'Obi',
      profile_pic: 'https://x.fbcdn.net/p.jpg',
      id: psid,
    });
    expect(await scene.channel.readProfile?.(to())).toEqual({
      name: 'Amara Obi',
      pictureUrl: 'https://x.fbcdn.net/p.jpg',
    });
  });

  it('is nothing where Messenger keeps it to itself', async () => {
    script(400, { error: { code: 100, error_subcode: 2018218, message: 'no' } });
    expect(await scene.channel.readProfile?.(to())).toBeNull();
    script(200, { first_name: 7 });
    expect(await scene.channel.readProfile?.(to())).toBeNull();
  });
});

describe('the look from outside (B18)', () => {
  const me = (status: number, body: object) =>
    nock(host).get('/v25.0/me').query({ fields: 'id,name' }).reply(status, body);
  const apps = (status: number, body: object) =>
    nock(host).get(`/v25.0/${page}/subscribed_apps`).reply(status, body);
  const look = () => scene.channel.examine?.(makeDoor('messenger', page));

  it('finds a door in order', async () => {
    me(200, { id: page, name: 'Acme' });
    apps(200, { data: [{ id: '777', subscribed_fields: messengerFields }] });
    expect(await look()).toEqual([
      { ok: true, what: 'token', sentence: 'It opens the Page “Acme”.' },
      { ok: true, what: 'subscription', sentence: 'All fields that Baton reads are subscribed.' },
    ]);
  });

  it('names the fields that are missing, and how to have them', async () => {
    me(200, { id: page, name: 'Acme' });
    const some = messengerFields.filter((field) => field !== 'message_echoes' && field !== 'standby');
    apps(200, { data: [{ id: '777', subscribed_fields: some }] });
    const [, subscription] = (await look()) ?? [];
    expect(subscription).toMatchObject({ ok: false });
    expect(subscription?.sentence).toContain('Not subscribed to message_echoes, standby:');
    expect(subscription?.sentence).toContain(`POST /${page}/subscribed_apps?subscribed_fields=messages,`);
  });

  it('is not content with another application’s subscription, nor with another Page’s token', async () => {
    me(200, { id: '999', name: 'A user' });
    apps(200, { data: [{ id: '555', subscribed_fields: messengerFields }] });
    const findings = (await look()) ?? [];
    expect(findings.map((one) => one.ok)).toEqual([false, false]);
    expect(findings[0]?.sentence).toContain('“A user”');
    expect(findings[1]?.sentence).toContain('No webhook arrives');
  });

  it('tells trouble instead of throwing it, without the token', async () => {
    me(400, { error: { code: 190, message: 'T is bad' } });
    apps(500, {});
    const findings = (await look()) ?? [];
    expect(findings.map((one) => one.what)).toEqual(['token', 'subscription']);
    expect(findings.every((one) => !one.ok)).toBe(true);
    expect(findings[0]?.sentence).toContain('has to renew it');
    const broken = await scene.channel.examine?.({ ...makeDoor('messenger', page), settings: {} });
    expect(broken?.map((one) => one.ok)).toEqual([false, false]);
  });
});

describe('the webhook', () => {
  const door = makeDoor('messenger', page);
  const event = (pageId: string, mid: string) => ({
    id: pageId,
    time: 1_795_000_000_000,
    messaging: [
      {
        sender: { id: psid },
        recipient: { id: pageId },
        timestamp: 1_795_000_000_000,
        message: { mid, text: 'hi' },
      },
    ],
  });

  it('keeps everything of one request in one batch, and counts pages that are not ours', async () => {
    const kept: Batch[] = [];
    const ears = {
      findAccount: async (kind: string, account: string) =>
        kind === 'messenger' && account === page ? door : null,
      keep: async (batch: Batch) => void kept.push(batch),
    } as Partial<Ears> as Ears;
    const app = express();
    scene.channel.listen(app, ears);
    const server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/messenger`;
    const post = (entry: object[]) => {
      const body = JSON.stringify({ object: 'page', entry });
      const mark = createHmac('sha256', 'shh').update(body).digest('hex');
      return fetch(url, { method: 'POST', body, headers: { 'x-hub-signature-256': `sha256=${mark}` } });
    };
    expect((await post([event(page, 'm_1'), event('999', 'm_2'), event(page, 'm_3')])).status).toBe(200);
    expect((await post([event('999', 'm_4')])).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    server.close();
    expect(kept).toHaveLength(1);
    expect(kept[0]?.items).toMatchObject([
      { type: 'message', externalId: 'm_1', address: psid, channel: door },
      { type: 'message', externalId: 'm_3', channel: door },
    ]);
    expect(scene.counted).toEqual(['unknown-account', 'taken', 'unknown-account', 'taken', 'unsigned']);
  });
});
