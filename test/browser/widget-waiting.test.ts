// One who waits, and one who rates, in a real browser: a quiet line that is replaced, choices and stars by keyboard (B13).

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { buildWidget } from '../support/build-widget.js';
import { needs } from '../support/needs.js';
import { makeSite } from '../support/web-house.js';
import { startWebServer, type WebServer } from '../support/web-server.js';

/** Where pictures go when somebody wants to look: a folder's name. */
const pictures = process.env.WIDGET_PICTURES;

needs('chromium').describe('the widget of one who waits', () => {
  let folder: string;
  let browser: Browser;
  let server: WebServer;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-widget-'));
    await buildWidget(folder);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    server = await startWebServer({
      sites: [makeSite({ greeting: 'Hello!' })],
      channel: { widgetFolder: folder },
    });
  });
  afterEach(async () => {
    await page.context().close();
    await server.stop();
  });

  const open = async (more: Parameters<Browser['newContext']>[0] = {}) => {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 390, height: 640 },
      ...more,
    });
    page = await context.newPage();
    await page.goto(`${server.url}/web/panel?site=acme-web&standalone=1`);
    await page.locator('textarea').fill('My parcel is late.');
    await page.keyboard.press('Enter');
    await page.getByText('My parcel is late.').waitFor();
    await expect.poll(() => server.guests.at(-1)?.chats.length).toBe(1);
  };
  const wait = (text: string) => {
    server.desk.move('conversation.requested-human', 'pending');
    server.desk.stand(text, ['message', 'assistant']);
  };
  const look = async (name: string) => {
    if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const it = needs('chromium').it;
  const head = (words: string | RegExp) => page.locator('.head .subtitle').getByText(words).waitFor();
  const heard = (type: string) => server.heard.filter((one) => one.type === type);

  it('is one quiet line that is replaced, kept over a reload, and gone with the wait', async () => {
    await open();
    wait('2 people are before you. It should take about 5 to 15 minutes.');
    const line = page.locator('.standing [role=status]');
    await expect.poll(() => line.textContent()).toContain('2 people');
    await look('waiting');
    server.desk.stand('You are next.', ['message', 'assistant']);
    await expect.poll(() => line.textContent()).toBe('You are next.');
    expect(await page.getByText('2 people').count()).toBe(0);
    await page.reload();
    await expect.poll(() => line.textContent()).toBe('You are next.');
    server.desk.move('conversation.claimed', 'active', { name: 'Kim', pictureUrl: null });
    await expect.poll(() => line.textContent()).toBe('');
    expect(await page.locator('.standing button').count()).toBe(0);
  });

  it('does not repeat what the conversation just said, and keeps the choices', async () => {
    await open();
    server.desk.say({ text: 'You are next.', author: 'system' });
    wait('You are next.');
    await page.getByRole('button', { name: 'Leave a message' }).waitFor();
    await page.locator('.log').getByText('You are next.').waitFor();
    expect(await page.getByText('You are next.').count()).toBe(1);
    server.desk.stand('It should take about 5 minutes.', ['message']);
    await page.locator('.standing').getByText('about 5 minutes').waitFor();
  });

  it('offers a message and the assistant, by keyboard too', async () => {
    await open();
    wait('You are next.');
    await page.getByRole('button', { name: 'Leave a message' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => heard('waiting')).toMatchObject([{ choice: 'message' }]);
    server.desk.stand('We keep your message.', ['wait', 'assistant'], { waiting: 'message' });
    await head('Your message is with the team');
    await page.reload();
    await head('Your message is with the team');
    await page.getByRole('button', { name: 'Wait here' }).waitFor();
    await look('message-left');
    await page.getByRole('button', { name: 'Ask the assistant' }).click();
    await expect.poll(() => heard('waiting')).toMatchObject([{ choice: 'message' }, { choice: 'assistant' }]);
  });

  it('says in its head that a callback is booked, and for when, also after a reload (B19)', async () => {
    await open({ timezoneId: 'Europe/Berlin' });
    server.desk.move('conversation.requested-human', 'pending');
    const opensAt = new Date(Date.now() + 2 * 24 * 60 * 60_000);
    opensAt.setUTCHours(8, 0, 0, 0);
    server.desk.stand('Nobody is here right now.', [], {
      waiting: 'callback',
      opensAt: opensAt.toISOString(),
    });
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit' }).format(
      opensAt,
    );
    await head(new RegExp(`^Callback booked: .*day.* ${hour}:00`));
    await look('callback');
    await page.reload();
    await head(new RegExp(`^Callback booked: .*day.* ${hour}:00`));
    server.desk.move('conversation.claimed', 'active', { name: 'Kim', pictureUrl: null });
    await head('Kim is here for you');
  });

  it('asks how it was with labelled stars, takes a comment, says thanks once', async () => {
    await open();
    server.desk.say({ text: 'It is on its way.' });
    server.desk.askRating();
    const group = page.getByRole('group', { name: 'How was it?' });
    await group.waitFor();
    expect(await group.getByRole('radio').count()).toBe(5);
    await look('rating');
    await group.getByRole('radio', { name: '1 of 5 stars' }).focus();
    for (const _press of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    await expect.poll(() => group.getByRole('radio', { name: '4 of 5 stars' }).isChecked()).toBe(true);
    expect(heard('rating')).toEqual([]);
    await page.getByLabel('Anything to add? (optional)').fill('Fast!');
    await look('rating-chosen');
    await page.getByRole('button', { name: 'Send rating' }).click();
    await expect.poll(() => heard('rating')).toMatchObject([{ score: 4, comment: 'Fast!' }]);
    await page.getByText('Thank you for your rating!').waitFor();
    await look('rated');
    await page.reload();
    await page.getByText('Thank you for your rating!').waitFor();
    expect(await group.count()).toBe(0);
  });

  it('speaks German, is readable in the dark, and overflows nowhere', async () => {
    await open({ locale: 'de-DE', colorScheme: 'dark', viewport: { width: 320, height: 560 } });
    wait('2 Personen sind vor Ihnen. Es dauert etwa 5 bis 15 Minuten.');
    await page.getByRole('button', { name: 'Nachricht hinterlassen' }).waitFor();
    await look('waiting-dark');
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await wide()).toBe(false);
    server.desk.askRating();
    await page.getByRole('group', { name: 'Wie war es?' }).waitFor();
    await page.getByRole('radio', { name: '5 von 5 Sternen' }).check({ force: true });
    await look('rating-dark');
    expect(await wide()).toBe(false);
  });
});
