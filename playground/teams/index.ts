// A Teams stand-in: a tenant with one app in it, the Bot Connector, OpenID, tokens and a little Graph, in memory.
import { createServer, type Server } from 'node:http';
import { Router } from 'express';
import { listen, stopListening } from '../slack/doors.js';
import { readTarget, sendText } from '../wire/http.js';
import { assemble, type Rooms } from './assemble.js';
import type { TeamsStandInOptions } from './options.js';
import { TEAMS_API_PATH } from './protocol.js';

export type { TeamsStandInOptions } from './options.js';
export { callsSomebody, cardsOf, readCard, readMarkup, readText, readTitles } from './read.js';
export type { Post } from './records.js';
export type TeamsStandIn = ReturnType<typeof createTeamsStandIn>;

/**
 * Creates a tenant with one app in it. It signs what it sends and takes only calls with a token it granted, as the
 * live cloud does; so the app runs with its checks on.
 *
 * Alone: `await standIn.listen()`, give the app `standIn.cloudUrl()` (`TEAMS_CLOUD_URL`) and `standIn.settings`
 * (`appId`, `secret`, `tenantId`), and name the app's door with `standIn.sendTo('http://…/api/messages')`.
 * Mounted: `app.use('/playground/teams', standIn.router)` and `app.use(TEAMS_API_PATH, standIn.pageRouter)`, with
 * `setPublicUrl` naming the first. Mount before anything that reads bodies.
 *
 * People act through `gestures`: each resolves to `{ ok: true, … }` or `{ ok: false, error, text }` once the app has
 * answered. A channel is named by its id, the chat with the app by `personal`. What came of it is in `world`
 * (`threads`, `posts`, `targetedOf`, `personalOf`, `toastsOf`) and `dialogs.of(user)`; `readText` and `readTitles`
 * read a post as a person would.
 */
export const createTeamsStandIn = (options: TeamsStandInOptions = {}) => {
  let publicUrl = options.publicUrl ?? 'http://127.0.0.1:0';
  const rooms = assemble(options, () => publicUrl);
  const { events, link, platform, page } = rooms;
  const server = createAloneServer(platform, page.answer);

  return {
    /** The cloud's addresses, for an Express app. */
    router: mountable(platform),
    /** The pane's API; it belongs at `TEAMS_API_PATH`. */
    pageRouter: mountable(page.answer),
    ...describeInside(rooms),
    /** Where its tokens, keys, connector and Graph are; no slash at the end. */
    cloudUrl: (): string => publicUrl,
    /** What activities name as the connector; ends in a slash. */
    serviceUrl: (): string => `${publicUrl}/service/`,
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
      publicUrl = await listen(server, port, host);
      return publicUrl;
    },
    close: async (): Promise<void> => {
      events.close();
      page.close();
      await link.close();
      await stopListening(server);
    },
  };
};

/** What tests, benchmarks and the playground look at and turn. */
const describeInside = ({
  settings,
  world,
  log,
  faults,
  login,
  link,
  events,
  dialogs,
  shapes,
  gestures,
}: Rooms) => ({
  /** The tenant itself: people, teams, chats, posts; read and changed directly. */
  world,
  dialogs,
  /** What people do: post, say, press, submit … */
  gestures,
  faults,
  log,
  settings,
  /** Activities as the cloud makes them, to be changed and emitted. */
  shapes,
  /** Sends an activity as it is, once; with a token that is wrong in the way named, when one is. */
  emit: events.emit,
  /** How the app is told: `duplicate` tells every message twice. */
  tricks: events.tricks,
  /** Resolves when everything so far was answered or given up. */
  whenIdle: events.whenIdle,
  /** Every token granted so far holds no more. */
  revokeTokens: login.revokeTokens,
  /** Where activities go from now on: the app's `/api/messages`. */
  sendTo: link.sendTo,
});

type Door = Rooms['platform'];

/** Answers by itself what neither door knows. */
const createAloneServer = (platform: Door, page: Door): Server => {
  const answer: Door = async (request, response) => {
    if (!request.url?.startsWith(TEAMS_API_PATH)) return platform(request, response);
    request.url = request.url.slice(TEAMS_API_PATH.length);
    return page(request, response);
  };
  const server = createServer((request, response) => {
    answer(request, response).then(
      (isOurs) => isOurs || sendText(response, 404, `nothing at ${readTarget(request).path}`),
      () => response.destroy(),
    );
  });
  server.keepAliveTimeout = 30_000;
  return server;
};

/** Makes a door something an Express app can mount. */
const mountable = (door: Door): Router => {
  const router = Router();
  router.use((request, response, next) => {
    door(request, response).then((isOurs) => isOurs || next(), next);
  });
  return router;
};
