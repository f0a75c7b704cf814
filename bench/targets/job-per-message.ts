// A peer: verifies, puts one BullMQ job on Redis, answers; twenty workers post. No database, no order.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { readEnv, ready } from './child.js';

const secret = readEnv('SIGNING_SECRET');
const connect = () => new Redis(readEnv('REDIS_URL'), { maxRetriesPerRequest: null });
const queue = new Queue('peer', { connection: connect() });
const client = new WebClient('xoxb-bench', { slackApiUrl: readEnv('SLACK_API_URL') });
new Worker(
  'peer',
  async ({ data }) => {
    const {
      channel,
      text,
      thread_ts: threadTs,
    } = data as { channel: string; text: string; thread_ts: string };
    await client.chat.postMessage({ channel, text, thread_ts: threadTs });
  },
  { connection: connect(), concurrency: 20 },
);
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    const stamp = String(request.headers['x-slack-request-timestamp']);
    const wanted = Buffer.from(
      `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`,
    );
    const given = Buffer.from(String(request.headers['x-slack-signature']));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      return void response.writeHead(401).end();
    const { event } = JSON.parse(body) as { event: Record<string, unknown> };
    void queue.add('post', event, { removeOnComplete: true }).then(() => response.writeHead(200).end());
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
ready(server);
