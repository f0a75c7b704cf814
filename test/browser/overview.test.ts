// A chatbot's board as a supervisor sees it in a real browser: wide and on a phone, on both desks.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { needs } from '../support/needs.js';
import { type PlaygroundHouse, startPlayground } from '../support/playground-house.js';
import { visitPlayground } from '../support/playground-visit.js';

const { describe, it } = needs('chromium');

/** Nothing of a board may be wider than what it is read in. */
const overflows = (page: Page, selector: string) =>
  page
    .locator(selector)
    .filter({ hasText: 'Today:' })
    .last()
    .evaluate((element) => element.scrollWidth > element.clientWidth + 1);

describe('the board in a browser', () => {
  let house: PlaygroundHouse;
  let browser: Browser;
  beforeAll(async () => {
    house = await startPlayground();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('is calm and readable on Slack, also as wide as a phone (B12)', async () => {
    const visit = await visitPlayground(browser, house.url, {
      width: 1600,
      height: 1000,
      colorScheme: 'light',
    });
    await visit.becomePerson('Kim');
    await visit.openChat();
    await visit.say('How do I return something?');
    await visit.panel.getByText('30 days').waitFor();
    await visit.panel.getByRole('button', { name: 'Talk to a person' }).click();
    await visit.cardSays('Waiting for a person');
    await visit.channel.locator('textarea').fill('/livechat overview post acme');
    await visit.channel.locator('textarea').press('Enter');
    const board = visit.channel.locator('.message').filter({ hasText: 'Today:' }).last();
    await board.getByText('1 waiting').waitFor();
    await visit.keep('board-slack.png');
    await visit.page.setViewportSize({ width: 390, height: 844 });
    await visit.page.getByRole('tab', { name: 'Desk', exact: true }).click();
    await board.scrollIntoViewIfNeeded();
    await visit.keep('board-slack-phone.png');
    expect(await overflows(visit.page, '.channel .message')).toBe(false);
    expect(visit.complaints).toEqual([]);
  }, 90_000);

  it('is calm and readable on Teams, also as wide as a phone (B12)', async () => {
    const page = await browser.newPage({
      viewport: { width: 1600, height: 1000 },
      colorScheme: 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(15_000);
    await page.goto(`${house.url}/playground#desk=teams`);
    await page.getByPlaceholder('Start a post').fill('@Baton overview post');
    await page.keyboard.press('Enter');
    const board = page.locator('.topic').filter({ hasText: 'Today:' }).last();
    await board.getByText('Nobody waits').waitFor();
    await page.screenshot({ path: 'artifacts/board-teams.png' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: 'Desk', exact: true }).click();
    await board.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'artifacts/board-teams-phone.png' });
    expect(await overflows(page, '.topic')).toBe(false);
  }, 90_000);
});
