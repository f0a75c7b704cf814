// Meets whoever made a gesture: who they are in the place, and what their activity teaches us by the way.

import type { EarRoom, Meet } from './ear-room.js';
import { strangerSentence } from './ear-room.js';
import { createFormShelf } from './form-shelf.js';
import type { Installs } from './installs.js';
import { createLearning } from './learn.js';
import { createMouth, createRefusal } from './mouth.js';
import { createRoster } from './roster.js';
import { sayCard } from './say.js';

/** Creates the meeting of one process. Its promise rejects when memory is out of reach. */
export function createMeeting(room: EarRoom, installs: Installs): Meet {
  const forms = createFormShelf();
  const { options, connector, people, reach, hear } = room;
  const roster = createRoster({ options, connector });
  const learn = createLearning({ options, people, installs, hear });
  return async (activity, isOverheard = false) => {
    const face = await roster.authorOf(activity);
    if (!face) return null;
    const { user, isStranger } = face;
    const { mustAddress } = await learn(activity, { user: isStranger ? null : user, isOverheard });
    const home = activity.isPersonal ? ((await people.known(user))?.home ?? null) : null;
    return {
      user,
      isStranger,
      hearingOf: (turn, files = []) => ({
        team: options.tenantId,
        user,
        isStranger,
        mustAddress,
        home,
        files,
        whoIs: async (id) => (await roster.whoIs(activity.spot, id))?.user ?? null,
        mouthAt(seat) {
          const mouthRoom = { reach, forms, log: options.log };
          const mouth = createMouth(mouthRoom, turn, { seat, speaking: mustAddress ? 'mention' : 'plain' });
          return isStranger ? createRefusal(mouth, sayCard(strangerSentence)) : mouth;
        },
      }),
    };
  };
}
