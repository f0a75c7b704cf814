// The playground and the widget in it, driven by hand in a real browser: one whole conversation, the tour, the keyboard.

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { needs } from '../support/needs.js';
import { type PlaygroundHouse, startPlayground } from '../support/playground-house.js';
import { type Look, type PlaygroundVisit, visitPlayground } from '../support/playground-visit.js';

const { describe, it } = needs('chromium');
const light: Look = { width: 1600, height: 1000, colorScheme: 'light' };

describe('the playground', () => {
  let house: PlaygroundHouse;
  let browser: Browser;
  let visit: PlaygroundVisit;
  beforeAll(async () => {
    house = await startPlayground();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });
  const arrive = async (look: Look) => {
    visit = await visitPlayground(browser, house.url, look);
  };
  beforeEach(() => arrive(light));
  afterEach(async () => {
    expect(visit.complaints).toEqual([]);
    await visit.page.close();
  });

  it('carries one conversation from the widget to the desk and back, through reloads, to its end', async () => {
    const { page, panel, thread } = visit;
    await visit.openChat();
    await visit.say('How do I return something?');
    await panel.getByText('30 days').waitFor();
    await panel.getByRole('button', { name: 'Talk to a person' }).click();
    await visit.cardSays('Waiting for a person');
    await visit.press('Claim');
    await visit.cardSays('With Kim');
    await panel.getByText('Kim joined').waitFor();

    await visit.card().locator('.thread-link').click();
    await thread.getByText('How do I return something?').waitFor();
    await visit.reply('Hello! The label is *on its way* to you.');
    await panel.locator('.bubble strong', { hasText: 'on its way' }).waitFor();
    // Read means looked at: the customer's side has the focus.
    await panel.locator('textarea').focus();
    await thread
      .getByRole('button', { name: /reacted with eyes/ })
      .first()
      .waitFor();
    await visit.say('Thank you! Does the box matter?');
    await thread.getByText('Does the box matter?').waitFor();

    await page.reload();
    await visit.openChat();
    await panel.getByText('Does the box matter?').waitFor();
    expect(await panel.getByText('Does the box matter?').count()).toBe(1);
    expect(await panel.getByText('How do I return something?').count()).toBe(1);

    await visit.card().locator('.thread-link').click();
    await visit.reply('Any box will do.');
    await panel.getByText('Any box will do.').waitFor();
    await visit.reply('!note Regular customer, be generous.');
    await thread.getByText('Saved as an internal note').waitFor();

    await visit.press('Category');
    const dialog = page.getByRole('dialog');
    // Whoever opens a form is in its first field, and not on the button that leaves it.
    await dialog.locator('.dialog-body :focus').waitFor();
    await dialog.getByText('Choose').click();
    await page.getByRole('option', { name: 'Returns' }).click();
    await visit.keep('playground-dialog.png');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await thread.getByText('category to Returns').waitFor();
    await visit.keep('playground.png');

    await visit.press('Restore to AI');
    await visit.cardSays('With the assistant');
    await visit.say('When do I get my money back?');
    await panel.getByText('Kim told you').waitFor();
    await visit.press('Take over');
    await visit.cardSays('With Kim');
    await visit.press('Close');
    await visit.cardSays('Closed');
    expect(await panel.getByText('be generous').count()).toBe(0);
  }, 90_000);

  it('holds a colleague’s line and asks only them; they keep it as a note', async () => {
    const { panel, thread } = visit;
    await visit.openChat();
    await visit.say('I want to talk to a person');
    await visit.cardSays('Waiting for a person');
    await visit.press('Claim');
    await visit.cardSays('With Kim');
    await visit.becomePerson('Ben');
    await visit.card().locator('.thread-link').click();
    await visit.reply('I know this one!');
    const asked = thread.locator('.message-ephemeral', { hasText: 'not sent to the customer' });
    await asked.waitFor();
    await visit.becomePerson('Kim');
    await visit.card().locator('.thread-link').click();
    await thread.getByText('I know this one!').waitFor();
    expect(await asked.count()).toBe(0);
    await visit.becomePerson('Ben');
    await visit.card().locator('.thread-link').click();
    await asked.getByRole('button', { name: 'Save as note' }).click();
    await thread.getByText('Saved as an internal note').waitFor();
    expect(await panel.getByText('I know this one!').count()).toBe(0);
    await visit.press('Close');
  }, 60_000);

  it('greets a new customer, and shows an agent the answer to what they do, wherever they had scrolled to', async () => {
    const { panel, channel } = visit;
    await visit.openChat();
    await panel.getByText('I am Acme’s assistant').waitFor();
    const field = channel.locator('textarea');
    for (const asked of ['/livechat help', '/livechat help']) {
      await field.fill(asked);
      await field.press('Enter');
      await channel.locator('.message-ephemeral').last().getByText('This list').waitFor();
    }
    await channel.locator('.log').evaluate((log) => {
      log.scrollTop = 0;
    });
    await field.fill('/livechat onlin');
    await field.press('Enter');
    const told = channel.getByText('Did you mean “online”?');
    await told.waitFor();
    await expect.poll(() => told.evaluate((one) => one.getBoundingClientRect().bottom)).toBeLessThan(1000);
    expect(await channel.getByRole('button', { name: 'New messages' }).count()).toBe(0);
  });

  it('plays the tour in the widget and at the desk, to its last step', async () => {
    const { page, panel, thread } = visit;
    await page.getByRole('button', { name: /Play/ }).click();
    await panel.getByText('I want to talk to a person, please.').waitFor();
    await thread.getByText('I want to talk to a person, please.').waitFor();
    await visit.keep('tour.png');
    await page.getByText(/All \d+ steps done\./).waitFor({ timeout: 90_000 });
    await panel.getByText('does not mind the dent').first().waitFor();
    await visit.cardSays('Closed');
  }, 120_000);

  it('is used from the keyboard alone: write, choose, ask for a person, claim, answer', async () => {
    const { page, panel, thread } = visit;
    const go = async (target: ReturnType<typeof panel.locator>, key = 'Tab') => {
      for (let step = 0; step < 80; step += 1) {
        if (await target.evaluate((element) => element.matches(':focus')).catch(() => false)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`the keyboard does not reach ${target}`);
    };
    await go(visit.shop.locator('baton-chat button'));
    await page.keyboard.press('Enter');
    await panel.locator('textarea').waitFor();
    await go(panel.locator('textarea'));
    await page.keyboard.type('Which size do I need?');
    await page.keyboard.press('Enter');
    await panel.getByText('true to size').waitFor();
    await go(panel.getByRole('button', { name: 'Shoes' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await panel.getByText('heel and toe').waitFor();
    await go(panel.getByRole('button', { name: 'Talk to a person' }));
    await page.keyboard.press('Enter');
    await visit.cardSays('Waiting for a person');
    await go(visit.card().getByRole('button', { name: 'Claim', exact: true }));
    await page.keyboard.press('Enter');
    await visit.cardSays('With Kim');
    await go(visit.card().locator('.thread-link'));
    await page.keyboard.press('Enter');
    await thread.getByText('Choices: Shirts · Trousers · Shoes').waitFor();
    await thread.getByText('☑️ Shoes').or(thread.getByText('☑ Shoes')).first().waitFor();
    await thread.locator('textarea').waitFor();
    await go(thread.locator('textarea'));
    await page.keyboard.type('Medium, I would say.');
    await page.keyboard.press('Enter');
    await panel.getByText('Medium, I would say.').waitFor();
    await visit.reply('!close');
    await visit.cardSays('Closed');
  }, 60_000);

  for (const look of [
    { name: 'dark', width: 1440, height: 900, colorScheme: 'dark' },
    { name: 'narrow', width: 390, height: 800, colorScheme: 'light' },
  ] as const) {
    it(`fits and stays legible: ${look.name}`, async () => {
      await visit.page.close();
      await arrive(look);
      const { page, panel } = visit;
      await visit.openChat();
      await visit.say('Where is my order?');
      await panel.getByText('acme.example/track').waitFor();
      await panel.getByRole('button', { name: 'Talk to a person' }).click();
      await panel.getByText('You asked for a person').waitFor();
      await visit.keep(`playground-${look.name}-customer.png`);
      if (look.name === 'narrow') await page.getByRole('tab', { name: 'Desk' }).click();
      await visit.cardSays('Waiting for a person');
      await visit.card().locator('.thread-link').click();
      await visit.thread.getByText('Where is my order?').waitFor();
      await visit.keep(`playground-${look.name}-desk.png`);
      expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(look.width);
      await visit.reply('!close');
      await visit.thread.getByText('closed this conversation').waitFor();
    }, 60_000);
  }
});
