// The widget in a real browser on another company's page: reloads, outages, keyboards and hostile words.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { buildWidget } from '../support/build-widget.js';
import { needs } from '../support/needs.js';
import { openShop, type Shop } from '../support/shop.js';
import { makeSite } from '../support/web-house.js';
import { startWebServer, type WebServer } from '../support/web-server.js';

needs('chromium').describe('the widget on a page', () => {
  let folder: string;
  let browser: Browser;
  let shop: Shop;
  let server: WebServer;
  let context: BrowserContext;
  let page: Page;
  let panel: FrameLocator;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-widget-'));
    await buildWidget(folder);
    browser = await openBrowser();
    shop = await openShop(() => server.url);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await shop.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    const site = makeSite({ origins: [shop.origin], greeting: 'Hello!' });
    server = await startWebServer({ sites: [site], channel: { widgetFolder: folder } });
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1000, height: 800 } });
    page = await context.newPage();
    complaints.length = 0;
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => {
      if (/policy|trusted/i.test(line.text())) complaints.push(line.text());
    });
    panel = page.frameLocator('baton-chat iframe');
    await page.goto(shop.origin);
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
    expect(complaints).toEqual([]);
  });

  const launcher = () => page.locator('baton-chat button');
  const open = async () => {
    await launcher().click();
    await panel.locator('textarea').waitFor();
  };
  const write = async (text: string) => {
    await panel.locator('textarea').fill(text);
    await panel.locator('textarea').press('Enter');
  };
  const stored = () =>
    server.guests.flatMap((guest) =>
      guest.chats.flatMap((chat) => chat.messages.map((message) => message.text)),
    );
  const shown = () => panel.locator('.row .bubble .prose').allInnerTexts();
  const it = needs('chromium').it;

  it('stores nothing and loads no panel before the visitor opens the chat', async () => {
    await launcher().waitFor();
    expect(await page.locator('baton-chat iframe').count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(server.guests).toHaveLength(0);
    await open();
    expect(server.guests).toHaveLength(0);
  });

  it('loses and doubles nothing when the page is reloaded mid-conversation', async () => {
    await open();
    await write('first');
    await panel.locator('.state', { hasText: 'Sent' }).waitFor();
    server.desk.say({ text: 'answer' });
    await panel.getByText('answer', { exact: true }).waitFor();
    const read = () => server.heard.filter((one) => one.type === 'receipt' && one.receipt === 'read').length;
    await expect.poll(read, { timeout: 5000 }).toBe(1);
    await write('second');
    await page.reload();
    await expect.poll(stored).toEqual(['first', 'answer', 'second']);
    server.desk.say({ text: 'while away' });
    await expect.poll(() => launcher().getAttribute('aria-label')).toContain('1 unread');
    await open();
    await expect.poll(shown).toEqual(['Hello!', 'first', 'answer', 'second', 'while away']);
    await expect.poll(read, { timeout: 5000 }).toBe(2);
    expect(server.guests).toHaveLength(1);
  });

  it('keeps what is written without a connection and sends it once, in order, when it is back', async () => {
    await open();
    await write('before');
    await expect.poll(stored).toEqual(['before']);
    await context.setOffline(true);
    await write('one');
    await write('two');
    await panel.getByText('You are offline').waitFor();
    await expect.poll(() => panel.locator('.waiting').count()).toBe(2);
    expect(stored()).toEqual(['before']);
    await context.setOffline(false);
    await expect.poll(stored, { timeout: 10_000 }).toEqual(['before', 'one', 'two']);
    await expect.poll(shown).toEqual(['Hello!', 'before', 'one', 'two']);
  });

  it('keeps unsent messages across a reload, and an answer that got lost makes no second message', async () => {
    await open();
    await context.route('**/web/messages', (route) => route.abort());
    await write('kept');
    await panel.locator('.waiting').waitFor();
    await page.reload();
    await context.unroute('**/web/messages');
    await context.route(
      '**/web/messages',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await open();
    await expect.poll(stored, { timeout: 10_000 }).toEqual(['kept']);
    await expect.poll(shown, { timeout: 10_000 }).toEqual(['Hello!', 'kept']);
    await write('next');
    await expect.poll(stored, { timeout: 10_000 }).toEqual(['kept', 'next']);
  });

  it('goes from the assistant to a person and back, and says so', async () => {
    await open();
    await panel.getByRole('button', { name: 'Talk to a person' }).click();
    await panel.locator('.subtitle.pending').waitFor();
    server.desk.move('conversation.claimed', 'active', { name: 'Kim', pictureUrl: null });
    await panel.getByText('Kim joined the chat').waitFor();
    expect(await panel.getByRole('button', { name: 'Talk to a person' }).count()).toBe(0);
    // Who writes says so again and again; a single word of it may fall between two streams.
    await expect
      .poll(() => {
        server.desk.type('Kim');
        return panel.locator('.typing').count();
      })
      .toBe(1);
    server.desk.say({ text: '**Hello** from [us](https://shop.example)' });
    await expect.poll(() => panel.locator('.typing').count()).toBe(0);
    expect(await panel.locator('.bubble a').getAttribute('rel')).toBe('noopener noreferrer nofollow ugc');
    server.desk.move('conversation.closed', 'closed');
    await panel.getByText('The conversation was closed').waitFor();
    await write('again');
    await panel.getByText('New conversation').waitFor();
    await expect.poll(() => server.guests[0]?.chats.length).toBe(2);
    await panel.locator('textarea').press('a');
    await expect.poll(() => server.heard.some((one) => one.type === 'typing')).toBe(true);
  });

  it('tells who came and left again after a reload, in the same places, each once', async () => {
    await open();
    await write('I need help');
    await expect.poll(stored).toEqual(['I need help']);
    await panel.getByRole('button', { name: 'Talk to a person' }).click();
    await panel.getByText('You asked for a person').waitFor();
    server.desk.move('conversation.claimed', 'active', { name: 'Kim', pictureUrl: null });
    server.desk.say({ text: 'Here I am' });
    server.desk.move('conversation.released', 'pending');
    server.desk.move('conversation.restored', 'ai');
    server.desk.say({ text: 'Back again', author: 'assistant' });
    await panel.getByText('Back again').waitFor();
    const lines = () => panel.locator('.log .status, .log .bubble .prose').allInnerTexts();
    const before = await lines();
    expect(before).toEqual([
      'Hello!',
      'I need help',
      expect.stringContaining('You asked for a person'),
      'Kim joined the chat',
      'Here I am',
      'Kim left the chat',
      'You are back with the assistant',
      'Back again',
    ]);
    await page.reload();
    await open();
    await expect.poll(lines).toEqual(before);
    server.desk.move('conversation.closed', 'closed');
    await panel.getByText('The conversation was closed').waitFor();
    expect(await lines()).toHaveLength(before.length + 1);
  });

  it('lets choose with one press, by mouse and by keyboard, until it is answered', async () => {
    const options = [
      { id: 'refund:yes', title: 'Yes' },
      { id: 'refund:no', title: 'No, <b>thanks</b>' },
    ];
    const choices = panel.getByRole('group', { name: 'Choose an answer' });
    await open();
    await write('broken');
    await expect.poll(stored).toEqual(['broken']);
    server.desk.say({ text: 'A refund?', author: 'assistant', options });
    await choices.getByRole('button', { name: 'No, <b>thanks</b>' }).click();
    await expect.poll(stored).toEqual(['broken', 'A refund?', 'No, <b>thanks</b>']);
    expect(server.heard.findLast((one) => one.type === 'message')).toMatchObject({
      kind: 'choice',
      details: { choice: options[1] },
    });
    expect(await choices.count()).toBe(0);
    server.desk.say({ text: 'Sure?', author: 'assistant', options });
    await page.reload();
    await open();
    await choices.waitFor();
    await choices.getByRole('button', { name: 'Yes' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(stored).toEqual(['broken', 'A refund?', 'No, <b>thanks</b>', 'Sure?', 'Yes']);
    // The focus stays in the conversation when the button that had it is gone.
    const focused = () => panel.getByRole('log').evaluate((log) => log === document.activeElement);
    expect([await choices.count(), await focused()]).toEqual([0, true]);
    server.desk.say({ text: 'And?', author: 'assistant', options });
    await choices.waitFor();
    await write('neither');
    await expect.poll(() => choices.count()).toBe(0);
  });

  it('is used with the keyboard alone, and read aloud by its names', async () => {
    await launcher().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await launcher().getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    await panel.locator('textarea').waitFor();
    await expect
      .poll(() => panel.locator('textarea').evaluate((field) => field === document.activeElement))
      .toBe(true);
    expect(await launcher().getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.type('by keyboard');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second line');
    await page.keyboard.press('Enter');
    await expect.poll(stored).toEqual(['by keyboard\nsecond line']);
    expect(await page.getByRole('dialog', { name: 'Acme Support' }).count()).toBe(1);
    expect(await panel.getByRole('log', { name: 'Conversation' }).count()).toBe(1);
    const nameless = await panel
      .locator('button, textarea, a')
      .evaluateAll(
        (all) => all.filter((one) => !(one.getAttribute('aria-label') ?? one.textContent)?.trim()).length,
      );
    expect(nameless).toBe(0);
    const small = await panel
      .locator('button, a.card')
      .evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 24).length);
    expect(small).toBe(0);
    expect(
      await panel
        .locator('textarea')
        .evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize)),
    ).toBeGreaterThanOrEqual(16);
    await page.keyboard.press('Escape');
    // The panel tells the page by a message of its own: a moment passes before the launcher knows.
    await expect.poll(() => launcher().getAttribute('aria-expanded')).toBe('false');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName))
      .toBe('BUTTON');
  });

  it('shows hostile words as words', async () => {
    await open();
    await write('<img src=x onerror=alert(1)>');
    await expect.poll(stored).toHaveLength(1);
    server.desk.say({
      text: '<script>top.hacked=1</script> [x](javascript:alert(1)) ![i](https://evil.test/i.png)',
    });
    await panel.getByText('top.hacked').waitFor();
    expect(await panel.locator('.bubble img, .bubble script, .bubble a[href^=javascript]').count()).toBe(0);
  });

  it('covers the whole screen of a phone, and goes away when it is shut down', async () => {
    await page.setViewportSize({ width: 390, height: 780 });
    await open();
    const box = await page.locator('baton-chat iframe').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 780 });
    expect(await page.evaluate(() => document.body.inert)).toBe(true);
    await write('hello');
    await expect.poll(stored).toHaveLength(1);
    await page.evaluate(() => (window as unknown as { baton: (command: string) => void }).baton('shutdown'));
    await expect.poll(() => page.locator('baton-chat').count()).toBe(0);
    await expect.poll(() => server.guests[0]?.tokenHash).toBe(null);
    expect(await page.evaluate(() => [Object.keys(localStorage).length, document.body.inert])).toEqual([
      0,
      false,
    ]);
  });

  it('does not show itself on a page that may not have it', async () => {
    const stranger = await openShop(() => server.url);
    const warned = page.waitForEvent('console', (line) => line.text().includes('may not be shown'));
    await page.goto(stranger.origin);
    await warned;
    expect(await page.locator('baton-chat').count()).toBe(0);
    await stranger.stop();
    complaints.length = 0;
  });
});
