// Puts the rooms of the stand-in together: workspace, way to the app, gestures, doors.
import { createCallLog } from '../wire/call-log.js';
import { createAppLink } from './deliver.js';
import { createEvents } from './events.js';
import { createFaults } from './faults.js';
import { createFileStore } from './files.js';
import { createGestures } from './gestures/index.js';
import { createShapes } from './message-shape.js';
import { readOptions, type SlackStandInOptions } from './options.js';
import { createPageApi } from './page-api.js';
import { createPageShapes } from './page-shape.js';
import { createPageStream } from './page-stream.js';
import { createPlatform } from './platform.js';
import { createSocketMode } from './socket-mode.js';
import { createTriggers } from './triggers.js';
import { createViews } from './views.js';
import { createOAuthDesk } from './web-api/app.js';
import type { Rooms } from './web-api/call.js';
import { createWorld } from './world.js';

/** Creates everything but the servers; `baseUrl` is asked whenever an address is written. */
export const assemble = (options: SlackStandInOptions, baseUrl: () => string) => {
  const settings = readOptions(options);
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
  const gestures = createGestures({ rooms, link, events, toast: stream.toast });
  const platform = createPlatform(rooms, { faults, log, desk: createOAuthDesk() });
  const page = createPageApi({ rooms, gestures, stream, shapes: pageShapes, faults, log });
  return { rooms, log, faults, socket, link, events, stream, gestures, platform, page };
};
