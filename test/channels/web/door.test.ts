// Who gets in: known sites from allowed pages only, and a browser is told so exactly.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSite } from '../../support/web-house.js';
import { arrive, ask, startWebServer, type WebServer } from '../../support/web-server.js';

let server: WebServer;
beforeEach(async () => {
  server = await startWebServer({ sites: [makeSite(), makeSite({ origins: [] }, 'other-web')] });
});
afterEach(() => server.stop());

describe('the door', () => {
  it('does not know unknown sites', async () => {
    for (const site of [null, '', 'nope', 'x'.repeat(101)]) {
      const answer = await ask(server, '/web/visitors', { site, body: {} });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({ error: { code: 'unknown-site', message: 'Not found.' } });
    }
    expect(server.guests).toHaveLength(0);
  });

  it('lets the panel in, from our own origin', async () => {
    const answer = await ask(server, '/web/visitors', { origin: server.url, body: {} });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets an allowed page in and names it, never `*`', async () => {
    const answer = await ask(server, '/web/config', { origin: 'https://shop.example' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(answer.headers.get('vary')).toContain('Origin');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['https://evil.test', 'http://shop.example', 'https://shop.example.evil.test', 'null'])(
    'keeps %s out, without detail and without storing anything',
    async (origin) => {
      const answer = await ask(server, '/web/visitors', { origin, body: {} });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(server.guests).toHaveLength(0);
    },
  );

  it('checks the origins of the very site that was asked for', async () => {
    expect(
      (await ask(server, '/web/config', { site: 'other-web', origin: 'https://shop.example' })).status,
    ).toBe(403);
  });

  it('answers preflights of allowed pages that name their site in the query, and no others', async () => {
    const preflight = (path: string, origin: string) =>
      ask(server, path, { site: null, method: 'OPTIONS', origin });
    const good = await preflight('/web/messages?site=acme-web', 'https://shop.example');
    expect(good.status).toBe(204);
    expect(good.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await preflight('/web/messages?site=acme-web', 'https://evil.test')).status).toBe(403);
    expect((await preflight('/web/messages', 'https://shop.example')).status).toBe(404);
  });

  it("does not take one site's visitor for another's", async () => {
    const token = await arrive(server);
    server.house.findVisitor = async (channel, hash) => {
      const found = server.guests.find((guest) => guest.tokenHash === hash);
      return channel.account === 'acme-web' && found ? found.visitor : null;
    };
    expect((await ask(server, '/web/conversation', { token })).status).toBe(200);
    expect((await ask(server, '/web/conversation', { token, site: 'other-web' })).status).toBe(401);
  });

  it('limits new visitors per address', async () => {
    await server.stop();
    server = await startWebServer({ channel: { limits: { visitorsPerHour: 2 } } });
    await arrive(server);
    await arrive(server);
    expect((await ask(server, '/web/visitors', { body: {} })).status).toBe(429);
  });
});
