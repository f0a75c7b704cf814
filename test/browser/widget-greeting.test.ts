// The first thing a visitor reads: the site's own greeting, a short hello in their language where it has none, or nothing.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { buildWidget } from '../support/build-widget.js';
import { needs } from '../support/needs.js';
import { makeSite } from '../support/web-house.js';
import { startWebServer } from '../support/web-server.js';

needs('chromium').describe('the greeting', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-widget-'));
    await buildWidget(folder);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['is the site’s own', { greeting: 'Welcome to **Acme**!' }, 'en-GB', 'Welcome to Acme!'],
    ['is a short hello where it has none', {}, 'en-GB', 'Hello! How can we help?'],
    ['is that in the visitor’s language', {}, 'de-AT', 'Guten Tag! Wie können wir helfen?'],
    ['is not there where the site wants none', { greeting: '' }, 'en-GB', null],
  ] as const)('%s', async (_what, settings, locale, words) => {
    const server = await startWebServer({ sites: [makeSite(settings)], channel: { widgetFolder: folder } });
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(`${server.url}/web/panel?site=acme-web&standalone=1`);
    await page.locator('textarea').waitFor();
    const greeting = page.locator('.greeting .bubble');
    if (words === null) expect(await greeting.count()).toBe(0);
    else await expect.poll(() => greeting.textContent()).toBe(words);
    await context.close();
    await server.stop();
  });
});
