// A peer: the Bolt echo that writes each event to disk before it acknowledges: what keeping alone costs on this machine.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver } from '@slack/bolt';
import { Pool } from 'pg';
import { pino } from 'pino';
import { startEmbeddedPostgres } from '../../src/embedded.js';
import { readEnv, ready } from './child.js';

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-echo-'));
const database = await startEmbeddedPostgres({
  folder,
  log: pino({ level: 'silent' }),
  binFolder: process.env.PG_BIN_DIR,
});
const pool = new Pool({ connectionString: database.url, max: 12 });
await pool.query('create table kept (id bigserial primary key, event jsonb not null)');
const keep = { name: 'keep', text: 'insert into kept (event) values ($1)' };

// Bolt acknowledges once the listener is done: after the commit, with the post on its way.
const receiver = new HTTPReceiver({ signingSecret: readEnv('SIGNING_SECRET'), processBeforeResponse: true });
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
  await pool.query({ ...keep, values: [JSON.stringify(message)] });
  void client.chat.postMessage({ channel, text, thread_ts: threadTs });
});
const server = await app.start({ port: 0, host: '127.0.0.1' });
ready(
  server,
  {},
  {
    async end() {
      await pool.end();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  },
);
