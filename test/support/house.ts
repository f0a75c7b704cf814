// The whole house for journeys: a real Baton on a real database and engine, with a Slack stand-in and a scripted assistant.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { parse } from 'yaml';
import { createSlackStandIn, type SlackStandIn } from '../../playground/slack/index.js';
import type { SlackStandInOptions } from '../../playground/slack/options.js';
import type { Message } from '../../playground/slack/records.js';
import { type Baton, type BatonOptions, startBaton } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { migrate } from '../../src/store/migrate.js';
import { type Customer, startCustomer } from './customer.js';
import { createDeskAgent, type DeskAgent, supportPlace } from './desk-agent.js';
import { eventually } from './eventually.js';
import { type OpenaiServer, startOpenaiServer } from './openai-server.js';
import { createTestDatabase } from './postgres.js';
import { startTestRedis } from './redis.js';

export type EngineKind = 'postgres' | 'redis';

export interface HouseOptions {
  readonly engine: EngineKind;
  /** Lays over the chatbot of the usual declaration. */
  readonly chatbot?: Readonly<Record<string, unknown>>;
  /** Further chatbots. */
  readonly chatbots?: readonly Readonly<Record<string, unknown>>[];
  /** Replaces the usual people. */
  readonly agents?: readonly Readonly<Record<string, unknown>>[];
  readonly slack?: SlackStandInOptions;
  /** Puts something between Baton and its servers, such as a wire that can be cut. */
  readonly wire?: { database?(url: string): Promise<string>; redis?(url: string): Promise<string> };
  /** Variables on top of the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** A Redis of one's own instead of the run's. */
  readonly redisUrl?: string;
  /** What Baton is started with beside its variables. */
  readonly baton?: Partial<Pick<BatonOptions, 'log' | 'mediaOrigins'>>;
}

export interface TestHouse {
  readonly baton: Baton;
  readonly url: string;
  readonly slack: SlackStandIn;
  readonly assistant: OpenaiServer;
  /** What a second Baton for the same house needs. */
  readonly env: Readonly<Record<string, string>>;
  customer(site?: string): Promise<Customer>;
  agent(user: string): DeskAgent;
  /** Reads or breaks rows behind Baton's back. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The thread of a conversation once its root is posted: the root's ts. */
  threadOf(conversationId: string): Promise<string>;
  root(threadTs: string): Message;
  /** The texts posted in a thread below its root, in order. */
  thread(threadTs: string): Message[];
  /** Waits until a text stands in the thread. */
  posted(threadTs: string, text: string, limitMs?: number): Promise<Message>;
  /** Waits until the conversation has this status. */
  becomes(conversationId: string, status: string): Promise<void>;
  /** Waits until nothing is left to send or to draw. */
  settled(limitMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** The usual people: a supervisor, two agents, and one who works for another chatbot only. */
export const usualAgents = [
  { name: 'Kim', role: 'supervisor', slack: 'U0KIM', chatLimit: 10, chatbots: ['acme'] },
  { name: 'Ben', role: 'agent', slack: 'U0BEN', chatLimit: 10, chatbots: ['acme'] },
  { name: 'Ada', role: 'support agent', slack: 'U0ADA', chatLimit: 10, chatbots: ['acme'] },
];

const manifestPath = new URL('../../manifest/slack/manifest.yaml', import.meta.url);

function declare(options: HouseOptions, assistantUrl: string): string {
  const acme = {
    key: 'acme',
    name: 'Acme Support',
    assistant: { kind: 'openai', model: 'scripted', instructions: 'You help.', baseUrl: assistantUrl },
    desk: { kind: 'slack', place: supportPlace, mirror: 'on-request' },
    channels: [{ kind: 'web', siteKey: 'acme-web' }],
    categories: ['Billing', 'Shipping', 'Other'],
    ...options.chatbot,
  };
  const chatbots = [acme, ...(options.chatbots ?? [])];
  // JSON is YAML too.
  return JSON.stringify({
    organization: { key: 'acme', name: 'Acme' },
    chatbots,
    agents: options.agents ?? usualAgents,
  });
}

function startSlack(options: HouseOptions, manifest: unknown): SlackStandIn {
  const users = [
    ...(options.agents ?? usualAgents).map((agent) => ({
      id: String(agent.slack),
      name: String(agent.name),
    })),
    { id: 'U0STRANGER', name: 'stranger' },
  ];
  return createSlackStandIn({
    manifest,
    users,
    channels: [
      { id: supportPlace, name: 'support' },
      { id: 'C0OTHER', name: 'other' },
    ],
    // Slack itself waits a minute and five before it repeats an event.
    retryDelaysMs: [0, 300, 1_000],
    shareDelayMs: 1,
    ...options.slack,
  });
}

/** Starts everything; what was started is stopped in reverse, also when a later part could not start. */
export async function startTestHouse(options: HouseOptions): Promise<TestHouse> {
  const endings: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const parts = await startParts(options, endings);
    const { env, slack } = parts;
    const config = readConfig({ ...env, ...options.env });
    const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
    const baton = await startBaton({ config, log, env, ...options.baton });
    endings.push(() => baton.stop());
    slack.sendTo(`${baton.url}/slack/events`);
    await eventually('Baton is bound to the desk', async () => {
      const { rows } = await parts.pool.query('select 1 from desk_installation where revoked_at is null');
      return rows.length > 0;
    });
    return { ...parts, ...createLooks(parts.pool, slack, baton), baton, url: baton.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: HouseOptions, endings: (() => Promise<unknown> | unknown)[]) {
  const database = await createTestDatabase({ migrate });
  endings.push(() => database.drop());
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  pool.on('error', () => undefined);
  endings.push(() => pool.end());
  const redis = options.engine === 'redis' && !options.redisUrl ? await startTestRedis() : null;
  if (redis) endings.push(() => redis.stop());
  const redisUrl = options.redisUrl ?? redis?.url;
  const assistant = await startOpenaiServer();
  endings.push(() => assistant.close());
  const slack = startSlack(options, parse(await readFile(manifestPath, 'utf8')));
  await slack.listen();
  endings.push(() => slack.close());
  const folder = await mkdtemp(join(tmpdir(), 'baton-house-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const declaration = join(folder, 'baton.yaml');
  await writeFile(declaration, declare(options, assistant.url));
  const env: Record<string, string> = {
    PORT: '0',
    DATABASE_URL: (await options.wire?.database?.(database.url)) ?? database.url,
    ENCRYPTION_KEY: '11'.repeat(32),
    BATON_CONFIG: declaration,
    BATON_FOLDER: folder,
    SLACK_BOT_TOKEN: 'xoxb-playground',
    SLACK_SIGNING_SECRET: 'playground-signing-secret',
    SLACK_API_URL: slack.apiUrl(),
    ...(redisUrl ? { REDIS_URL: (await options.wire?.redis?.(redisUrl)) ?? redisUrl } : {}),
  };
  return { env, slack, assistant, pool };
}

function createLooks(pool: pg.Pool, slack: SlackStandIn, baton: Baton) {
  const channel = () => {
    const found = slack.world.channels.get(supportPlace);
    if (!found) throw new Error('the support channel is gone');
    return found;
  };
  const query: TestHouse['query'] = async <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ) => (await pool.query<Row>(text, [...values])).rows;
  const thread = (threadTs: string) => [...(channel().messages.get(threadTs)?.replies?.values() ?? [])];
  return {
    query,
    thread,
    customer: (site = 'acme-web') => startCustomer(baton.url, site),
    agent: (user: string) => createDeskAgent(slack, user),
    threadOf: (conversationId: string) =>
      eventually('the conversation has a thread', async () => {
        const [row] = await query<{ thread_ref: string | null }>(
          'select thread_ref from conversation where id = $1',
          [conversationId],
        );
        return row?.thread_ref ?? null;
      }),
    root(threadTs: string) {
      const found = channel().messages.get(threadTs);
      if (!found) throw new Error('the root is gone');
      return found;
    },
    posted: (threadTs: string, text: string, limitMs?: number) =>
      eventually(
        () => `“${text}” in the thread, not only ${JSON.stringify(thread(threadTs).map((one) => one.text))}`,
        () => thread(threadTs).find((one) => one.text === text),
        limitMs,
      ),
    becomes: async (conversationId: string, status: string) => {
      await eventually(`the conversation is ${status}`, async () => {
        const rows = await query('select 1 from conversation where id = $1 and status = $2', [
          conversationId,
          status,
        ]);
        return rows.length > 0;
      });
    },
    settled: async (limitMs?: number) => {
      await slack.whenIdle();
      await eventually(
        'nothing is left to send or to draw',
        async () => {
          const [row] = await query<{ left: string }>(
            `select (select count(*) from delivery where status in ('pending', 'sending', 'ambiguous'))
             + (select count(*) from redraw where wanted > drawn) + (select count(*) from conversation where answer_due_at is not null) as left`,
          );
          return row?.left === '0';
        },
        limitMs,
      );
    },
  };
}
