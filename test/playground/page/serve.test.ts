// Proves how the built page is served: policies, caching, and what happens before it is built.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageRouter } from '../../../playground/page/serve.js';

let server: Server;
let origin = '';
const pageDir = mkdtempSync(join(tmpdir(), 'page-'));

beforeAll(async () => {
  const app = express();
  app.use(createPageRouter({ pageDir, firstUserId: 'U0KIM' }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(pageDir, { recursive: true });
});

describe('createPageRouter', () => {
  it('says how to build the page while there is none', async () => {
    const response = await fetch(`${origin}/playground`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });

  it('serves the same shop to traders, as a site of its own', async () => {
    const shop = '<title>Acme Outfitters</title><script src="/widget.js" data-site="acme-web"></script>';
    writeFileSync(join(pageDir, 'shop.html'), shop);
    const wholesale = await fetch(`${origin}/playground/wholesale`);
    expect(await wholesale.text()).toBe(
      '<title>Acme Wholesale</title><script src="/widget.js" data-site="acme-wholesale"></script>',
    );
    expect(wholesale.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  });

  it('serves both pages without inline scripts and never from an old copy', async () => {
    writeFileSync(join(pageDir, 'index.html'), '<p>desk</p>');
    writeFileSync(join(pageDir, 'shop.html'), '<p>shop</p>');
    const page = await fetch(`${origin}/playground`);
    expect(await page.text()).toBe('<p>desk</p>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    const shop = await fetch(`${origin}/playground/shop`);
    expect(await shop.text()).toBe('<p>shop</p>');
    expect(shop.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(shop.headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  it('tells the page whose desk to open', async () => {
    expect(await (await fetch(`${origin}/playground/api/start`)).json()).toEqual({
      ok: true,
      userId: 'U0KIM',
    });
  });

  it('lets assets be kept for good, and lists or escapes nothing', async () => {
    writeFileSync(join(pageDir, 'index-abc.js'), 'x');
    const asset = await fetch(`${origin}/playground/assets/index-abc.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    for (const path of ['nothing.js', '', '..%2f..%2fpackage.json']) {
      expect((await fetch(`${origin}/playground/assets/${path}`)).status, path).toBeGreaterThanOrEqual(400);
    }
  });
});
