// The playground's Teams pane driven by hand in a real browser: one whole conversation with the real Baton behind it.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { needs } from '../support/needs.js';
import { type PlaygroundHouse, startPlayground } from '../support/playground-house.js';

const { describe, it } = needs('chromium');

describe('the playground on Teams', () => {
  let house: PlaygroundHouse;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const topic = () => page.locator('.topic').last();
  const root = () => topic().locator('.message').first();
  const panel = () => page.frameLocator('.shop-frame:not([hidden])').frameLocator('baton-chat iframe');
  const press = (button: string) => root().getByRole('button', { name: button, exact: true }).click();
  const keep = async (name: string) => {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `artifacts/${name}` });
  };

  beforeAll(async () => {
    house = await startPlayground();
    browser = await openBrowser();
    page = await browser.newPage({
      viewport: { width: 1600, height: 1000 },
      colorScheme: 'light',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error') complaints.push(`${line.text()} (${line.location().url})`);
    });
    await page.goto(`${house.url}/playground#desk=teams`);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('brings a customer’s chat into a thread, and an agent’s plain line back to the customer', async () => {
    await page.frameLocator('.shop-frame:not([hidden])').locator('baton-chat button').click();
    await panel().locator('textarea').fill('How do I return <b>something</b>?');
    await panel().locator('textarea').press('Enter');
    await panel().getByText('30 days').waitFor();
    await panel().getByRole('button', { name: 'Talk to a person' }).click();
    await root().getByText('Waiting for a person').waitFor();
    await keep('teams-waiting.png');
    await press('Claim');
    await root().getByText('With Kim').waitFor();
    await panel().getByText('Kim joined').waitFor();
    await topic().getByText('How do I return <b>something</b>?').first().waitFor();
    await topic().getByRole('button', { name: 'Reply', exact: true }).last().click();
    await page.keyboard.type('Hello! The label is on its way to you.');
    await page.keyboard.press('Enter');
    await panel().getByText('on its way').waitFor();
    await panel().locator('textarea').focus();
    await topic().getByText('👀').first().waitFor();
    await keep('teams-active.png');
  });

  it('keeps a note in a dialog, and in the thread alone', async () => {
    await press('Note');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('She is a wholesaler since May.');
    await keep('teams-note.png');
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await dialog.waitFor({ state: 'detached' });
    await topic().getByText('She is a wholesaler since May.').waitFor();
    expect(await panel().getByText('wholesaler').count()).toBe(0);
  });

  it('shows one’s live chats in the chat with Baton', async () => {
    await page.locator('.teams .sidebar-item', { hasText: 'Baton' }).click();
    const field = page.locator('.teams .composer textarea');
    await field.fill('home');
    await field.press('Enter');
    await page.locator('.teams .message', { hasText: 'Live chats' }).last().waitFor();
    await keep('teams-home.png');
    await page.locator('.teams .ac-pushButton', { hasText: 'Open thread' }).click();
    await root().getByText('With Kim').waitFor();
  });

  it('closes the conversation for both sides', async () => {
    await press('Close');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Category').first().waitFor();
    await keep('teams-close.png');
    await dialog.locator('.card').getByRole('button').first().click();
    await root().getByText('Closed').first().waitFor();
    await keep('teams-closed.png');
    expect(complaints).toEqual([]);
  });
});
