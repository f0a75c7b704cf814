// The Teams desk: Microsoft's SDK listens, a thin connector of our own speaks, everything else is handed in.

import type { Desk } from '../desk.js';
import { createConnector } from './connector.js';
import { createExamination } from './examine.js';
import { createTeamsFiles } from './files.js';
import { createPacing, createSpacing } from './limits.js';
import { createLinks } from './links.js';
import { listenToTeams } from './listen.js';
import { createMembers } from './members.js';
import type { TeamsDeskOptions } from './options.js';
import { createPeople } from './people.js';
import { postToTeams, updateInTeams } from './post.js';
import { createReach } from './reach.js';
import { createStatusLines } from './status-lines.js';
import { createTokens } from './tokens.js';

/** Creates the Teams desk. Nothing is called and nothing is loaded before `listen`, `post` or a gesture. */
export function createTeamsDesk(options: TeamsDeskOptions): Desk {
  const tokens = createTokens(options);
  const connector = createConnector({ options, tokens, pacing: createPacing() });
  const people = createPeople({ options, connector });
  const spacing = createSpacing(options.limits?.redrawMs);
  const statusLines = createStatusLines({ options, connector });
  const reach = createReach({ options, connector, people, spacing });
  const room = { options, connector, people, spacing, statusLines };
  const files = createTeamsFiles(options, { connector, tokens, reach });

  return {
    name: 'teams',
    async listen(mount, hear) {
      files.listen(mount, hear);
      await listenToTeams(options, { reach, connector, people, files }, mount, hear);
    },
    post: (to, post) => postToTeams(room, to, post),
    update: (at, post) => updateInTeams(room, at, post),
    mark: (at, mark) => statusLines.mark(at, mark),
    whisper: reach.whisper,
    direct: reach.direct,
    home: reach.home,
    ...createMembers({ options, connector }),
    link: createLinks(options),
    examine: createExamination({ options, tokens, connector }),
  };
}
