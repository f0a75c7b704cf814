// Proves the page in a real browser: cards, modals, commands, threads, people, keyboard, and that text stays text.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { needs } from '../../support/needs.js';
import { card, startPage } from './start-page.js';

needs('chromium').describe('the playground’s page', () => {
  let desk: Awaited<ReturnType<typeof startPage>>;
  let page: Page;
  let root = '';
  const problems: string[] = [];

  beforeAll(async () => {
    desk = await startPage();
    const posted = await desk.client.chat.postMessage({ channel: 'C0SUPPORT', text: 'card', blocks: card });
    root = posted.ts ?? '';
    await desk.client.chat.postMessage({
      channel: 'C0SUPPORT',
      thread_ts: root,
      text: '<javascript:alert(1)|click> <https://a.example|safe>',
      username: 'Maya',
    });
    page = await desk.browser.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (line) => {
      if (/Content Security Policy/.test(line.text())) problems.push(line.text());
    });
    await page.goto(`${desk.origin}/playground`);
    await page.waitForSelector('.message');
  });
  afterAll(() => desk.close());

  it('says that it is a simulation, and opens the desk of the person it was told', async () => {
    expect(await page.textContent('.badge-simulation')).toBe('Simulation');
    expect(await page.textContent('.person strong')).toBe('Kim');
    expect(await page.title()).toContain('Baton');
  });

  it('shows what anyone wrote as text and never as markup', async () => {
    expect(await page.textContent('.message .block-section')).toBe('<b>bold?</b> <!here> *stars*');
    await page.click('.thread-link');
    const reply = page.locator('.thread .message').nth(1);
    await reply.waitFor();
    expect(
      await reply.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['https://a.example']);
  });

  it('asks before a button that wants it, then opens the app’s modal', async () => {
    await page.click('.channel .button-danger');
    await page.getByRole('dialog', { name: 'Close it?' }).getByRole('button', { name: 'No' }).click();
    expect(desk.heard).not.toContain('close');
    await page.click('.channel .button-danger');
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByRole('dialog', { name: 'Last words' }).waitFor();
  });

  it('refuses an empty form itself, shows the app’s errors, and closes when the app is content', async () => {
    const dialog = page.getByRole('dialog', { name: 'Last words' });
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('Please fill this in.').waitFor();
    await dialog.getByLabel('Words').fill('hi');
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByText('A few more, please.').waitFor();
    await dialog.getByLabel('Words').fill('goodbye');
    await dialog.getByLabel('Words').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(desk.heard).toContain('form goodbye');
  });

  it('closes only the topmost thing by Esc: a question, a menu, a modal, at last the thread', async () => {
    const thread = page.locator('.thread');
    await thread.locator('.button-danger').click();
    await page.getByRole('dialog', { name: 'Close it?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await thread.locator('.message').last().hover();
    await thread.getByRole('button', { name: 'More actions' }).last().click();
    await thread.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await thread.getByRole('menu').waitFor({ state: 'detached' });
    await thread.locator('.button-danger').click();
    await page.getByRole('button', { name: 'Yes' }).click();
    const dialog = page.getByRole('dialog', { name: 'Last words' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await thread.count()).toBe(1);
    await thread.locator('textarea').press('Escape');
    await thread.waitFor({ state: 'detached' });
    await page.click('.thread-link');
  });

  it('refuses a slash command in a thread as the platform does, and keeps the line', async () => {
    const field = page.locator('.thread textarea');
    await field.fill('/livechat queue');
    await field.press('Enter');
    await page.getByText(/not supported in threads/).waitFor();
    expect(await field.inputValue()).toBe('/livechat queue');
    expect(desk.heard).not.toContain('/livechat queue');
    await field.fill('');
  });

  it('completes a slash command by keyboard, runs it, and shows the answer to its writer only', async () => {
    const field = page.locator('.channel textarea');
    await field.fill('');
    await field.pressSequentially('/li');
    await field.press('Tab');
    await page.keyboard.type('mine');
    await field.press('Enter');
    const answer = page.locator('.message-ephemeral', { hasText: 'You said mine' });
    await answer.getByText('Only visible to you').waitFor();
    expect(desk.heard).toContain('/livechat mine');
  });

  it('sends lines, changes and deletes them, and reacts', async () => {
    const field = page.locator('.channel textarea');
    await field.fill('hello *there*');
    await field.press('Enter');
    const line = page.locator('.channel .message', { hasText: 'hello there' });
    await line.locator('strong', { hasText: 'there' }).waitFor();
    await line.hover();
    await line.getByRole('button', { name: 'Add a reaction' }).click();
    await line.getByRole('menuitem', { name: 'eyes' }).click();
    await line.getByRole('button', { name: /reacted with eyes/ }).waitFor();
    await line.hover();
    await line.getByRole('button', { name: 'More actions' }).click();
    await line.getByRole('menuitem', { name: /Save as note/ }).click();
    await expect.poll(() => desk.heard).toContain('note');
    await line.hover();
    await line.getByRole('button', { name: 'More actions' }).click();
    await line.getByRole('menuitem', { name: 'Edit' }).click();
    const editor = page.getByLabel('Edit the message');
    expect(await editor.inputValue()).toBe('hello *there*');
    await editor.fill('hello there, again');
    await editor.press('Enter');
    await line.getByText('(edited)').waitFor();
    await line.hover();
    await line.getByRole('button', { name: 'More actions' }).click();
    await line.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await line.waitFor({ state: 'detached' });
  });

  it('uploads a pasted or chosen picture and shows it in place', async () => {
    const dot = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await page
      .locator('.channel input[type=file]')
      .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: dot });
    await page.locator('.channel .chip', { hasText: 'dot.png' }).waitFor();
    await page.locator('.channel').getByRole('button', { name: 'Send' }).click();
    const picture = page.locator('.channel .file-image img').last();
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBe(1);
  });

  it('switches to another person with a desk of their own', async () => {
    await page.click('.person');
    await page.getByRole('menuitemradio', { name: /Ann/ }).click();
    await expect.poll(() => page.textContent('.person strong')).toBe('Ann');
    await page.waitForSelector('.message');
    expect(await page.locator('.message-ephemeral').count()).toBe(0);
    await page.getByRole('button', { name: /^Baton/ }).click();
    await page.getByRole('heading', { name: 'Your live chats' }).waitFor();
  });

  it('plays the tour, tells what failed, and opens the thread in which it happens', async () => {
    await page.getByRole('button', { name: /Play/ }).click();
    await page.getByText('1 of 2 steps failed.').waitFor();
    await page.locator('.thread').getByText('A reply of the tour').waitFor();
  });

  it('shows the wire and breaks it on request', async () => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.locator('.wire code', { hasText: 'chat.postMessage' }).first().waitFor();
    await page.getByRole('tab', { name: 'Faults' }).click();
    await page.getByText('Slow', { exact: true }).click();
    await expect.poll(() => desk.standIn.faults.list().map((fault) => fault.kind)).toEqual(['delay']);
    await page.getByRole('button', { name: 'Repair everything' }).click();
    await expect.poll(() => desk.standIn.faults.list()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
  });

  it('wears the theme one chooses, in the shop too, and remembers it', async () => {
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('button', { name: /^Theme/ }).click();
    const shop = page.frames().find((frame) => frame.url().endsWith('/playground/shop'));
    await expect.poll(() => shop?.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.reload();
    await page.waitForSelector('.person');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('shows one side at a time on a narrow screen, without sideways scrolling', async () => {
    await page.setViewportSize({ width: 390, height: 780 });
    await page.getByRole('tab', { name: 'Desk' }).click();
    await page.locator('.pane-desk').waitFor();
    expect(await page.locator('.pane-customer').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show the channels' }).click();
    await page.getByRole('button', { name: 'acme-support' }).click();
    await page.locator('.thread-link').first().click();
    await page.locator('.thread textarea').waitFor();
    expect(await page.locator('.channel').isVisible()).toBe(false);
    const width = await page.locator('html').evaluate((html) => html.scrollWidth);
    expect(width).toBe(390);
  });

  it('broke no policy and threw nothing meanwhile', () => {
    expect(problems).toEqual([]);
  });
});
