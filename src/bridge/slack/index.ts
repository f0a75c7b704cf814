// The Slack desk: Bolt listens, two clients per workspace speak, everything else is handed in.

import type { Desk } from '../desk.js';
import { createAccess } from './clients.js';
import { createExamination } from './examine.js';
import { createFiles } from './files.js';
import { createGuestLook } from './guests.js';
import { createEar } from './hear.js';
import { mountInstall } from './install.js';
import { createPacing } from './limits.js';
import { type Listening, listenToSlack } from './listen.js';
import { createMembers } from './members.js';
import { defaultFileBytes, type SlackDeskOptions, type SlackInstallation, slackApiUrl } from './options.js';
import { postToSlack, updateInSlack } from './post.js';
import { createLinks, findInSlack, markInSlack } from './posted.js';
import { createReach } from './reach.js';

export type {
  SlackDeskOptions,
  SlackInstall,
  SlackInstallation,
  SlackInstallations,
  SlackLog,
} from './options.js';

export interface SlackDesk extends Desk {
  /** Asks Slack which team and bot the environment's token belongs to. Throws Failure (`auth` when it is refused). */
  connect(): Promise<SlackInstallation & { readonly team: string }>;
}

/** Creates the Slack desk. Nothing is called and nothing listens before `connect` and `listen`. */
export function createSlackDesk(options: SlackDeskOptions): SlackDesk {
  const apiUrl = options.apiUrl ?? slackApiUrl;
  const access = createAccess(options);
  const files = createFiles(access, { apiUrl, limitBytes: options.limits?.fileBytes ?? defaultFileBytes });
  const pacing = createPacing(options.limits?.paceMs, options.limits?.calmMs);
  const reach = createReach(access, apiUrl, files);
  const room = { access, pacing, files, log: options.log };
  let listening: Listening | null = null;

  return {
    name: 'slack',
    mentions: true,
    connect: access.connect,
    async listen(mount, hear) {
      mountInstall(options, mount, access);
      const ear = createEar({ options, access, files, reach, hear });
      listening = await listenToSlack(options, access, { mount, hear: ear });
      await listening.start();
    },
    post: (to, post) => postToSlack(room, to, post),
    update: (at, post) => updateInSlack(room, at, post),
    findPosted: (to, evidence, since) => findInSlack(access, to, { evidence, since }),
    mark: (at, mark, earlier) => markInSlack(access, at, { mark, earlier }),
    whisper: reach.whisper,
    direct: reach.direct,
    home: reach.home,
    ...createMembers(access),
    ...createGuestLook(access),
    link: createLinks(access),
    examine: createExamination(access),
    async close() {
      await listening?.stop();
      listening = null;
    },
  };
}
