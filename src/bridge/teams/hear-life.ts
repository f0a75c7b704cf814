// Hears the app come and go: homes of those who add it, and the end of an installation when its last team removes it.

import type { Activity } from './activity.js';
import type { EarRoom, Meet } from './ear-room.js';
import type { Installs } from './installs.js';
import { memoryKeys, type PlaceMemory } from './memories.js';
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

  /** The team's channels that were ever heard of, by their keys. */
  const placesOf = async (of: string | null, place: string) =>
    [...(await options.memory.list<PlaceMemory>(memoryKeys.places))].filter(
      ([key, known]) => key === memoryKeys.place(place) || (of !== null && known.team === of),
    );

  /** Whether Baton may read along was decided anew with it: cards of before may tell agents to write what nobody hears. */
  const join = async (
    activity: Activity,
    joined: Extract<Circumstance, { kind: 'joined' }>,
  ): Promise<void> => {
    const { place } = activity.spot;
    await installs.join(joined.team ?? place);
    await options.installed?.();
    for (const [key, { left }] of await placesOf(joined.team, place))
      if (left)
        await hear({
          type: 'manner-changed',
          desk: 'teams',
          team,
          place: key.slice(memoryKeys.places.length),
        });
    await meet(activity);
  };

  const leave = async (activity: Activity, left: Extract<Circumstance, { kind: 'left' }>): Promise<void> => {
    const { place } = activity.spot;
    for (const [key, known] of await placesOf(left.team, place))
      await options.memory.write(key, { ...known, reads: false, left: true } satisfies PlaceMemory);
    options.log.warn({ place, cause: left.cause }, 'Baton was removed from a team');
    // Teams tells of it twice. It is known only once the house has it: what could not be stored is told again.
    if (await installs.isLast(left.team ?? place))
      await hear({ type: 'installation-lost', desk: 'teams', team, cause: left.cause });
    await installs.leave(left.team ?? place);
  };

  return async (activity) => {
    const circumstance = parseCircumstance(activity);
    switch (circumstance.kind) {
      case 'met':
        return greet(activity);
      case 'joined':
        return join(activity, circumstance);
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
