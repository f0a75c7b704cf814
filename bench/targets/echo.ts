// A bare Bolt app that hears lines and can post each back into its thread: what both echoes are made of.

import type { Server } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import { readEnv } from './child.js';

export interface EchoOptions {
  /** Hears a line of a thread; `post` says it again there. */
  readonly hear: (line: object, post: () => Promise<unknown>) => Promise<void>;
  /** True: acknowledged once `hear` is done; false: at once, as Bolt does unless told otherwise. */
  readonly hearsFirst: boolean;
}

/** Starts the app on a free port of the loopback. */
export async function startEcho({ hear, hearsFirst }: EchoOptions): Promise<Server> {
  const receiver = new HTTPReceiver({
    signingSecret: readEnv('SIGNING_SECRET'),
    processBeforeResponse: hearsFirst,
  });
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
    await hear(message, () => client.chat.postMessage({ channel, text, thread_ts: threadTs }));
  });
  return (await app.start({ port: 0, host: '127.0.0.1' })) as Server;
}
