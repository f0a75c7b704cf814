// Proves the door Meta knocks at: who is let in, what is answered to whom, and that what is too large is not read on.

import { createHmac } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenWebhook } from '../../../src/channels/meta/webhook.js';

const mebibyte = 1024 * 1024;

let server: Server;
let url: string;
let taken: Record<string, unknown>[];
let counted: string[];
let warned: object[];
let memoryIsAway: boolean;

beforeEach(async () => {
  taken = [];
  counted = [];
  warned = [];
  memoryIsAway = false;
  const router = express.Router();
  listenWebhook(router, {
    path: '/webhooks/page',
    object: 'page',
    secrets: ['old', 'new'],
    verifyToken: 'verify',
    log: { warn: (fields: object) => void warned.push(fields), error: () => undefined },
    count: (what) => counted.push(what),
    async take(body) {
      if (memoryIsAway) throw new Error('the memory is away');
      taken.push(body);
    },
  });
  server = createServer(express().use(router));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/page`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const sign = (body: string | Buffer, secret = 'new') =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const post = (body: string, signature: string | null = sign(body)) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
    },
  });

describe('the handshake', () => {
  const shake = (query: string) => fetch(`${url}?${query}`);
  const right = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify';

  it('answers the challenge as plain text, without a signature', async () => {
    const response = await shake(right);
    expect([response.status, await response.text()]).toEqual([200, '1158201444']);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(counted).toEqual(['handshake']);
  });

  it.each([
    ['another token', 'hub.mode=subscribe&hub.challenge=1&hub.verify_token=other'],
    ['no token', 'hub.mode=subscribe&hub.challenge=1'],
    ['another mode', 'hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify'],
    ['no challenge', 'hub.mode=subscribe&hub.verify_token=verify'],
    ['the token twice', `${right}&hub.verify_token=verify`],
    ['the challenge twice', `${right}&hub.challenge=2`],
    ['nothing', ''],
  ])('is refused with %s', async (_why, query) => {
    const response = await shake(query);
    expect([response.status, await response.text()]).toEqual([403, '']);
    expect(counted).toEqual(['handshake-refused']);
  });

  it('gives back a challenge of markup as text that no browser runs', async () => {
    const response = await shake(right.replace('1158201444', encodeURIComponent('<script>1</script>')));
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a signed body', () => {
  it('is handed over and then answered 200, with either secret', async () => {
    const body = '{"object":"page","entry":[{"text":"\\u00e4 \\/"}]}';
    expect((await post(body)).status).toBe(200);
    expect((await post(body, sign(body, 'old'))).status).toBe(200);
    expect(taken).toEqual([JSON.parse(body), JSON.parse(body)]);
    expect(counted).toEqual(['taken', 'taken']);
  });

  it('is answered 503 when it cannot be kept, so that it comes again', async () => {
    memoryIsAway = true;
    const response = await post('{"object":"page"}');
    expect(response.status).toBe(503);
    expect(counted).toEqual(['not-kept']);
    memoryIsAway = false;
    expect((await post('{"object":"page"}')).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it.each([['{"object":'], [''], ['[]'], ['"page"'], ['null'], ['7']])(
    'that is no JSON object is answered 400: %s',
    async (body) => {
      expect((await post(body)).status).toBe(400);
      expect([counted, taken]).toEqual([['unreadable'], []]);
    },
  );

  it.each([['{"object":"instagram"}'], ['{}'], ['{"object":["page"]}']])(
    'of another object is answered 200 and counted: %s',
    async (body) => {
      expect((await post(body)).status).toBe(200);
      expect([counted, taken]).toEqual([['other-object'], []]);
    },
  );

  it('may be just as large as the platform’s largest', async () => {
    const body = JSON.stringify({ object: 'page', fill: 'x'.repeat(4 * mebibyte - 40) });
    expect(body.length).toBeLessThan(4 * mebibyte);
    expect((await post(body)).status).toBe(200);
  });
});

describe('an unsigned body', () => {
  it('is answered 401 without a word of why, and never parsed', async () => {
    for (const [body, signature] of [
      ['{"object":"page"}', null],
      ['{"object":"page"}', sign('{"object":"page" }')],
      ['{"object":"page"}', sign('{"object":"page"}', 'guess')],
      ['{"object":', 'sha256=00'],
    ] as const) {
      const response = await post(body, signature);
      expect([response.status, await response.text()]).toEqual([401, '']);
    }
    expect(taken).toEqual([]);
    expect(counted).toEqual(['unsigned', 'unsigned', 'unsigned', 'unsigned']);
  });

  it('is written to the log once, however often it comes', async () => {
    for (let time = 0; time < 5; time += 1) await post('{}', null);
    expect(warned).toHaveLength(1);
    expect(JSON.stringify(warned)).not.toContain('new');
  });
});

describe('a body over 4 MiB', () => {
  it('is answered 413 by its announced length alone', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(url, { method: 'POST', headers: { 'content-length': 4 * mebibyte + 1 } });
      asked.on('response', (response) => resolve(response.statusCode));
      asked.on('error', reject);
      asked.flushHeaders();
    });
    expect([status, counted, taken]).toEqual([413, ['too-large'], []]);
  });

  it('is answered 413 while it still comes, and its line is cut', async () => {
    const { port } = server.address() as AddressInfo;
    const line = connect(port, '127.0.0.1');
    line.on('error', () => undefined);
    const closed = new Promise((resolve) => line.on('close', resolve));
    const answered = new Promise<string>((resolve) => line.once('data', (bytes) => resolve(String(bytes))));
    line.write('POST /webhooks/page HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = `100000\r\n${'x'.repeat(mebibyte)}\r\n`;
    for (let part = 0; part < 5; part += 1) line.write(chunk);
    expect(await answered).toMatch(/^HTTP\/1\.1 413 /);
    // It never ends by itself: the other side has to.
    const more = setInterval(() => line.write('1\r\nx\r\n'), 20);
    await closed;
    clearInterval(more);
    expect([counted, taken]).toEqual([['too-large'], []]);
  });
});
