// A real Bolt app in Socket Mode runs unchanged against the stand-in.
import { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSlackStandIn, type SlackStandIn } from '../../../playground/slack/index.js';
import { quiet, until, workspace } from './start-bolt.js';

let standIn: SlackStandIn;
let app: App;

beforeAll(async () => {
  standIn = createSlackStandIn(workspace);
  await standIn.listen();
  app = new App({
    socketMode: true,
    appToken: standIn.settings.appToken,
    token: standIn.settings.botToken,
    logger: quiet,
    convoStore: false,
    clientOptions: { slackApiUrl: standIn.apiUrl(), retryConfig: { retries: 0 } },
  });
  await app.start();
});
afterAll(async () => {
  await app.stop();
  await standIn.close();
});

describe('Socket Mode', () => {
  it('carries events, commands with their answer, and modals', async () => {
    app.message('hello', async ({ message, say }) => {
      await say({ text: 'hi', thread_ts: message.ts });
    });
    app.command('/livechat', ({ ack }) => ack({ text: 'from the socket' }));
    app.shortcut('sc_queue', async ({ ack, shortcut, client }) => {
      await ack();
      const title = { type: 'plain_text' as const, text: 'Queue' };
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: { type: 'modal', callback_id: 'q', title, blocks: [] },
      });
    });
    app.view('q', ({ ack }) => ack({ response_action: 'clear' }));

    const line = await standIn.gestures.post({ user: 'U0KIM', channel: 'C0SUP', text: 'hello' });
    await until(() => line.ok && standIn.world.message('C0SUP', line.ts)?.replyCount === 1);
    expect(
      await standIn.gestures.command({ user: 'U0KIM', channel: 'C0SUP', command: '/livechat', text: '' }),
    ).toEqual({ ok: true });
    expect(standIn.world.whispersOf('U0KIM', 'C0SUP').map((message) => message.text)).toEqual([
      'from the socket',
    ]);
    await standIn.gestures.shortcut({ user: 'U0KIM', callbackId: 'sc_queue' });
    const view = await until(() => standIn.views.stackOf('U0KIM')[0]);
    expect(await standIn.gestures.submitView({ user: 'U0KIM', viewId: view.id, values: {} })).toMatchObject({
      outcome: 'closed',
    });
  });

  it('comes back after a refresh and takes no address twice', async () => {
    standIn.refreshSockets();
    const opened = () => standIn.log.read().filter((entry) => entry.name === 'apps.connections.open');
    await until(() => opened().length >= 2);
    const url = String((opened()[0]?.response as Record<string, unknown> | undefined)?.url);
    const again = new WebSocket(url);
    await new Promise((resolve) => again.once('error', resolve));
    await until(() => standIn.isSocketOpen());
    expect(
      await standIn.gestures.command({ user: 'U0KIM', channel: 'C0SUP', command: '/livechat', text: '' }),
    ).toEqual({ ok: true });
  });
});
