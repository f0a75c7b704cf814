// The house's one HTTP server: mounts every door, says how it is, and turns errors into statuses.

import { timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Queue } from 'bullmq';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express';
import type { Registry } from 'prom-client';
import { Failure, Refusal } from './core/errors.js';
import { createExpressServer } from './express-server.js';
import type { Log } from './routing/routing.js';
import { newId } from './store/store.js';

export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly trustedProxies: number;
  readonly log: Log;
}

export interface HttpHouse {
  readonly server: Server;
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Opens the doors; until then everything but `/healthz` answers 503. */
  open(doors: Doors): void;
  /** Answers 503 from now on, except to our own calls to the playground's Slack. */
  refuse(): void;
  /** Lets requests under way end, and closes. */
  close(): Promise<void>;
}

export interface Doors {
  /** Routers that verify, parse and answer by themselves, in the order they are asked. */
  readonly routers: readonly Router[];
  readonly isReady: () => Promise<boolean>;
  readonly metrics: Registry;
  readonly board: { readonly queue: Queue; readonly token: string } | null;
}

/** How long requests under way may take to end before their connections are cut. */
const patienceMs = 5_000;

/** Listens at once, so that a port in use is said before anything else starts. Rejects with Node's error. */
export async function listenHttp(options: HttpOptions): Promise<HttpHouse> {
  const app = express();
  app.disable('x-powered-by');
  // Answers are made for one caller at one moment; what can be kept carries its own tag.
  app.disable('etag');
  app.set('trust proxy', options.trustedProxies);
  let state: 'starting' | 'open' | 'closing' = 'starting';
  app.get('/healthz', (_request, response) => void response.json({ ok: true }));
  app.use((request, response, next) => {
    if (state === 'open' || request.path.startsWith('/playground/slack/')) return next();
    response
      .status(503)
      .set('retry-after', '2')
      .json({ error: { code: state, message: `Baton is ${state}.` } });
  });
  const server = createExpressServer(app);
  // Longer than the usual proxies' own, so that no request dies on a connection we were just closing.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    server,
    url: `http://${host}:${port}`,
    open(doors) {
      mountDoors(app, doors, options.log);
      state = 'open';
    },
    refuse() {
      state = 'closing';
    },
    async close() {
      state = 'closing';
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection is idle again once its last answer is out: look until all are gone.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => server.closeAllConnections(), patienceMs).unref();
      await closed;
      clearTimeout(cut);
      clearInterval(sweep);
    },
  };
}

function mountDoors(app: Express, doors: Doors, log: Log): void {
  app.get('/readyz', async (_request, response) => {
    const ready = await doors.isReady();
    response.status(ready ? 200 : 503).json({ ready });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(doors.metrics.contentType).send(await doors.metrics.metrics());
  });
  if (doors.board) app.use('/admin/queues', guard(doors.board.token), boardOf(doors.board.queue));
  for (const router of doors.routers) app.use(router);
  app.use((_request, response) => {
    response.status(404).json({ error: { code: 'not-found', message: 'There is nothing here.' } });
  });
  app.use(answerError(log));
}

/** The board is loaded when it is first looked at: most processes never show it. */
function boardOf(queue: Queue): RequestHandler {
  let board: Promise<RequestHandler> | null = null;
  return (request, response, next) => {
    board ??= loadBoard(queue);
    board.then((show) => show(request, response, next), next);
  };
}

async function loadBoard(queue: Queue): Promise<RequestHandler> {
  const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/express'),
  ]);
  const adapter = new ExpressAdapter();
  adapter.setBasePath('/admin/queues');
  createBullBoard({ queues: [new BullMQAdapter(queue, { readOnlyMode: true })], serverAdapter: adapter });
  return adapter.getRouter() as RequestHandler;
}

/** The board shows ids only, yet it is nobody's business: a token by `Authorization: Bearer` or as Basic password. */
function guard(token: string): RequestHandler {
  const wanted = Buffer.from(token);
  return (request, response, next) => {
    const [scheme = '', value = ''] = (request.get('authorization') ?? '').split(' ');
    const basic = scheme.toLowerCase() === 'basic';
    const given = Buffer.from(
      basic
        ? Buffer.from(value, 'base64')
            .toString()
            .replace(/^[^:]*:/, '')
        : value,
    );
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return next();
    response
      .status(401)
      .set('www-authenticate', 'Basic realm="Baton"')
      .json({ error: { code: 'unauthorized', message: 'A token is needed.' } });
  };
}

/** What no door answered itself: our refusals are 4xx, outside failures 502, our bugs 500 with a reference. */
function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof Refusal) {
      response.status(400).json({ error: { code: error.code, message: error.message } });
      return;
    }
    const status = (error as { status?: unknown } | null)?.status;
    if (typeof status === 'number' && status >= 400 && status < 500) {
      response
        .status(status)
        .json({ error: { code: 'bad-request', message: 'The request could not be read.' } });
      return;
    }
    const reference = newId().slice(-8);
    log.error({ err: error, reference }, 'a request failed');
    const outside = error instanceof Failure;
    response.status(outside ? 502 : 500).json({
      error: { code: outside ? error.code : 'internal', message: `Something went wrong (${reference}).` },
    });
  };
}
