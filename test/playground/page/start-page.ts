// Builds the page, mounts it beside a stand-in with a small Bolt app, and opens it in a real browser.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type BlockAction, ExpressReceiver, LogLevel } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import express, { type Response } from 'express';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { createPageRouter } from '../../../playground/page/serve.js';
import { createSlackStandIn } from '../../../playground/slack/index.js';
import { PAGE_API_PATH } from '../../../playground/slack/protocol.js';
import { findTool } from '../../support/needs.js';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

const manifest = {
  display_information: { name: 'Baton' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'Baton' },
    shortcuts: [
      { name: 'Save as note', type: 'message', callback_id: 'note', description: 'Keep this line' },
    ],
    slash_commands: [{ command: '/livechat', description: 'Live chats', usage_hint: '[word]' }],
  },
  settings: { event_subscriptions: { bot_events: ['message.channels', 'app_home_opened'] } },
};

/** A card with a button that asks first, as the app posts it. */
export const card: KnownBlock[] = [
  { type: 'header', text: plain('#1042 · Maya') },
  { type: 'section', text: plain('<b>bold?</b> <!here> *stars*') },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'close',
        text: plain('Close'),
        style: 'danger',
        confirm: {
          title: plain('Close it?'),
          text: plain('Maya sees it.'),
          confirm: plain('Yes'),
          deny: plain('No'),
        },
      },
    ],
  },
];

const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Last words'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'words',
      label: plain('Words'),
      element: { type: 'plain_text_input', action_id: 'words' },
    },
  ],
};

/** Everything a test of the page needs; `heard` is what reached the app. */
export async function startPage() {
  const standIn = createSlackStandIn({
    manifest,
    users: [
      { id: 'U0KIM', name: 'kim', realName: 'Kim' },
      { id: 'U0ANN', name: 'ann', realName: 'Ann' },
    ],
    channels: [{ id: 'C0SUPPORT', name: 'acme-support' }],
  });
  const receiver = new ExpressReceiver({
    signingSecret: standIn.settings.signingSecret,
    endpoints: '/slack/events',
    logLevel: LogLevel.ERROR,
  });
  const pageDir = mkdtempSync(join(tmpdir(), 'page-'));
  await build({
    configFile: 'playground/page/vite.config.ts',
    logLevel: 'error',
    build: { outDir: pageDir, emptyOutDir: true },
  });
  const web = express()
    .use('/playground/slack', standIn.router)
    .use(PAGE_API_PATH, standIn.pageRouter)
    .use(createPageRouter({ pageDir, firstUserId: 'U0KIM' }))
    .use(receiver.router);
  const server = createServer(web);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  standIn.setPublicUrl(`${origin}/playground/slack`);
  standIn.sendTo(`${origin}/slack/events`);
  const heard: string[] = [];
  const app = await startApp(
    receiver,
    { token: standIn.settings.botToken, slackApiUrl: standIn.apiUrl() },
    heard,
  );
  web.post('/playground/api/tour', (_request, response) => void playTour(app, response));
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await standIn.close();
    server.closeAllConnections();
    server.close();
    rmSync(pageDir, { recursive: true });
  };
  return { origin, browser, client: app.client, heard, standIn, close };
}

/** A tour of two steps, the second of which fails; meanwhile something is said in a thread. */
async function playTour(app: App, response: Response) {
  const step = { step: 1, title: 'Maya writes', side: 'customer', text: 'Where is my kettle?', ok: true };
  response.type('application/x-ndjson').write(`${JSON.stringify(step)}\n`);
  const root = await app.client.chat.postMessage({ channel: 'C0SUPPORT', text: 'A new card' });
  await app.client.chat.postMessage({
    channel: 'C0SUPPORT',
    thread_ts: root.ts ?? '',
    text: 'A reply of the tour',
  });
  response.end(`${JSON.stringify({ ...step, ok: false })}\n`);
}

async function startApp(
  receiver: ExpressReceiver,
  { token, slackApiUrl }: { token: string; slackApiUrl: string },
  heard: string[],
) {
  const clientOptions = { slackApiUrl };
  const app = new App({
    receiver,
    token,
    clientOptions,
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  app.action<BlockAction>('close', async ({ ack, body, client }) => {
    await ack();
    heard.push('close');
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('form', async ({ ack, view }) => {
    const words = view.state.values.words?.words?.value ?? '';
    if (words.length < 4) return ack({ response_action: 'errors', errors: { words: 'A few more, please.' } });
    heard.push(`form ${words}`);
    return ack();
  });
  app.command('/livechat', async ({ ack, command, respond }) => {
    await ack();
    heard.push(`/livechat ${command.text}`);
    await respond({ response_type: 'ephemeral', text: `You said *${command.text}*` });
  });
  app.shortcut('note', async ({ ack }) => {
    await ack();
    heard.push('note');
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('Your live chats') }] },
    });
  });
  await app.init();
  return app;
}

function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findTool('chromium') ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}
