// Proves the page's door to the tour: lines of JSON, one tour at a time, for the own page only, ended by leaving.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTourRouter } from '../../../playground/tour/router.js';

/** A Baton of which only the shop's chat answers; a customer's line is answered when the test says so. */
function createHalfBaton() {
  let letGo: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const app = express();
  app.get('/web/config', (_request, response) => void response.json({ name: 'Acme', greeting: null }));
  app.post(
    '/web/visitors',
    (_request, response) => void response.status(201).json({ token: 'secret-token' }),
  );
  app.get(
    '/playground/api/slack/messages',
    (_request, response) => void response.json({ ok: true, messages: [] }),
  );
  app.post('/web/messages', async (_request, response) => {
    await held;
    response.status(503).json({ error: 'held' });
  });
  return { app, letGo: () => letGo?.() };
}

describe('POST /playground/api/tour', () => {
  let server: Server;
  let url = '';
  let baton: ReturnType<typeof createHalfBaton>;
  beforeEach(async () => {
    baton = createHalfBaton();
    server = createServer(baton.app.use(createTourRouter({ baseUrl: () => url, pauseMs: 0 })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    baton.letGo();
    server.closeAllConnections();
    server.close();
  });
  const start = (init: RequestInit = {}) => fetch(`${url}/playground/api/tour`, { method: 'POST', ...init });

  it('tells first who the customer is, then the steps, and ends with the one that failed', async () => {
    baton.letGo();
    const response = await start();
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await response.text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { visitor: { site: 'acme-web', token: 'secret-token' } },
      expect.objectContaining({ step: 1, ok: true }),
      expect.objectContaining({ step: 2, ok: false, text: expect.stringContaining('503') }),
    ]);
  });

  it('plays one tour at a time, and the next one once the first is over', async () => {
    const first = await start();
    const second = await start();
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({
      ok: false,
      text: expect.stringContaining('already playing'),
    });
    baton.letGo();
    await first.text();
    expect((await start()).status).toBe(200);
  });

  it('is over as soon as its reader leaves', async () => {
    const leaving = new AbortController();
    await start({ signal: leaving.signal });
    leaving.abort();
    await expect.poll(async () => (await start()).status).toBe(200);
  });

  it('is not played for other pages', async () => {
    const response = await start({ headers: { origin: 'https://evil.example' } });
    expect(response.status).toBe(403);
    expect((await start({ headers: { origin: url } })).status).toBe(200);
  });
});
