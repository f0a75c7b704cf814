// WhatsApp, Messenger and Instagram customers beside the desk, in a real browser: each asks for a person and is answered.

import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { needs } from '../support/needs.js';
import { type PlaygroundHouse, startPlayground } from '../support/playground-house.js';
import { type Look, type PlaygroundVisit, visitPlayground } from '../support/playground-visit.js';

const { describe, it } = needs('chromium');
const light: Look = { width: 1600, height: 1000, colorScheme: 'light' };

const looks = [
  { name: 'dark', width: 1600, height: 1000, colorScheme: 'dark' },
  { name: 'narrow', width: 390, height: 800, colorScheme: 'light' },
] as const;

const customers = [
  { medium: 'WhatsApp', name: 'Amara Okafor' },
  { medium: 'Messenger', name: 'Lena Park' },
  { medium: 'Instagram', name: 'Rui Costa' },
] as const;

describe('the phones', () => {
  let house: PlaygroundHouse;
  let browser: Browser;
  let visit: PlaygroundVisit;
  let phone: Locator;
  beforeAll(async () => {
    house = await startPlayground();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });
  beforeEach(async () => {
    visit = await visitPlayground(browser, house.url, light);
    phone = visit.page.locator('.phone');
  });
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    await visit.page.close();
  });

  const open = (medium: string) => visit.page.getByRole('tab', { name: medium }).click();
  const write = async (text: string) => {
    const field = phone.getByRole('textbox', { name: 'Write as the customer' });
    await field.fill(text);
    await field.press('Enter');
  };
  const cardOf = (name: string) =>
    visit.channel.locator('.message', { hasText: '#10' }).filter({ hasText: name }).last();
  const claim = async (name: string) => {
    const card = cardOf(name);
    await card.getByText('Waiting for a person').waitFor();
    await card.getByRole('button', { name: 'Claim', exact: true }).click();
    await card.getByText('With Kim').first().waitFor();
    await card.locator('.thread-link').click();
  };

  for (const { medium, name } of customers) {
    it(`carry a ${medium} customer’s words to the desk and an agent’s answer back, with its ticks`, async () => {
      await open(medium);
      await write('How do I return something?');
      await phone.getByText('30 days').waitFor();
      await write('I want to talk to a person');
      await claim(name);
      await visit.thread.getByText('How do I return something?').waitFor();
      await visit.reply('Hello! The label is *on its way* to you.');
      const answer = phone.locator('.bubble-business', { hasText: 'on its way' });
      await answer.waitFor();
      await answer.getByRole('img', { name: 'Read' }).waitFor();
      if (medium === 'Messenger') await answer.getByText('Kim', { exact: true }).waitFor();
      await write('Thank you!');
      await visit.thread.getByText('Thank you!').waitFor();
      await visit.keep(`phone-${medium.toLowerCase()}.png`);
    }, 90_000);
  }

  it('say at the desk and on the phone what came too late', async () => {
    await open('WhatsApp');
    await write('I want to talk to a person');
    await phone.getByRole('button', { name: 'What the platform would do' }).click();
    await phone.getByRole('button', { name: '25 hours pass' }).click();
    await visit.keep('phone-drawer.png');
    await phone.getByRole('button', { name: 'Close the drawer' }).click();
    await phone.getByText('Window closed').waitFor();
    const card = cardOf('Amara Okafor');
    await card.locator('.thread-link').click();
    await visit.reply('This comes a day too late.');
    await phone.locator('.bubble-failed', { hasText: 'a day too late' }).getByText('131047').waitFor();
    await visit.thread.getByText('did not reach the customer').waitFor();
  }, 60_000);

  for (const look of looks) {
    it(`fit: ${look.name}`, async () => {
      const narrow = await visitPlayground(browser, house.url, look);
      await narrow.page.getByRole('tab', { name: 'Messenger' }).click();
      const composer = narrow.page.getByRole('textbox', { name: 'Write as the customer' });
      await composer.waitFor();
      await narrow.page.getByRole('button', { name: 'What the platform would do' }).click();
      await narrow.page.keyboard.press('Escape');
      const wider = await narrow.page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(wider).toBeLessThanOrEqual(0);
      await narrow.keep(`phone-${look.name}.png`);
      expect(narrow.complaints).toEqual([]);
      await narrow.page.close();
    });
  }
});
