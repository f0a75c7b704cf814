// Counts the teams that have the app, so that the end of the last one is known for the end of it all.

import { createInOrder } from '../../core/in-order.js';
import type { TeamsMemory } from './options.js';

export interface Installs {
  /** The app is in this team. */
  join(team: string): Promise<void>;
  /** True where the app is in no other team than this; false once it is known to have left this one, too. */
  isLast(team: string): Promise<boolean>;
  /** The app is not in this team any more. */
  leave(team: string): Promise<void>;
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
    // Where nothing was ever heard of any team, this is the only one there can have been.
    isLast: async (team) => ((await read()) ?? [team]).join() === team,
    leave: (team) =>
      inOrder(key, async () => {
        const ids = await read();
        if (ids === null || ids.includes(team))
          await memory.write(key, { ids: (ids ?? []).filter((one) => one !== team) });
      }),
  };
}
