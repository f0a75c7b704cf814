// Drives the playground's page as people do: the widget in the shop on the left, the desk on the right.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

export interface PlaygroundVisit {
  readonly page: Page;
  /** The shop, and the chat's panel in it. */
  readonly shop: FrameLocator;
  readonly panel: FrameLocator;
  readonly channel: Locator;
  readonly thread: Locator;
  /** Errors in the console, refused policies and uncaught errors so far. */
  readonly complaints: readonly string[];
  openChat(): Promise<void>;
  say(text: string): Promise<void>;
  /** The conversation's card in the channel. */
  card(): Locator;
  /** Waits until the card says this. */
  cardSays(words: string): Promise<void>;
  press(button: string): Promise<void>;
  reply(text: string): Promise<void>;
  becomePerson(name: string): Promise<void>;
  /** Keeps a picture in `artifacts/`. */
  keep(name: string): Promise<void>;
}

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

const artifacts = 'artifacts';

/** Opens the playground in a browser that has never been there. */
export async function visitPlayground(browser: Browser, url: string, look: Look): Promise<PlaygroundVisit> {
  const { width, height, colorScheme } = look;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale: 'en-GB' });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(`${line.text()} (${line.location().url})`);
  });
  await page.goto(`${url}/playground`);
  await page.locator('.person').waitFor({ state: 'attached' });
  const shop = page.frameLocator('.shop-frame');
  const panel = shop.frameLocator('baton-chat iframe');
  const channel = page.locator('.channel');
  const thread = page.locator('.thread');
  const card = () => channel.locator('.message', { hasText: '#10' }).filter({ hasText: 'Visitor' }).last();
  return {
    page,
    shop,
    panel,
    channel,
    thread,
    complaints,
    card,
    async openChat() {
      await shop.locator('baton-chat button').click();
      await panel.locator('textarea').waitFor();
    },
    async say(text) {
      await panel.locator('textarea').fill(text);
      await panel.locator('textarea').press('Enter');
    },
    cardSays: (words) => card().getByText(words).first().waitFor(),
    press: (button) => card().getByRole('button', { name: button, exact: true }).click(),
    async reply(text) {
      await thread.locator('textarea').fill(text);
      await thread.locator('textarea').press('Enter');
    },
    async becomePerson(name) {
      await page.locator('.person').click();
      await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
      await page.locator('.person strong', { hasText: name }).waitFor();
    },
    async keep(name) {
      await mkdir(artifacts, { recursive: true });
      // Nothing may be hovered, or caught halfway through its entrance.
      await page.mouse.move(0, 0);
      await page.waitForTimeout(600);
      await page.screenshot({ path: join(artifacts, name) });
    },
  };
}
