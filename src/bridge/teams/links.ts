// Links that open a post in Teams: made, not asked for; they need the team's Entra group, which its gestures tell.

import type { PostRef } from '../desk.js';
import { memoryKeys, type PlaceMemory } from './memories.js';
import type { TeamsDeskOptions } from './options.js';
import { readRef } from './refs.js';

/** Creates the link of a post; null while the place's group is unknown. */
export function createLinks({
  memory,
  tenantId,
}: Pick<TeamsDeskOptions, 'memory' | 'tenantId'>): (at: PostRef) => Promise<string | null> {
  return async ({ place, ref }) => {
    const known = await memory.read<PlaceMemory>(memoryKeys.place(place));
    if (!known || known.group === null) return null;
    const { root, activityId } = readRef(ref);
    const query = new URLSearchParams({ tenantId, groupId: known.group, parentMessageId: root });
    const [channel, message] = [place, activityId].map(encodeURIComponent);
    return `https://teams.microsoft.com/l/message/${channel}/${message}?${query}`;
  };
}
