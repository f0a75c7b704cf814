// The line of jobs: BullMQ on Redis or on PostgreSQL, carrying nudges with ids and timers; never the truth.

import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Lane } from '../../core/delivery.js';
import type { ChatbotId, ConversationId, OrganizationId } from '../../core/id.js';
import { HeardClient } from '../../store/heard-client.js';
import type { Log } from '../routing.js';

export type Job =
  | {
      readonly kind: 'lane';
      readonly organizationId: OrganizationId;
      readonly id: ConversationId;
      readonly lane: Lane;
    }
  | { readonly kind: 'answer'; readonly organizationId: OrganizationId; readonly id: ConversationId }
  | { readonly kind: 'route'; readonly organizationId: OrganizationId; readonly chatbotId: ChatbotId };

export type Engine =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string };

export interface Line {
  /** Puts a nudge on the line; never throws and never waits for a backend that is down: false when it was not taken. */
  push(job: Job, delayMs?: number): Promise<boolean>;
  /** Works the line in this process until closed. */
  work(handle: (job: Job) => Promise<void>): void;
  /** The queue itself, for the board. */
  readonly queue: Queue;
  close(): Promise<void>;
}

export interface LineOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** Keeps several houses apart on one backend. */
  readonly prefix?: string;
}

/** One name for what is the same work, so that nudges coalesce; BullMQ refuses `:` in ids. */
function nameOf(job: Job): string {
  if (job.kind === 'lane') return `lane.${job.lane}.${job.id}`;
  return job.kind === 'answer' ? `answer.${job.id}` : `route.${job.chatbotId}`;
}

/** A killed worker's jobs move again within lock + interval; running twice is harmless, so it may happen often. */
const workerSettings = {
  concurrency: 32,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000,
  autorun: false,
};

/** How long a worker that could not even begin is left alone before another is made. */
const beginAgainMs = 1_000;

/** How long closing may take: longer than any call a job may be in, or hardly at all when the server is away. */
const orderlyCloseMs = 15_000;
const awayCloseMs = 1_000;

type Process = (job: { readonly data: unknown }) => Promise<void>;

interface Backend {
  readonly queue: Queue;
  startWorker(process: Process): Worker;
  /** Whether its server answers, as far as is known. */
  isUp(): boolean;
  close(): Promise<void>;
}

function onRedis(url: string, prefix: string, log: Log): Backend {
  // Producers fail at once when Redis is away; only workers wait for it to come back.
  const connections = [new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })];
  const connect = () => {
    const connection = new Redis(url, { maxRetriesPerRequest: null });
    connections.push(connection);
    connection.on('error', (error) => log.debug({ err: error }, 'redis'));
    return connection;
  };
  const [producer = connect()] = connections;
  // Said once per outage: nothing is lost meanwhile, the sweeps carry the work.
  let away = false;
  producer.on('error', (error) => {
    if (!away) log.warn({ err: error }, 'Redis is away; the sweeps carry the work until it is back');
    away = true;
  });
  producer.on('ready', () => {
    if (away) log.info({}, 'Redis is back');
    away = false;
  });
  return {
    queue: new Queue(prefix, { connection: producer, prefix }),
    startWorker: (process) =>
      new Worker(prefix, process, { connection: connect(), prefix, ...workerSettings }),
    isUp: () => connections.every((connection) => connection.status === 'ready'),
    async close() {
      for (const connection of connections) connection.disconnect();
    },
  };
}

function onPostgres(url: string, prefix: string): Backend {
  const connection = {
    connectionString: url,
    schema: 'bullmq',
    migrate: true,
    max: 4,
    keepAlive: true,
    application_name: 'baton-jobs',
    // Jobs can be rebuilt from the database, so their commits need not wait for the disk.
    options: '-c synchronous_commit=off',
    Client: HeardClient,
  };
  // The type names its backend; what the line uses of a queue and a worker is the same on both.
  return {
    queue: new Queue(prefix, { connection }, createPostgresBackend) as unknown as Queue,
    startWorker: (process) =>
      new Worker(
        prefix,
        process,
        { connection, ...workerSettings },
        createPostgresBackend,
      ) as unknown as Worker,
    isUp: () => true,
    close: async () => undefined,
  };
}

/** Opens the line. */
export function createLine({ engine, log, prefix = 'baton' }: LineOptions): Line {
  const backend = engine.kind === 'redis' ? onRedis(engine.url, prefix, log) : onPostgres(engine.url, prefix);
  const { queue } = backend;
  queue.on('error', (error) => log.debug({ err: error }, 'queue'));
  let worker: Worker | undefined;
  let closed = false;

  /**
   * A worker whose server breaks while it begins keeps that failure for ever and would ask for jobs without a pause,
   * leaving the process no moment for anything else: it works only once it has begun, or another takes its place.
   */
  const begin = async (handle: (job: Job) => Promise<void>): Promise<void> => {
    while (!closed) {
      const made = backend.startWorker((job) => handle(job.data as Job));
      worker = made;
      made.on('error', (error) => log.debug({ err: error }, 'worker'));
      try {
        await made.waitUntilReady();
        if (!closed) await made.run();
        return;
      } catch (error) {
        log.debug({ err: error }, 'a worker could not begin');
        await made.close(true).catch(() => undefined);
        await sleep(beginAgainMs, undefined, { ref: false });
      }
    }
  };

  return {
    queue,
    async push(job, delayMs = 0) {
      const spacing =
        delayMs > 0 ? { delay: delayMs } : { deduplication: { id: nameOf(job), keepLastIfActive: true } };
      try {
        await queue.add(job.kind, job, { removeOnComplete: true, removeOnFail: 1_000, ...spacing });
        return true;
      } catch (error) {
        log.debug({ err: error, job: nameOf(job) }, 'a nudge was not taken; the sweep will find the work');
        return false;
      }
    },
    work(handle) {
      void begin(handle);
    },
    async close() {
      closed = true;
      const orderly = (async () => {
        await worker?.close();
        await queue.close();
      })().catch((error: unknown) => log.debug({ err: error }, 'closing the line'));
      // BullMQ waits for its server to come back; what is left undone the sweep finds again.
      const patience = sleep(backend.isUp() ? orderlyCloseMs : awayCloseMs, undefined, { ref: false });
      await Promise.race([orderly, patience]);
      await backend.close();
    },
  };
}
