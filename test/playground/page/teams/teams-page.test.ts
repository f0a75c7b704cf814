// Proves the Teams pane in a real browser: threads, cards, dialogs, mentions, whispers, faults, and that text stays text.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { needs } from '../../../support/needs.js';
import { place, startTeamsPage } from './start-teams-page.js';

needs('chromium').describe('the playground’s Teams pane', () => {
  let desk: Awaited<ReturnType<typeof startTeamsPage>>;
  let page: Page;
  let thread = '';
  const problems: string[] = [];
  const topic = () => page.locator('.topic').last();
  const heard = () => desk.app.heard;

  beforeAll(async () => {
    desk = await startTeamsPage();
    thread = (await desk.app.openThread(place)).id ?? '';
    await desk.app.post(thread, {
      textFormat: 'xml',
      text: '<b>Maria · customer</b><br/>&lt;b&gt;bold?&lt;/b&gt; *stars* &lt;at&gt;Kim&lt;/at&gt;',
    });
    page = await desk.browser.newPage({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (line) => {
      if (/Content Security Policy/.test(line.text())) problems.push(line.text());
    });
    await page.goto(`${desk.origin}/playground`);
    await page.getByRole('tab', { name: 'Teams' }).click();
    await page.waitForSelector('.topic');
  });
  afterAll(() => desk.close());

  it('says that it is a simulation, and keeps the choice of the desk in the address', async () => {
    await page.locator('.pane-desk .pane-head').getByText('Teams simulation').waitFor();
    expect(new URL(page.url()).hash).toBe('#desk=teams');
    await page.reload();
    await page.waitForSelector('.topic');
  });

  it('draws a card by its library, and never what is in it as markup', async () => {
    const card = topic().locator('.card').first();
    await card.getByText('#1042 · Maria Lopez').waitFor();
    await card.getByText('Where is <b>my</b> **kettle**? [x](javascript:alert(1))').waitFor();
    expect(await card.locator('img').count()).toBe(0);
    const links = card.locator('a');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      'https://a.example',
    ]);
    const line = topic().locator('.message', { hasText: 'Maria · customer' });
    await line.getByText('<b>bold?</b> *stars* <at>Kim</at>').waitFor();
    expect(await line.locator('.mention').count()).toBe(0);
  });

  it('tells in a toast what the app answers to a button, and asks first where the card does', async () => {
    await topic().getByRole('button', { name: 'Claim' }).click();
    await page.getByText('Done: #1042 is yours.').waitFor();
    await topic().getByRole('button', { name: 'Close', exact: true }).click();
    const before = heard().length;
    await topic().getByRole('button', { name: 'Yes, close' }).click();
    await expect.poll(() => heard().length).toBe(before + 1);
  });

  it('refuses an empty dialog itself, shows what the app refuses, and closes when it is content', async () => {
    await topic().getByRole('button', { name: 'Note', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Note on #1042' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await dialog.getByText('Please fill this in.').waitFor();
    await dialog.getByRole('textbox').fill('hi');
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await dialog.getByText('A few more, please.').waitFor();
    await dialog.getByRole('textbox').fill('call her back');
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(heard()).toContain('task/submit call her back');
  });

  it('leaves a dialog by Esc and nothing else', async () => {
    await topic().getByRole('button', { name: 'Note', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Note on #1042' });
    await dialog.getByRole('textbox').press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await topic().count()).toBe(1);
  });

  it('sends plain lines and mentions from a thread, completing the app’s name by keyboard', async () => {
    await topic().getByRole('button', { name: 'Reply', exact: true }).click();
    await page.keyboard.type('on my way');
    await page.keyboard.press('Enter');
    await topic().locator('.message', { hasText: 'on my way' }).waitFor();
    await expect.poll(() => heard()).toContain('message on my way');
    await page.keyboard.type('@Ba');
    await page.keyboard.press('Tab');
    await page.keyboard.type('note a word');
    await page.keyboard.press('Enter');
    await expect.poll(() => heard()).toContain('message note a word');
    await topic().locator('.message', { hasText: 'note a word' }).locator('.mention').waitFor();
  });

  it('has one field to write in at a time: a reply stands in for a new post', async () => {
    const fields = () => page.locator('.teams textarea').count();
    const post = page.locator('.teams').getByPlaceholder('Start a post');
    expect([await fields(), await post.count()]).toEqual([1, 0]);
    await page.getByRole('button', { name: 'Start a post' }).click();
    await post.waitFor();
    await page.keyboard.type('hello everybody');
    expect([await fields(), await post.inputValue()]).toEqual([1, 'hello everybody']);
    await topic().getByRole('button', { name: 'Reply', exact: true }).click();
    await post.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Start a post' }).click();
    expect(await post.inputValue()).toBe('hello everybody');
    await post.fill('');
    await topic().getByRole('button', { name: 'Reply', exact: true }).click();
    expect(await fields()).toBe(1);
  });

  it('shows what only one person sees to that person only', async () => {
    const field = topic().locator('textarea');
    await field.fill('@Baton whisper');
    await field.press('Enter');
    const whisper = topic().locator('.message-ephemeral', { hasText: 'Psst' });
    await whisper.getByText('Only visible to you').waitFor();
    await page.locator('.teams .person').click();
    await page.getByRole('menuitemradio', { name: /Ada/ }).click();
    await expect.poll(() => page.textContent('.teams .person strong')).toBe('Ada Lindqvist');
    await topic().locator('.message', { hasText: 'on my way' }).waitFor();
    expect(await page.locator('.message-ephemeral').count()).toBe(0);
    await page.locator('.teams .person').click();
    await page.getByRole('menuitemradio', { name: /Kim/ }).click();
  });

  it('changes, takes back and restores one’s own line, and reacts to it', async () => {
    const line = topic().locator('.message', { hasText: 'on my way' });
    await line.hover();
    await line.getByRole('button', { name: 'Add a reaction' }).click();
    await page.getByRole('menuitem', { name: 'like' }).click();
    await line.getByRole('button', { name: /reacted with like/ }).waitFor();
    await line.hover();
    await line.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const editor = page.getByLabel('Edit the message');
    expect(await editor.inputValue()).toBe('on my way');
    await editor.fill('on my way now');
    await editor.press('Enter');
    const changed = topic().locator('.message', { hasText: 'on my way now' });
    await changed.getByText('(edited)').waitFor();
    await changed.hover();
    await changed.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await topic().getByText('This message has been deleted.').waitFor();
    await topic().getByRole('button', { name: 'Undo' }).click();
    await changed.waitFor();
    await expect.poll(() => heard()).toEqual(expect.arrayContaining(['messageUpdate', 'messageDelete']));
  });

  it('runs the app’s action on a message', async () => {
    const line = topic().locator('.message', { hasText: 'on my way now' });
    await line.hover();
    await line.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /note/i }).first().click();
    await page.getByText('There is no conversation here.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  });

  it('opens the chat with the app', async () => {
    await page.locator('.teams .sidebar-item', { hasText: 'Baton' }).click();
    const field = page.locator('.teams .composer textarea');
    await field.fill('home');
    await field.press('Enter');
    await page.locator('.teams .message', { hasText: 'Psst' }).waitFor();
    await page.locator('.teams .sidebar-item', { hasText: 'Support' }).click();
  });

  it('takes the consent to read along away, and tells it where one writes', async () => {
    await page.getByRole('button', { name: 'Inspector' }).click();
    await page.getByText('Acme: reads along').click();
    await page.getByText('hears mentions only').waitFor();
    await page.getByRole('tab', { name: 'Wire log' }).click();
    await page.locator('.wire-entry').first().waitFor();
    await page.getByRole('tab', { name: 'Faults' }).click();
    await page.getByText('Slow', { exact: true }).click();
    await expect.poll(() => desk.standIn.faults.list().length).toBe(1);
    await page.getByRole('button', { name: 'Repair everything' }).click();
    await expect.poll(() => desk.standIn.faults.list().length).toBe(0);
    await page.keyboard.press('Escape');
    const field = page.locator('.teams .composer-place').last().locator('textarea');
    await field.fill('nobody hears this');
    await field.press('Enter');
    await page.locator('.topic', { hasText: 'nobody hears this' }).waitFor();
    expect(heard()).not.toContain('message nobody hears this');
  });

  it('looks right in light, dark and on a narrow screen, without sideways scrolling', async () => {
    await page.screenshot({ path: 'artifacts/teams-light.png' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: 'artifacts/teams-dark.png' });
    await page.setViewportSize({ width: 390, height: 780 });
    await page.getByRole('tab', { name: 'Desk' }).click();
    await page.getByRole('button', { name: 'Show the teams and chats' }).click();
    await page.locator('.teams .sidebar-item', { hasText: 'Support' }).click();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.screenshot({ path: 'artifacts/teams-narrow.png' });
    expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBe(390);
  });

  it('broke no policy and threw nothing meanwhile', () => {
    expect(problems).toEqual([]);
  });
});
