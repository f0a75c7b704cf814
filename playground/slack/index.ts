// A Slack stand-in: the real Web API, Events API, commands, interactivity, views, files and Socket Mode, in memory.
import { assemble } from './assemble.js';
import { createStandInServer, listen, mountable, stopListening } from './doors.js';
import type { SlackStandInOptions } from './options.js';

export { signBody } from './deliver.js';
export type { SlackStandInOptions } from './options.js';
export type SlackStandIn = ReturnType<typeof createSlackStandIn>;

/**
 * Creates a Slack workspace with one app in it.
 *
 * Alone: `await standIn.listen()` and point the app at `standIn.apiUrl()`; the page API is there too.
 * Mounted: `app.use('/playground/slack', standIn.router)` and `app.use(PAGE_API_PATH, standIn.pageRouter)`,
 * with `publicUrl` (or `setPublicUrl`) naming the first; hand `upgrade` events to `standIn.upgrade` for
 * Socket Mode. Mount before anything that reads bodies.
 */
export const createSlackStandIn = (options: SlackStandInOptions = {}) => {
  let publicUrl = options.publicUrl ?? 'http://127.0.0.1:0';
  const parts = assemble(options, () => publicUrl);
  const { rooms, events, link, socket, platform, page } = parts;
  const server = createStandInServer(platform, page, socket);

  return {
    /** The platform's addresses (`/api/…`, files, response URLs) and the page API, for an Express app. */
    router: mountable(platform),
    pageRouter: mountable(page),
    /** Answers an `upgrade` of an HTTP server; false when it isn't for the stand-in. */
    upgrade: socket.upgrade,
    ...describeInside(parts),
    /** For `slackApiUrl` and `SLACK_API_URL`. */
    apiUrl: (): string => `${publicUrl}/api/`,
    baseUrl: rooms.baseUrl,
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
      parts.stream.close();
      socket.close();
      await link.close();
      await stopListening(server);
    },
  };
};

/** What tests, benchmarks and the playground look at and turn. */
const describeInside = ({
  rooms,
  events,
  link,
  socket,
  gestures,
  faults,
  log,
}: ReturnType<typeof assemble>) => ({
  /** The workspace itself: users, channels, messages; read and changed directly. */
  world: rooms.world,
  views: rooms.views,
  /** What people do: post, click, command, submit … */
  gestures,
  faults,
  log,
  settings: rooms.settings,
  /** A trigger_id as a gesture of this user would carry. */
  triggerFor: (userId: string): string => rooms.triggers.createTrigger(userId),
  /** Sends an event the workspace does not make by itself, e.g. `tokens_revoked`. */
  emit: events.emit,
  /** Resolves when every event so far was answered or given up. */
  whenIdle: events.whenIdle,
  /** Where events, commands and interactivity go from now on. */
  sendTo: link.sendTo,
  signWith: link.signWith,
  /** Tells Socket Mode clients to reconnect. */
  refreshSockets: socket.refresh,
  isSocketOpen: socket.link.isOpen,
});
