// The widget's files: cached the right way, zipped, framed only by the site's own pages.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import helmet from 'helmet';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSite } from '../../support/web-house.js';
import { ask, startWebServer, type WebServer } from '../../support/web-server.js';

let folder: string;
let server: WebServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-widget-'));
  await writeFile(join(folder, 'widget.js'), `console.log(1)//${'x'.repeat(2000)}`);
  await writeFile(join(folder, 'panel.html'), '<!doctype html><title>Chat</title>');
  await writeFile(join(folder, 'panel-abc.css'), 'p{}');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  const site = makeSite({
    origins: ['https://shop.example', 'https://*.acme.test'],
    greeting: 'Hi',
    color: '#112233',
    locale: 'de',
  });
  server = await startWebServer({
    sites: [site],
    channel: { widgetFolder: folder, pictureHosts: ['https://avatars.example'] },
    before: (app) => app.use(helmet()),
  });
});
afterEach(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

describe('GET /widget.js', () => {
  it('may be used by any page, is zipped and answers 304 to who has it', async () => {
    const answer = await get('/widget.js', { 'accept-encoding': 'gzip' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(await answer.text()).toContain('console.log(1)');
    const etag = answer.headers.get('etag') ?? '';
    expect((await get('/widget.js', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/widget.js', { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('says plainly when nothing is built', async () => {
    await server.stop();
    server = await startWebServer({ channel: { widgetFolder: join(folder, 'nowhere') } });
    const answer = await get('/widget.js');
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain(folder);
  });
});

describe('GET /web/assets/:name', () => {
  it('is kept for ever, and only what was built', async () => {
    const answer = await get('/web/assets/panel-abc.css');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toContain('text/css');
    for (const name of ['nothing.js', 'panel.html', '..%2fpackage.json', '__proto__']) {
      expect((await get(`/web/assets/${name}`)).status).toBe(404);
    }
  });
});

describe('GET /web/panel', () => {
  it("may be framed by the site's pages only and runs nothing but our own files", async () => {
    const answer = await get('/web/panel?site=acme-web');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-frame-options')).toBeNull();
    const policy = Object.fromEntries(
      (answer.headers.get('content-security-policy') ?? '').split('; ').map((part) => {
        const [name = '', ...values] = part.split(' ');
        return [name, values.join(' ')];
      }),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' blob: data: https://avatars.example",
      'media-src': "'self' blob:",
      'connect-src': "'self'",
      'frame-ancestors': "'self' https://shop.example https://*.acme.test",
      'base-uri': "'none'",
      'form-action': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });

  it('may be framed by nobody when the site is unknown', async () => {
    const answer = await get('/web/panel?site=nope');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('GET /web/config', () => {
  it('tells the widget how to look and what there is', async () => {
    const answer = await ask(server, '/web/config?site=acme-web', { site: null });
    expect(await answer.json()).toEqual({
      site: 'acme-web',
      name: 'Acme Support',
      pictureUrl: null,
      humanSupport: true,
      color: '#112233',
      greeting: 'Hi',
      locale: 'de',
      position: 'right',
      fileBytes: 10 * 1024 * 1024,
    });
  });
});
