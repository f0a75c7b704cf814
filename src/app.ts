// The composition root: names every floor and hands each what it needs, in plain calls.

import { join } from 'node:path';
import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { createTemplateShelf } from './app/abilities.js';
import { createAssistants } from './app/assistants.js';
import { allowOrigins, readDeclaration } from './app/declaration.js';
import { createDeskEar } from './app/desk-ear.js';
import { wireDesks } from './app/desks.js';
import { createEndings, type Endings } from './app/endings.js';
import { type Keys, readKeys } from './app/keys.js';
import { openMemory } from './app/memory.js';
import {
  createFileLinks,
  createMetaChannels,
  type FileLinks,
  keepPlayable,
  mustHaveMeta,
} from './app/meta.js';
import { createMetrics, type Metrics } from './app/metrics.js';
import { places } from './app/places.js';
import { createPlayground, type Playground } from './app/playground.js';
import { createWebHouse } from './app/web-house.js';
import { leaseMs, startWorks } from './app/works.js';
import type { AssistantKind } from './assistant/assistant.js';
import { createAssistantKinds } from './assistant/registry.js';
import { createReportShelf, type ReportShelf } from './bridge/report/shelf.js';
import type { Channel, Ears } from './channels/channel.js';
import { createWebChannel, type WebChannelOptions } from './channels/web/index.js';
import { sniffFile } from './channels/web/sniff.js';
import type { Config } from './config.js';
import type { Declaration } from './core/declaration.js';
import { type HttpHouse, listenHttp } from './http.js';
import { createEars } from './routing/ears.js';
import { createFiles, type Files } from './routing/files.js';
import { createAssistantEars } from './routing/late-answers.js';
import type { Routing } from './routing/routing.js';
import { createSuggester } from './routing/suggest.js';
import { returnMisplaced } from './routing/verbs/leave.js';
import { createLine, type Line } from './routing/work/line.js';
import { createSignals, type Signals } from './routing/work/signals.js';
import { applyDeclaration } from './store/apply.js';
import { createFileStore } from './store/file-store.js';
import type { Store } from './store/store.js';

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
  /** Origins of a stand-in for Meta from which customers' files may come; none unless someone says so. */
  readonly mediaOrigins?: readonly string[];
}

export interface Baton {
  readonly url: string;
  readonly store: Store;
  readonly playground: Playground | null;
  /** Stops in good order: no new requests, attempts under way recorded, database last. */
  stop(): Promise<void>;
}

/** Starts Baton. Throws ConfigError, EmbeddedError or Node's own error; nothing is left running then. */
export async function startBaton(options: BatonOptions): Promise<Baton> {
  const endings = createEndings(options.log);
  try {
    const ground = await layGround(options, endings);
    await raiseFloors(options, ground, endings);
    const { http, store, playground } = ground;
    return { url: http.url, store, playground, stop: () => endings.run() };
  } catch (error) {
    await endings.run();
    throw error;
  }
}

/** What every floor stands on. */
interface Ground {
  readonly kinds: readonly AssistantKind[];
  readonly http: HttpHouse;
  readonly publicUrl: string;
  readonly playground: Playground | null;
  readonly keys: Keys;
  readonly store: Store;
  readonly routing: Routing;
  readonly files: Files;
  /** For platforms that fetch by address what they are to show the customer. */
  readonly links: FileLinks;
  /** For desks that fetch by address what an agent asked for. */
  readonly reports: ReportShelf;
  readonly signals: Signals;
  readonly line: Line;
  readonly metrics: Metrics;
}

/** From what costs nothing to what lasts: declaration, port, database, then everything on it. */
async function layGround(options: BatonOptions, endings: Endings): Promise<Ground> {
  const { config, log } = options;
  const kinds = createAssistantKinds({
    env: { OPENAI_API_KEY: config.openai.apiKey ?? undefined, OPENAI_BASE_URL: config.openai.baseUrl },
  });
  const read = await readDeclaration({ path: config.declarationPath, env: options.env, kinds });
  const declared = keepPlayable(read, config);
  if (!config.playground) mustHaveMeta(config.meta, declared);
  const http = await listenHttp({ ...config, log });
  endings.add(() => http.close());
  const publicUrl = config.publicUrlGiven ? config.publicUrl : http.url;
  const { store, databaseUrl } = await openMemory(options, endings);
  // Once more, above the memory: requests under way must end before it is closed.
  endings.add(() => http.close());
  const playground = config.playground ? await createPlayground(http.url, declared) : null;
  if (playground) endings.add(() => playground.close());
  const declaration = playground
    ? allowOrigins(playground.introduce(declared), ownOrigins(http.url, publicUrl))
    : declared;
  await declare(store, declaration, log);

  const works = config.roles.includes('worker');
  const engine = config.redisUrl
    ? ({ kind: 'redis', url: config.redisUrl } as const)
    : ({ kind: 'postgres', url: databaseUrl } as const);
  const bytes = createFileStore(join(config.folder, 'files'));
  const files = createFiles({ store, bytes, sniff: sniffFile });
  const keys = await readKeys(config);
  return {
    kinds,
    http,
    publicUrl,
    playground,
    keys,
    store,
    routing: { store, log, ownFeeds: ['web'], ...(works ? { instant: { leaseMs } } : {}) },
    files,
    links: createFileLinks({ publicUrl, keys, store, files }),
    reports: createReportShelf({ publicUrl, secret: keys.linkSecret, store }),
    signals: createSignals(config.redisUrl, log),
    line: createLine({ engine, log, ...(options.prefix ? { prefix: options.prefix } : {}) }),
    metrics: createMetrics(),
  };
}

async function declare(store: Store, declaration: Declaration, log: Logger): Promise<void> {
  const { kept } = await applyDeclaration(store, declaration);
  if (kept.length > 0) log.warn({ kept }, 'changed since it was declared, and kept');
  const returned = await returnMisplaced({ store });
  if (returned > 0) log.info({ returned }, 'conversations of agents who may not have them wait again');
}

/** Channels and desks, the workers between them, and the doors; the last to start is the first to stop. */
async function raiseFloors(options: BatonOptions, ground: Ground, endings: Endings): Promise<void> {
  const { config, log } = options;
  const { store, routing, files, http, playground, line, metrics } = ground;
  const channels = createChannels(options, ground);
  endings.add(() => Promise.all([...channels.values()].map((channel) => channel.close?.())));
  const wired = wireDesks({ ...ground, config, log });
  const { desks } = wired;
  const templates = createTemplateShelf(store, channels);
  const assistantOf = createAssistants(ground.kinds);
  const suggester = createSuggester(routing, assistantOf);
  const { hear, inbox, workers } = startWorks({
    ...ground,
    channels,
    desks,
    templates,
    suggester,
    assistantOf,
    works: config.roles.includes('worker'),
  });
  endings.add(() => workers.stop());
  endings.add(() => inbox.stop());

  const router = express.Router();
  endings.add(() => wired.stop());
  if (config.roles.includes('web')) {
    await wired.listen(router, createDeskEar({ ...ground, config, desks, channels, templates, suggester }));
    mountDoors(router, channels, ground, createEars({ routing, files, hear, inbox }));
  }
  http.open({
    routers: [...(playground ? [playground.router] : []), router],
    isReady: () => store.ping(),
    metrics: metrics.registry,
    board: config.adminToken ? { queue: line.queue, token: config.adminToken } : null,
  });
  // The playground answers at once, so its binding is waited for; a real desk may be away for a while.
  const bound = wired.bind();
  if (playground) await bound;
  else bound.catch((error: unknown) => log.error({ err: error }, 'a desk could not be bound'));
  endings.add(() => http.refuse());
}

function createChannels(options: BatonOptions, ground: Ground): ReadonlyMap<string, Channel> {
  const web = createWebChannel({
    house: createWebHouse(ground.store, ground.signals),
    publicUrl: ground.publicUrl,
    log: options.log,
    widgetFolder: places.widget,
    linkSecret: ground.keys.linkSecret,
    pictureHosts: ['https://avatars.slack-edge.com', 'https://secure.gravatar.com'],
    ...(options.webLimits ? { limits: options.webLimits } : {}),
  });
  const { playground } = ground;
  const meta = createMetaChannels({
    ...(playground?.meta(options.config.meta) ?? {
      meta: options.config.meta,
      mediaOrigins: options.mediaOrigins,
    }),
    log: options.log,
    files: ground.links,
    count: ground.metrics.countWebhook,
  });
  return new Map<string, Channel>([web, ...meta].map((channel) => [channel.name, channel]));
}

function mountDoors(
  router: Router,
  channels: ReadonlyMap<string, Channel>,
  ground: Ground,
  ears: Ears,
): void {
  for (const channel of channels.values()) channel.listen(router, ears);
  ground.links.listen(router);
  ground.reports.listen(router);
  const assistantEars = createAssistantEars(ground.routing);
  for (const kind of ground.kinds) kind.listen?.(router, assistantEars);
}

function ownOrigins(url: string, publicUrl: string): string[] {
  const here = new URL(url);
  return [...new Set([here.origin, `http://localhost:${here.port}`, new URL(publicUrl).origin])];
}
