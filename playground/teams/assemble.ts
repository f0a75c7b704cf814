// Puts the rooms of the stand-in together: tenant, way to the app, gestures, doors.
import { createCallLog } from '../wire/call-log.js';
import { createShapes } from './activity-shapes.js';
import { createConnectorDoor } from './connector/door.js';
import { createPacing } from './connector/pacing.js';
import { createDialogs } from './dialogs.js';
import { createEvents } from './events.js';
import { createFaults } from './faults.js';
import { createGestures } from './gestures/index.js';
import { createGraph } from './graph.js';
import { createKeys } from './keys.js';
import { createAppLink } from './link.js';
import { createLogin } from './login.js';
import { readOptions, type TeamsStandInOptions } from './options.js';
import { createTeamsPage } from './page.js';
import { createPlatform } from './platform.js';
import { createWorld } from './world.js';

export type Rooms = ReturnType<typeof assemble>;

/** Creates everything but the servers; `cloudUrl` is asked whenever an address is written. */
export const assemble = (options: TeamsStandInOptions, cloudUrl: () => string) => {
  const settings = readOptions(options);
  const world = createWorld(settings, {
    people: options.people ?? [],
    teams: options.teams ?? [],
    personalFor: options.personalFor ?? null,
  });
  const log = createCallLog(settings.now);
  const faults = createFaults(options.latencyMs);
  const keys = createKeys();
  const login = createLogin(settings, keys, cloudUrl);
  const link = createAppLink(settings, keys, log);
  const events = createEvents(settings, link);
  const dialogs = createDialogs((user) => world.tell({ type: 'dialogs', user }));
  const shapes = createShapes(settings, () => `${cloudUrl()}/service/`);
  const gestures = createGestures({ settings, world, shapes, events, dialogs });
  const ground = { settings, world, pacing: createPacing(settings) };
  const platform = createPlatform({
    login,
    faults,
    log,
    connector: createConnectorDoor({ ground, login, faults, log }),
    graph: createGraph({ settings, world, login, cloudUrl }),
  });
  const page = createTeamsPage({
    world,
    settings,
    dialogs,
    gestures,
    faults,
    log,
    manifest: options.manifest,
  });
  return { settings, world, log, faults, login, link, events, dialogs, shapes, gestures, platform, page };
};
