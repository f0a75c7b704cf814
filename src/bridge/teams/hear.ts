// Hears one activity of Teams: whether it is for us at all, and which room of the ear takes it.

import type { Json } from '../../core/payload.js';
import { isApps, readActivity } from './activity.js';
import type { Answer } from './answers.js';
import type { EarRoom } from './ear-room.js';
import { createHearingInvokes } from './hear-invoke.js';
import { createHearingLife } from './hear-life.js';
import { createHearingLines } from './hear-line.js';
import { createInstalls } from './installs.js';
import { createMeeting } from './meet.js';

/** Creates the ear. Its promise rejects when the gesture could not be stored. */
export function createEar(room: EarRoom): (body: Json) => Promise<Answer> {
  const { options } = room;
  const installs = createInstalls(options.memory);
  const meet = createMeeting(room, installs);
  const invokes = createHearingInvokes(room, meet);
  const lines = createHearingLines(room, meet);
  const life = createHearingLife(room, meet, installs);
  return async (body) => {
    const activity = readActivity(body);
    if (!activity || isApps(activity)) return { status: 200, body: null };
    const isForeign = options.credentials !== null && activity.tenant !== options.tenantId;
    if (isForeign)
      options.log.warn(
        { tenant: activity.tenant },
        'An activity of a tenant that Baton does not serve was refused',
      );
    if (activity.type === 'invoke') return invokes(activity, isForeign);
    if (isForeign) return { status: 200, body: null };
    if (/^message(?:Update|Delete|Reaction)?$/.test(activity.type)) await lines(activity);
    else await life(activity);
    return { status: 200, body: null };
  };
}
