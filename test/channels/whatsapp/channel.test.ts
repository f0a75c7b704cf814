// WhatsApp beside its messages: signs, the look from outside, and the webhook.

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Batch, Ears } from '../../../src/channels/channel.js';
import { makeDoor, refused, scriptPosts } from '../../support/page-scene.js';
import { host, phone, playWhatsApp, to } from '../../support/whatsapp-scene.js';

const scene = playWhatsApp();
const done = { body: { success: true } };
const read = (message_id: string) => ({ messaging_product: 'whatsapp', status: 'read', message_id });

describe('signs', () => {
  it('say that a message was seen; that someone writes only where it may, and not too often', async () => {
    const graph = scriptPosts(host, [done, done, done]);
    await scene.channel.markRead?.(to(), 'wamid.1');
    const typing = to({ typing: true });
    const writes = () => scene.channel.typing?.(typing, { name: 'Kim', lastExternalId: 'wamid.1' });
    await writes();
    await writes();
    expect(graph.bodies).toHaveLength(2);
    scene.clock = new Date(scene.clock.getTime() + 20_000);
    await writes();
    const shown = { ...read('wamid.1'), typing_indicator: { type: 'text' } };
    expect(graph.bodies).toEqual([read('wamid.1'), shown, shown]);
    expect(graph.uris[0]).toBe(`/v25.0/${phone}/messages`);
  });

  it('are left out where the settings say so or nothing was written, and never fail', async () => {
    await scene.channel.typing?.(to(), { name: 'Kim', lastExternalId: 'wamid.1' });
    await scene.channel.typing?.(to({ typing: true }), { name: 'Kim' });
    await scene.channel.markRead?.(to({ markRead: false }), 'wamid.1');
    await scene.channel.markRead?.(to({ token: '' }), 'wamid.1');
    scriptPosts(host, [refused(190)]);
    await scene.channel.markRead?.(to(), 'wamid.1');
  });
});

describe('the look from outside', () => {
  const wabaId = '102290129340398';
  const examine = async (settings: object = { wabaId }) => scene.channel.examine?.(to(settings).account);
  const answerNumber = (more: object = {}) =>
    nock(host)
      .get(`/v25.0/${phone}`)
      .query({ fields: 'display_phone_number,verified_name,quality_rating' })
      .reply(200, {
        display_phone_number: '+49 30 901820',
        verified_name: 'Acme',
        quality_rating: 'GREEN',
        ...more,
      });
  const answerApps = (...ids: string[]) =>
    nock(host)
      .get(`/v25.0/${wabaId}/subscribed_apps`)
      .reply(200, { data: ids.map((id) => ({ whatsapp_business_api_data: { id, name: 'x' } })) });

  it('finds what is well', async () => {
    answerNumber();
    answerApps('1', '777000777');
    expect(await examine()).toEqual([
      { ok: true, what: 'token', sentence: 'It opens +49 30 901820 (“Acme”), quality green.' },
      { ok: true, what: 'subscription', sentence: 'The account reports to our app.' },
    ]);
  });

  it('finds what is not, and says what to do', async () => {
    answerNumber({ quality_rating: 'RED' });
    answerApps('1');
    const found = await examine();
    expect(found?.map(({ ok }) => ok)).toEqual([false, false]);
    expect(found?.[0]?.sentence).toContain('WhatsApp Manager');
    expect(found?.[1]?.sentence).toContain(`POST /${wabaId}/subscribed_apps`);
  });

  it('never throws and never shows a token', async () => {
    nock(host)
      .get(`/v25.0/${phone}`)
      .query(true)
      .reply(400, refused(190).body as object);
    nock(host).get(`/v25.0/${wabaId}/subscribed_apps`).reply(502, '<html>');
    const found = await examine({ wabaId, token: 'SECRET' });
    expect(found?.map(({ ok }) => ok)).toEqual([false, false]);
    expect(JSON.stringify(found)).not.toContain('SECRET');
    expect((await examine({ token: '' }))?.map(({ ok }) => ok)).toEqual([false, false]);
  });

  it('says when the subscription could not be looked at', async () => {
    answerNumber();
    expect((await examine({}))?.[1]).toMatchObject({ ok: true, what: 'subscription' });
  });
});

describe('the webhook', () => {
  const message = (id: string) => ({
    from: '447700900123',
    id,
    timestamp: '1795250000',
    type: 'text',
    text: { body: `I am ${id}` },
  });
  const change = (phone_number_id: string, ...ids: string[]) => ({
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '4930901820', phone_number_id },
      messages: ids.map(message),
    },
  });
  const bodyOf = (...changes: object[]) =>
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] });

  async function withDoor(run: (post: (body: string) => Promise<number>, batches: Batch[]) => Promise<void>) {
    const batches: Batch[] = [];
    const door = makeDoor('whatsapp', phone);
    const ears = {
      keep: async (batch: Batch) => void batches.push(batch),
      findAccount: async (kind: string, account: string) =>
        kind === 'whatsapp' && account === phone ? door : null,
    } as Partial<Ears> as Ears;
    const router = express.Router();
    scene.channel.listen(router, ears);
    const server = createServer(express().use(router));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp`;
    try {
      await run(async (body) => {
        const mark = createHmac('sha256', 'shh').update(body).digest('hex');
        const headers = { 'x-hub-signature-256': `sha256=${mark}` };
        return (await fetch(url, { method: 'POST', body, headers })).status;
      }, batches);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  it('keeps all of a body for its doors in one batch, in order; other numbers are counted', async () => {
    await withDoor(async (post, batches) => {
      const body = bodyOf(change(phone, 'm1', 'm2'), change('999', 'x1'), change(phone, 'm3'));
      expect(await post(body)).toBe(200);
      const ids = batches.map(({ items }) =>
        items.map((item) => ('externalId' in item ? item.externalId : '')),
      );
      expect(ids).toEqual([['m1', 'm2', 'm3']]);
      expect(batches[0]?.items[0]).toMatchObject({
        type: 'message',
        text: 'I am m1',
        channel: { account: phone },
      });
      expect(scene.counted).toContain('unknown-account');
    });
  });

  it('keeps what it cannot read of its own as dead letters, and answers 200', async () => {
    await withDoor(async (post, batches) => {
      const broken = change(phone);
      expect(
        await post(bodyOf({ ...broken, value: { ...broken.value, messages: [{ type: 'text' }] } })),
      ).toBe(200);
      expect(batches[0]?.unreadable).toHaveLength(1);
    });
  });

  it('keeps nothing where there is nothing', async () => {
    await withDoor(async (post, batches) => {
      expect(await post(bodyOf(change('999', 'x1')))).toBe(200);
      expect(await post('{"object":"whatsapp_business_account"}')).toBe(200);
      expect(await post('{"object":"page"}')).toBe(200);
      expect(batches).toEqual([]);
    });
  });
});
