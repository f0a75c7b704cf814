// The composition root: names every floor and hands each what it needs, in plain calls.

import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';
import type { Logger } from 'pino';
import { createAssistants } from './app/assistants.js';
import { allowOrigins, readDeclaration } from './app/declaration.js';
import { createMetrics } from './app/metrics.js';
import { places } from './app/places.js';
import { createPlayground, type Playground } from './app/playground.js';
import { type WiredSlack, wireSlack } from './app/slack.js';
import { createWebHouse } from './app/web-house.js';
import { createAssistantKinds } from './assistant/registry.js';
import { createIncoming } from './bridge/incoming.js';
import { createMirror } from './bridge/mirror.js';
import { createDesks } from './bridge/registry.js';
import type { Channel } from './channels/channel.js';
import { createWebChannel, type WebChannelOptions } from './channels/web/index.js';
import { sniffFile } from './channels/web/sniff.js';
import type { Config } from './config.js';
import { startEmbeddedPostgres } from './embedded.js';
import { listenHttp } from './http.js';
import { createEars } from './routing/ears.js';
import { createFiles } from './routing/files.js';
import { createAssistantEars } from './routing/late-answers.js';
import type { Routing } from './routing/routing.js';
import { createLine } from './routing/work/line.js';
import { createSignals } from './routing/work/signals.js';
import { startWorkers } from './routing/work/workers.js';
import { applyDeclaration } from './store/apply.js';
import { createFileStore } from './store/file-store.js';
import { migrate } from './store/migrate.js';
import { createStore, type Store } from './store/store.js';

export interface BatonOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Starts the embedded database anew. */
  readonly fresh?: boolean;
  /** Keeps several houses apart on one Redis. */
  readonly prefix?: string;
  /** Other bounds than the web channel's own: a benchmark sends more from one address than any company's customers. */
  readonly webLimits?: WebChannelOptions['limits'];
}

export interface Baton {
  readonly url: string;
  readonly store: Store;
  readonly playground: Playground | null;
  /** Stops in good order: no new requests, attempts under way recorded, database last. */
  stop(): Promise<void>;
}

/** Longer than any call to a desk or a channel may take, so that an attempt is never taken from a living process. */
const leaseMs = 20_000;

/** Undo steps, run last first; a failed start leaves nothing behind. */
type Ending = () => Promise<unknown> | unknown;

/** Starts Baton. Throws ConfigError, EmbeddedError or Node's own error; nothing is left running then. */
export async function startBaton(options: BatonOptions): Promise<Baton> {
  const endings: Ending[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) {
      await Promise.resolve(end()).catch((error: unknown) => options.log.warn({ err: error }, 'stopping'));
    }
  };
  try {
    return await start(options, endings, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(options: BatonOptions, endings: Ending[], stop: () => Promise<void>): Promise<Baton> {
  const { config, log } = options;
  const kinds = createAssistantKinds({
    env: { OPENAI_API_KEY: config.openai.apiKey ?? undefined, OPENAI_BASE_URL: config.openai.baseUrl },
  });
  const declared = await readDeclaration({ path: config.declarationPath, env: options.env, kinds });
  const http = await listenHttp({ ...config, log });
  endings.push(() => http.close());
  const publicUrl = config.publicUrlGiven ? config.publicUrl : http.url;

  const { store, databaseUrl } = await openStore(options, endings);
  const playground = config.playground ? await createPlayground() : null;
  playground?.locate(http.url);
  if (playground) endings.push(() => playground.close());
  const declaration = playground ? allowOrigins(declared, ownOrigins(http.url, publicUrl)) : declared;
  const report = await applyDeclaration(store, declaration);
  if (report.kept.length > 0) log.warn({ kept: report.kept }, 'changed since it was declared, and kept');

  const redisUrl = config.redisUrl;
  const works = config.roles.includes('worker');
  const routing: Routing = { store, log, ...(works ? { instant: { leaseMs } } : {}) };
  const signals = createSignals(redisUrl, log);
  const files = createFiles({
    store,
    bytes: createFileStore(join(config.folder, 'files')),
    sniff: sniffFile,
  });
  const encryptionKey = config.encryptionKey ?? (await ownKey(config.folder));
  const web = createWebChannel({
    house: createWebHouse(store, signals),
    publicUrl,
    log,
    widgetFolder: places.widget,
    linkSecret: encryptionKey.toString('hex'),
    ...(options.webLimits ? { limits: options.webLimits } : {}),
  });
  const channels = new Map<string, Channel>([[web.name, web]]);
  endings.push(() => web.close?.());

  const slackConfig = config.slack ?? playground?.slack() ?? null;
  const slack = slackConfig ? wireSlack({ config: slackConfig, store, log, publicUrl, encryptionKey }) : null;
  const desks = createDesks(slack ? [slack.desk] : []);
  const metrics = createMetrics();
  const line = createLine({
    engine: redisUrl ? { kind: 'redis', url: redisUrl } : { kind: 'postgres', url: databaseUrl },
    log,
    ...(options.prefix ? { prefix: options.prefix } : {}),
  });
  const workers = startWorkers({
    routing,
    line,
    signals,
    works,
    leaseMs,
    channels,
    thread: createMirror({ store, desks, readFile: files.read, log }),
    assistantOf: createAssistants(kinds),
    onThinking: (due, chatbot) =>
      signals.publish(`${due.channelId}/${due.address}`, { kind: 'typing', name: chatbot.name }),
    observe: metrics.observe,
  });
  endings.push(() => workers.stop());

  const hear = createIncoming({
    routing,
    desks,
    storeFile: files.storeIn,
    abilities: {
      canEdit: (kind) => channels.get(kind)?.edit !== undefined,
      canRemove: (kind) => channels.get(kind)?.remove !== undefined,
    },
  });
  const router = express.Router();
  if (slack && config.roles.includes('web')) await slack.desk.listen(router, hear);
  if (config.roles.includes('web')) {
    const ears = createEars(routing, files);
    for (const channel of channels.values()) channel.listen(router, ears);
    const assistantEars = createAssistantEars(routing);
    for (const kind of kinds) kind.listen?.(router, assistantEars);
  }
  http.open({
    routers: [...(playground ? [playground.router] : []), router],
    isReady: () => store.ping(),
    metrics: metrics.registry,
    board: config.adminToken ? { queue: line.queue, token: config.adminToken } : null,
  });
  await bindSlack(slack, playground !== null, endings);
  endings.push(() => http.refuse());
  return { url: http.url, store, playground, stop };
}

/** The playground answers at once, so its binding is waited for; a real Slack may be away for a while. */
async function bindSlack(slack: WiredSlack | null, wait: boolean, endings: Ending[]): Promise<void> {
  if (!slack) return;
  endings.push(
    () => slack.desk.close?.(),
    () => slack.stop(),
  );
  const bound = slack.bind();
  if (wait) await bound;
}

async function openStore(
  { config, log, fresh }: BatonOptions,
  endings: Ending[],
): Promise<{ store: Store; databaseUrl: string }> {
  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const postgres = await startEmbeddedPostgres({
      folder: config.folder,
      log,
      ...(fresh ? { fresh } : {}),
      ...(config.postgresBinFolder ? { binFolder: config.postgresBinFolder } : {}),
      onExit: (pid) => log.error({ pid }, 'the embedded PostgreSQL ended; it is started again'),
    });
    endings.push(() => postgres.stop());
    databaseUrl = postgres.url;
  }
  await migrate(databaseUrl);
  const store = createStore({
    url: databaseUrl,
    onError: (error) => log.warn({ err: error }, 'database connection'),
  });
  endings.push(() => store.close());
  return { store, databaseUrl };
}

/** The key of a deployment that was given none: made once, kept beside the embedded database. */
async function ownKey(folder: string): Promise<Buffer> {
  const path = join(folder, 'encryption-key');
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept) return Buffer.from(kept.trim(), 'hex');
  const key = randomBytes(32);
  await mkdir(folder, { recursive: true });
  await writeFile(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  await chmod(path, 0o600);
  return key;
}

function ownOrigins(url: string, publicUrl: string): string[] {
  const here = new URL(url);
  return [...new Set([here.origin, `http://localhost:${here.port}`, new URL(publicUrl).origin])];
}
