// The door of a stand-in's page: its routes, what it refuses, and files that may not run in the page.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { createPageDoor, PageRefused, readShape, sendFileOf } from '../../../playground/wire/page-door.js';

const door = createPageDoor({
  'GET /state': (_request, _response, query) => ({ ok: true, user: query.get('user') }),
  'GET /gone': () => {
    throw new PageRefused('gone', 'That is gone.');
  },
  'GET /broken': () => {
    throw new Error('secret reason');
  },
  'POST /gesture': async (request) => readShape(request, z.object({ act: z.string() }), 64),
  'GET /file/': (_request, response, _query, id) =>
    sendFileOf(response, { name: id, type: 'image/svg+xml', bytes: Buffer.from('<svg/>') }, id === 'shown'),
});

let server: Server;
let url = '';
beforeAll(async () => {
  server = createServer((request, response) => {
    void door(request, response).then((mine) => mine || response.writeHead(418).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const ask = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${url}${path}`, init);
  return { status: answer.status, body: await answer.text(), headers: answer.headers };
};
const post = (body: string) => ask('/gesture', { method: 'POST', body });

it('answers its own routes, and leaves others to whoever comes next', async () => {
  expect(await ask('/state?user=U1')).toMatchObject({ status: 200, body: '{"ok":true,"user":"U1"}' });
  for (const path of ['/nowhere', '/state/below', '/file']) expect((await ask(path)).status).toBe(418);
  expect((await ask('/state', { method: 'POST' })).status).toBe(418);
});

it('says what cannot be, and keeps to itself why it broke', async () => {
  expect(await ask('/gone')).toMatchObject({ status: 400, body: expect.stringContaining('That is gone.') });
  const broken = await ask('/broken');
  expect([broken.status, broken.body.includes('secret')]).toEqual([500, false]);
});

it('takes a gesture of the right shape and size', async () => {
  expect(await post('{"act":"wave"}')).toMatchObject({ status: 200, body: '{"act":"wave"}' });
  expect((await post('{"act":1}')).status).toBe(400);
  expect((await post('not json')).status).toBe(400);
  expect((await post(`{"act":"${'x'.repeat(100)}"}`)).status).toBe(413);
});

it('shows a file only where that is safe, and lets none run', async () => {
  const shown = await ask('/file/shown');
  expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual([
    'image/svg+xml',
    "inline; filename*=UTF-8''shown",
  ]);
  const kept = await ask('/file/other');
  expect([kept.headers.get('content-type'), kept.headers.get('content-disposition')]).toEqual([
    'application/octet-stream',
    "attachment; filename*=UTF-8''other",
  ]);
  for (const { headers } of [shown, kept])
    expect(headers.get('content-security-policy')).toContain('sandbox');
});
