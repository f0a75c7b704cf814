// Hears the app come and go: homes of those who add it, and the end of an installation when its last team removes it.

import type { Activity } from './activity.js';
import type { EarRoom, Meet } from './ear-room.js';
import type { Installs } from './installs.js';
import { memoryKeys } from './memories.js';
import { type Circumstance, parseCircumstance } from './parse-lifecycle.js';

/** Creates what hears it; rejects when something could not be stored. */
export function createHearingLife(
  room: EarRoom,
  meet: Meet,
  installs: Installs,
): (activity: Activity) => Promise<void> {
  const { options, people, hear } = room;
  const team = options.tenantId;

  const greet = async (activity: Activity): Promise<void> => {
    const met = await meet(activity);
    if (!met || met.isStranger) return;
    await hear({ type: 'home-opened', desk: 'teams', team, user: met.user });
  };

  const leave = async (activity: Activity, left: Extract<Circumstance, { kind: 'left' }>): Promise<void> => {
    const { place } = activity.spot;
    const isLast = await installs.leave(left.team ?? place);
    await options.memory.forget(memoryKeys.place(place));
    options.log.warn({ place, cause: left.cause }, 'Baton was removed from a team');
    if (isLast) await hear({ type: 'installation-lost', desk: 'teams', team, cause: left.cause });
  };

  return async (activity) => {
    const circumstance = parseCircumstance(activity);
    switch (circumstance.kind) {
      case 'met':
        return greet(activity);
      case 'joined':
        await installs.join(circumstance.team ?? activity.spot.place);
        await options.installed?.();
        await meet(activity);
        return;
      case 'parted': {
        const { objectId, id } = activity.from;
        if (objectId !== null) await people.learn(objectId, { id, chat: null, home: null });
        return;
      }
      case 'moved':
        // Which of the team's channels somebody may read is not told: all of them are looked at again.
        for (const user of circumstance.users) {
          const type = circumstance.joined ? 'place-joined' : 'place-left';
          await hear({ type, desk: 'teams', team, place: null, user });
        }
        return;
      case 'left':
        return leave(activity, circumstance);
      case 'trouble':
        options.log.warn(
          { place: circumstance.place, cause: circumstance.cause },
          'A Teams channel that Baton may need has changed',
        );
        return;
      case 'nothing':
        return;
    }
  };
}
