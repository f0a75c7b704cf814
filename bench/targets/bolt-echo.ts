// A peer: a bare Bolt app that posts what it hears into the thread it heard it in. Nothing is stored.

import { App, HTTPReceiver } from '@slack/bolt';
import { readEnv, ready } from './child.js';

const receiver = new HTTPReceiver({ signingSecret: readEnv('SIGNING_SECRET') });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BOT', botUserId: 'U0BOT' }),
  clientOptions: { slackApiUrl: readEnv('SLACK_API_URL') },
  convoStore: false,
});
app.message(async ({ message, client }) => {
  const {
    channel,
    text,
    thread_ts: threadTs,
  } = message as { channel: string; text: string; thread_ts: string };
  await client.chat.postMessage({ channel, text, thread_ts: threadTs });
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
ready(server);
