// A Slack stand-in: the real Web API, Events API, commands, interactivity, views, files and Socket Mode, in memory.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { createCallLog } from './call-log.js';
import { createAppLink } from './deliver.js';
import { createEvents } from './events.js';
import { createFaults } from './faults.js';
import { createFileStore } from './files.js';
import type { Ground } from './gestures/ground.js';
import { createGestures } from './gestures/index.js';
import { sendText } from './http.js';
import { createShapes } from './message-shape.js';
import { readOptions, type SlackStandInOptions } from './options.js';
import { createPageApi, type PageApi } from './page-api.js';
import { createPageShapes } from './page-shape.js';
import { createPageStream } from './page-stream.js';
import { createPlatform, type Platform } from './platform.js';
import { PAGE_API_PATH } from './protocol.js';
import { createSocketMode, type SocketMode } from './socket-mode.js';
import { createTriggers } from './triggers.js';
import { createViews } from './views.js';
import { createOAuthDesk } from './web-api/app.js';
import type { Rooms } from './web-api/call.js';
import { createWorld } from './world.js';

export { signBody } from './deliver.js';
export type { SlackStandInOptions } from './options.js';
export type SlackStandIn = ReturnType<typeof createSlackStandIn>;

/**
 * Creates a Slack workspace with one app in it.
 *
 * Alone: `await standIn.listen()` and point the app at `standIn.apiUrl()`; the page API is there too.
 * Mounted: `app.use('/playground/slack', standIn.router)` and `app.use(PAGE_API_PATH, standIn.pageRouter)`,
 * with `publicUrl` naming the first; hand `upgrade` events to `standIn.upgrade` for Socket Mode.
 */
export const createSlackStandIn = (options: SlackStandInOptions = {}) => {
  const settings = readOptions(options);
  let publicUrl = options.publicUrl ?? 'http://127.0.0.1:0';
  const baseUrl = (): string => publicUrl;

  const world = createWorld(settings, { users: options.users ?? [], channels: options.channels ?? [] });
  const log = createCallLog(settings.now);
  const faults = createFaults(options.latencyMs);
  const views = createViews(settings);
  const shapes = createShapes(settings, baseUrl);
  const socket = createSocketMode(settings);
  const link = createAppLink(settings, log, socket.link);
  if (options.eventsUrl !== undefined) link.sendTo(options.eventsUrl);
  const events = createEvents(settings, world, { link, faults, shapes });
  const rooms: Rooms = {
    settings,
    world,
    views,
    shapes,
    socket,
    baseUrl,
    files: createFileStore(settings, world),
    triggers: createTriggers(settings),
    tokens: new Set([settings.botToken]),
  };
  const pageShapes = createPageShapes(settings, world);
  const stream = createPageStream(world, views, pageShapes);
  const ground: Ground = { rooms, link, events, toast: stream.toast };
  const gestures = createGestures(ground);
  const platform = createPlatform(rooms, { faults, log, desk: createOAuthDesk() });
  const page = createPageApi({ rooms, gestures, stream, shapes: pageShapes, faults, log });

  const server = createStandInServer(platform, page, socket);

  return {
    /** The platform's addresses (`/api/…`, files, response URLs) for an Express app. */
    router: mountable(platform),
    /** The page API for an Express app, to be mounted at `PAGE_API_PATH`. */
    pageRouter: mountable(page),
    upgrade: socket.upgrade,
    /** The workspace itself: users, channels, messages; tests read and change it directly. */
    world,
    views,
    /** What people do: post, click, command, submit … */
    gestures,
    faults,
    /** A trigger_id as a gesture of this user would carry. */
    triggerFor: (userId: string): string => rooms.triggers.createTrigger(userId),
    /** Sends an event the workspace does not make by itself, e.g. `tokens_revoked`. */
    emit: events.emit,
    /** Resolves when every event so far was answered or given up. */
    whenIdle: events.whenIdle,
    log,
    settings,
    /** For `slackApiUrl` and `SLACK_API_URL`. */
    apiUrl: (): string => `${publicUrl}/api/`,
    baseUrl,
    /** Where events, commands and interactivity go from now on. */
    sendTo: link.sendTo,
    signWith: link.signWith,
    /** Tells Socket Mode clients to reconnect. */
    refreshSockets: socket.refresh,
    isSocketOpen: socket.link.isOpen,
    /** Names its own address when it is mounted. */
    setPublicUrl: (url: string): void => {
      publicUrl = url.replace(/\/$/, '');
    },
    /** Listens on its own, on loopback and a free port unless told otherwise. */
    listen: async ({
      port = 0,
      host = '127.0.0.1',
    }: {
      port?: number;
      host?: string;
    } = {}): Promise<string> => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, resolve);
      });
      publicUrl = `http://${host}:${(server.address() as AddressInfo).port}`;
      return publicUrl;
    },
    close: async (): Promise<void> => {
      events.close();
      stream.close();
      socket.close();
      await link.close();
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** An own server needs no framework: the benchmark's sink must cost little. */
const createStandInServer = (platform: Platform, page: PageApi, socket: SocketMode): Server => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith(PAGE_API_PATH)) {
      request.url = request.url.slice(PAGE_API_PATH.length);
      if (await page(request, response)) return;
    } else if (await platform(request, response)) return;
    sendText(response, 404, 'not found');
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 30_000;
  server.on('upgrade', (request, duplex, head) => {
    if (!socket.upgrade(request, duplex, head)) duplex.destroy();
  });
  return server;
};

const mountable = (door: Platform | PageApi): Router => {
  const router = Router();
  router.use((request, response, next) => {
    door(request, response).then((isOurs) => isOurs || next(), next);
  });
  return router;
};
