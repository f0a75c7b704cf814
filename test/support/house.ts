// The whole house for journeys: a real Baton on a real database and engine, with a desk's stand-in and a scripted assistant.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { SlackStandIn } from '../../playground/slack/index.js';
import type { SlackStandInOptions } from '../../playground/slack/options.js';
import { type Baton, type BatonOptions, startBaton } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { migrate } from '../../src/store/migrate.js';
import { type Customer, startCustomer } from './customer.js';
import type { DeskAgent, DeskHands, DeskPost } from './desk-hands.js';
import { eventually } from './eventually.js';
import { type DeclarationOptions, declareHouse, listPeople } from './house-declaration.js';
import { type OpenaiServer, startOpenaiServer } from './openai-server.js';
import { createTestDatabase } from './postgres.js';
import { startTestRedis } from './redis.js';
import { type SlackHands, startSlackHands } from './slack-hands.js';
import { startTeamsHands, type TeamsHands, type TeamsHandsOptions } from './teams-hands.js';

export { usualAgents } from './house-declaration.js';

export type EngineKind = 'postgres' | 'redis';

export interface HouseOptions extends DeclarationOptions {
  readonly engine: EngineKind;
  readonly slack?: SlackStandInOptions;
  readonly teams?: TeamsHandsOptions;
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
  readonly desk: DeskHands;
  /** Throws where the desk is another. */
  readonly slack: SlackStandIn;
  /** Throws where the desk is another. */
  readonly teams: TeamsHands;
  readonly assistant: OpenaiServer;
  /** What a second Baton for the same house needs. */
  readonly env: Readonly<Record<string, string>>;
  customer(site?: string): Promise<Customer>;
  agent(user: string): DeskAgent;
  /** Reads or breaks rows behind Baton's back. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The thread of a conversation once its root is posted: its root's ref. */
  threadOf(conversationId: string): Promise<string>;
  root(thread: string): DeskPost;
  /** The posts in a thread below its root, in order. */
  thread(thread: string): DeskPost[];
  /** Waits until a text stands in the thread. */
  posted(thread: string, text: string, limitMs?: number): Promise<DeskPost>;
  /** Waits until the conversation has this status. */
  becomes(conversationId: string, status: string): Promise<void>;
  /** Waits until nothing is left to send or to draw. */
  settled(limitMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything; what was started is stopped in reverse, also when a later part could not start. */
export async function startTestHouse(options: HouseOptions): Promise<TestHouse> {
  const endings: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const parts = await startParts(options, endings);
    const { env, desk, pool, assistant } = parts;
    const config = readConfig({ ...env, ...options.env });
    const log = pino({ level: process.env.TEST_LOG ?? 'silent' });
    const baton = await startBaton({ config, log, env, ...options.baton });
    endings.push(() => baton.stop());
    desk.reach(baton.url);
    await eventually('Baton is bound to the desk', async () => {
      const { rows } = await pool.query('select 1 from desk_installation where revoked_at is null');
      return rows.length > 0;
    });
    const looks = createLooks(pool, desk, baton);
    return withStandIn({ ...looks, env, desk, assistant, baton, url: baton.url, stop }, desk);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The desk by its own name; the other desk's name throws, and is not copied along. */
function withStandIn(house: Omit<TestHouse, 'slack' | 'teams'>, desk: DeskHands): TestHouse {
  const isSlack = desk.kind === 'slack';
  const own = isSlack ? { slack: (desk as SlackHands).slack } : { teams: desk };
  const other = isSlack ? 'teams' : 'slack';
  return Object.defineProperty({ ...house, ...own }, other, {
    get() {
      throw new Error(`this house has no ${other}`);
    },
  }) as TestHouse;
}

async function startParts(options: HouseOptions, endings: (() => Promise<unknown> | unknown)[]) {
  const database = await createTestDatabase({ migrate });
  endings.push(() => database.drop());
  const pool = new pg.Pool({ connectionString: database.url, max: 3 });
  // A server that drops the database under an idle connection is the test's end, not its failure.
  pool.on('error', () => undefined);
  pool.on('error', () => undefined);
  endings.push(() => pool.end());
  const redis = options.engine === 'redis' && !options.redisUrl ? await startTestRedis() : null;
  if (redis) endings.push(() => redis.stop());
  const redisUrl = options.redisUrl ?? redis?.url;
  const assistant = await startOpenaiServer();
  endings.push(() => assistant.close());
  const desk = await startDesk(options);
  endings.push(() => desk.stop());
  const folder = await mkdtemp(join(tmpdir(), 'baton-house-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const declaration = join(folder, 'baton.yaml');
  await writeFile(declaration, declareHouse(options, assistant.url));
  const env: Record<string, string> = {
    PORT: '0',
    DATABASE_URL: (await options.wire?.database?.(database.url)) ?? database.url,
    ENCRYPTION_KEY: '11'.repeat(32),
    BATON_CONFIG: declaration,
    BATON_FOLDER: folder,
    ...desk.env,
    ...(redisUrl ? { REDIS_URL: (await options.wire?.redis?.(redisUrl)) ?? redisUrl } : {}),
  };
  return { env, desk, assistant, pool };
}

function startDesk(options: HouseOptions): Promise<DeskHands> {
  const people = listPeople(options);
  return options.desk === 'teams'
    ? startTeamsHands(people, options.teams)
    : startSlackHands(people, options.slack);
}

function createLooks(pool: pg.Pool, desk: DeskHands, baton: Baton) {
  const query: TestHouse['query'] = async <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ) => (await pool.query<Row>(text, [...values])).rows;
  return {
    query,
    thread: desk.posts,
    root: desk.root,
    customer: (site = 'acme-web') => startCustomer(baton.url, site),
    agent: desk.agent,
    threadOf: (conversationId: string) =>
      eventually('the conversation has a thread', async () => {
        const [row] = await query<{ thread_ref: string | null }>(
          'select thread_ref from conversation where id = $1',
          [conversationId],
        );
        return row?.thread_ref ?? null;
      }),
    posted: (thread: string, text: string, limitMs?: number) =>
      eventually(
        () =>
          `“${text}” in the thread, not only ${JSON.stringify(desk.posts(thread).map((one) => one.text))}`,
        () => desk.posts(thread).find((one) => one.text === text),
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
      await desk.whenIdle();
      await eventually(
        'nothing is left to send or to draw',
        async () => {
          const left = await query<{ what: string }>(
            `select concat_ws(' ', 'delivery', lane, kind, status, attempts, error) as what from delivery where status in ('pending', 'sending', 'ambiguous')
             union all select concat_ws(' ', 'redraw', subject) from redraw where wanted > drawn
             union all select 'answer' from conversation where answer_due_at is not null`,
          );
          if (left.length > 0) throw new Error(left.map(({ what }) => what).join(', '));
          return true;
        },
        limitMs,
      );
    },
  };
}
