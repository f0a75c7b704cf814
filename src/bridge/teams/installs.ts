// Counts the teams that have the app, so that the end of the last one is known for the end of it all.

import { createInOrder } from '../../core/in-order.js';
import type { TeamsMemory } from './options.js';

export interface Installs {
  /** The app is in this team. */
  join(team: string): Promise<void>;
  /** The app left this team; true when that was the last one, and only the first time that it is told. */
  leave(team: string): Promise<boolean>;
}

const key = 'teams';

/** Creates the count of one process; what is known is not written again. */
export function createInstalls(memory: TeamsMemory): Installs {
  const inOrder = createInOrder();
  const read = async () => (await memory.read<{ readonly ids: readonly string[] }>(key))?.ids ?? null;
  return {
    join: (team) =>
      inOrder(key, async () => {
        const ids = (await read()) ?? [];
        if (!ids.includes(team)) await memory.write(key, { ids: [...ids, team] });
      }),
    leave: (team) =>
      inOrder(key, async () => {
        const ids = await read();
        // Where nothing was ever heard of any team, this is the only one there can have been.
        if (ids !== null && !ids.includes(team)) return false;
        const rest = (ids ?? []).filter((one) => one !== team);
        await memory.write(key, { ids: rest });
        return rest.length === 0;
      }),
  };
}
