// Puts the pane's door together: its ground, its stream, its routes.
import type { CallLog } from '../wire/call-log.js';
import type { Dialogs } from './dialogs.js';
import type { Faults } from './faults.js';
import type { Gestures } from './gestures/index.js';
import type { Settings } from './options.js';
import { createTeamsPageApi } from './page-api.js';
import { createTeamsPageStream } from './page-stream.js';
import { createTenantGround } from './page-tenant.js';
import type { World } from './world.js';

interface Parts {
  readonly world: World;
  readonly settings: Settings;
  readonly dialogs: Dialogs;
  readonly gestures: Gestures;
  readonly faults: Faults;
  readonly log: Pick<CallLog, 'read'>;
  readonly manifest: unknown;
}

/** `answer` serves a request and says whether it was its own; `close` ends the streams of open pages. */
export const createTeamsPage = ({ faults, log, ...parts }: Parts) => {
  const ground = createTenantGround(parts);
  const stream = createTeamsPageStream(ground);
  return { answer: createTeamsPageApi({ ground, stream, faults, log }), close: stream.close };
};
