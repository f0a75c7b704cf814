// The handle to the memory: a pool, transactions, and the list of what each commit touched.

import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient, type PoolConfig, type QueryResultRow } from 'pg';
import type { Lane } from '../core/delivery.js';
import type { FeedEvent } from '../core/feed.js';
import type { ChannelId, ChatbotId, ConversationId, OrganizationId, Scoped } from '../core/id.js';
import type { LaneWork } from '../core/lane-work.js';

export { newId } from './new-id.js';

export type Database = NodePgDatabase;

/** What a commit may have given someone to do; nudges only, the sweep finds the same in the rows. */
export type Touch =
  /** `work` is what the commit already took for this process to send. */
  | ({ readonly kind: 'lane'; readonly lane: Lane; readonly work?: LaneWork } & Scoped<ConversationId>)
  | ({ readonly kind: 'answer' } & Scoped<ConversationId>)
  | {
      readonly kind: 'feed';
      readonly channelId: ChannelId;
      readonly address: string;
      /** What happened, where the commit knows it whole. */
      readonly next?: { readonly conversationId: ConversationId; readonly event: FeedEvent };
    }
  | { readonly kind: 'redraw' }
  /** Agents are to be told briefly what they get. */
  | { readonly kind: 'brief' }
  | { readonly kind: 'queue'; readonly organizationId: OrganizationId; readonly chatbotId: ChatbotId }
  /** What a chatbot's overview board shows. */
  | { readonly kind: 'board'; readonly organizationId: OrganizationId; readonly chatbotId: ChatbotId };

/** Anything that reads: the store itself or a transaction. */
export interface Reads {
  readonly db: Database;
}

/** A transaction: reads, writes, and notes what it touched. */
export interface Tx extends Reads {
  touch(touch: Touch): void;
  /** Runs a statement within the transaction; planned once per connection. */
  run<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

/** A statement that is one transaction by itself; named, so that it is planned once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Store extends Reads {
  /** Runs the work in one transaction; after the commit, and only then, the listeners hear what it touched. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs one self-contained statement in one round trip. */
  run<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs a statement that can be done over: on two connections of its own, so that it never stands in the way of a
   * line, and without waiting for the disk, so that a crash of the database may undo it.
   */
  aside<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** Tells the listeners what a single statement touched. */
  touched(touches: readonly Touch[]): void;
  /** Calls back after every commit; returns the way to stop. */
  onCommit(listener: (touches: readonly Touch[]) => void): () => void;
  /** True when the database answers within a second. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly url: string;
  readonly maxConnections?: number;
  readonly onError?: (error: Error) => void;
}

/**
 * Prepared plans are made once, for whatever values come, since planning the long statements anew would take longer
 * than running them. They are made on a fresh installation over tables of a few rows, where reading a whole table
 * looks cheapest, and that would stay the plan when they have grown: every statement here has its index, and goes by
 * it. What an index is limited to must be said in the statement itself, not in a parameter: see `inlineParams`.
 */
export const poolOptions =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off';

/**
 * Opens the store. Waiting for a connection is bounded (2 s) and so is every statement (5 s): when the
 * database is down the doors answer 503 quickly and the senders retry (design §3.3).
 */
export function createStore(options: StoreOptions): Store {
  const settings: PoolConfig = {
    connectionString: options.url,
    max: options.maxConnections ?? 12,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    pipeline: true,
    application_name: 'baton',
    options: poolOptions,
  };
  const pool = new Pool(settings);
  const sidePool = new Pool({
    ...settings,
    max: 2,
    application_name: 'baton-aside',
    options: `${settings.options} -c synchronous_commit=off`,
  });
  let closed = false;
  // A server that goes down after us is no news.
  for (const one of [pool, sidePool]) {
    one.on('error', (error) => closed || options.onError?.(error));
    // One that breaks between two statements of a transaction says so to nobody else: the next statement fails then.
    one.on('connect', (client) => client.on('error', () => undefined));
  }
  const db = drizzle(pool);
  const dbs = new WeakMap<PoolClient, Database>();
  const dbOn = (client: PoolClient): Database => {
    const known = dbs.get(client) ?? drizzle(client);
    dbs.set(client, known);
    return known;
  };
  const listeners = new Set<(touches: readonly Touch[]) => void>();
  const touched = (touches: readonly Touch[]) => {
    if (touches.length > 0) for (const listener of listeners) listener(touches);
  };
  return {
    db,
    touched,
    async transaction(work) {
      const touches: Touch[] = [];
      // Lent out here: drizzle would never give back a connection that breaks before its transaction has begun.
      const client = await pool.connect();
      const result = await dbOn(client)
        .transaction((tx) =>
          work({
            db: tx,
            touch: (touch) => touches.push(touch),
            run: async <Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]) =>
              (await client.query<Row>({ ...statement, values: [...values] })).rows,
          }),
        )
        .finally(() => client.release());
      touched(touches);
      return result;
    },
    async run<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]) {
      return (await pool.query<Row>({ ...statement, values: [...values] })).rows;
    },
    async aside<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]) {
      return (await sidePool.query<Row>({ ...statement, values: [...values] })).rows;
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ping() {
      const answer = pool.query('select 1').then(
        () => true,
        () => false,
      );
      return Promise.race([
        answer,
        new Promise<false>((resolve) => setTimeout(resolve, 1_000, false).unref()),
      ]);
    },
    async close() {
      closed = true;
      await Promise.all([pool.end(), sidePool.end()]);
    },
  };
}

/** The PostgreSQL error code and constraint of a failed write, wherever drizzle wrapped it. */
export function violatedConstraint(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, constraint } = at as Error & { code?: unknown; constraint?: unknown };
    if (code === '23505' && typeof constraint === 'string') return constraint;
  }
  return null;
}
