// The Teams desk: Microsoft's SDK listens, a thin connector of our own speaks, everything else is handed in.

import type { Desk } from '../desk.js';
import type { TeamsDeskOptions } from './options.js';

/** Creates the Teams desk. Nothing is called and nothing is loaded before `listen`, `post` or a gesture. */
export function createTeamsDesk(_options: TeamsDeskOptions): Desk {
  throw new Error('the Teams desk is not built yet');
}
