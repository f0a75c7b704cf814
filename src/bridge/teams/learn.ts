// Remembers what every activity tells by the way: the tenant's connector, the place and its team, and who is behind an id.

import type { Activity } from './activity.js';
import type { EarRoom } from './ear-room.js';
import { mayCall } from './hosts.js';
import type { Installs } from './installs.js';
import { memoryKeys, type PlaceMemory, type ServiceMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import type { People } from './people.js';
import { looksPersonal } from './refs.js';

/** What is known of the place after an activity of it. */
export interface PlaceFacts {
  /** True where we hear only what is said to us. */
  readonly mustAddress: boolean;
}

interface LearningRoom {
  readonly options: Pick<TeamsDeskOptions, 'credentials' | 'cloud' | 'memory' | 'tenantId'>;
  readonly people: Pick<People, 'learn' | 'meetAt'>;
  readonly installs: Pick<Installs, 'join'>;
  readonly hear: EarRoom['hear'];
}

/** `isOverheard`: a line that did not mention us, so that the team must have let us read along. */
export type Learn = (
  activity: Activity,
  news: { readonly user: string | null; readonly isOverheard: boolean },
) => Promise<PlaceFacts>;

/** Creates what learns; nothing is written that is known already. Its promise rejects when memory is out of reach. */
export function createLearning({ options, people, installs, hear }: LearningRoom): Learn {
  const { memory } = options;

  const learnService = async (url: string | null): Promise<void> => {
    if (url === null || !mayCall(options, url)) return;
    const known = await memory.read<ServiceMemory>(memoryKeys.service);
    if (known?.url !== url) await memory.write(memoryKeys.service, { url } satisfies ServiceMemory);
  };

  const learnPlace = async ({ spot, team }: Activity, isOverheard: boolean): Promise<PlaceFacts> => {
    const key = memoryKeys.place(spot.place);
    const known = await memory.read<PlaceMemory>(key);
    const now: PlaceMemory = {
      team: team.id ?? known?.team ?? null,
      group: team.group ?? known?.group ?? null,
      reads: isOverheard || (known?.reads ?? false),
    };
    people.meetAt(spot.place);
    const isNews = !known || known.left === true;
    if (isNews) await installs.join(team.id ?? spot.place);
    if (isNews || now.team !== known.team || now.group !== known.group || now.reads !== known.reads)
      await memory.write(key, now);
    // Cards there say that Baton must be mentioned: they were drawn before anybody could know.
    if (now.reads && !known?.reads)
      await hear({ type: 'manner-changed', desk: 'teams', team: options.tenantId, place: spot.place });
    return { mustAddress: !now.reads };
  };

  const learnPersonal = async (place: string): Promise<PlaceFacts> => {
    const key = memoryKeys.place(place);
    if (!looksPersonal(place) && !(await memory.read<PlaceMemory>(key))?.personal)
      await memory.write(key, { team: null, group: null, reads: true, personal: true } satisfies PlaceMemory);
    return { mustAddress: false };
  };

  return async (activity, { user, isOverheard }) => {
    const { from, spot } = activity;
    await learnService(activity.serviceUrl);
    if (user !== null && from.id !== '') {
      const name = from.name === null ? {} : { name: from.name };
      await people.learn(user, {
        id: from.id,
        ...name,
        ...(activity.isPersonal ? { chat: spot.place } : {}),
      });
    }
    return activity.isPersonal ? learnPersonal(spot.place) : learnPlace(activity, isOverheard);
  };
}
