// The Messenger channel: the inbox of a company's Facebook Page as a customers' door.

import type { Channel } from '../channel.js';
import type { MetaChannelOptions } from '../meta/channel-options.js';
import { createUrlMedia } from '../meta/fetch-media.js';
import type { Graph } from '../meta/graph.js';
import { receiveWebhooks } from '../meta/receive.js';
import { createSenderActions } from '../meta/sender-actions.js';
import { explainMessengerError } from './errors.js';
import { createMessengerExamination } from './examine.js';
import { readMessenger } from './parse.js';
import { createPersonas } from './personas.js';
import { createMessengerProfile } from './profile.js';
import { readMessengerDoor } from './reach.js';
import { createMessengerSend } from './send.js';

export interface MessengerChannelOptions extends MetaChannelOptions {
  /** The Graph API of Facebook. */
  readonly graph: Graph;
}

/** Makes the channel; what it remembers (personas, pace) may vanish at any moment. */
export function createMessengerChannel(options: MessengerChannelOptions): Channel {
  const { graph, appId, log, media, now = () => new Date() } = options;
  const personas = createPersonas({ graph, now: () => now().getTime(), log });
  const files = createUrlMedia({ log, ...media });
  return {
    name: 'messenger',
    listen(mount, ears) {
      receiveWebhooks(mount, ears, {
        ...options,
        kind: 'messenger',
        object: 'page',
        now,
        read: (body, at) => readMessenger(body, at, appId === undefined ? {} : { appId }),
      });
    },
    send: createMessengerSend({ graph, personas, now }),
    ...createSenderActions({
      words: { typing: 'TYPING_ON', seen: 'MARK_SEEN', react: 'REACT', unreact: 'UNREACT' },
      reaction: (emoji) => emoji,
      reach(account) {
        const { page, auth, settings } = readMessengerDoor(account);
        return { graph, auth, path: `/${page}/messages`, settings };
      },
      explain: explainMessengerError,
      log,
    }),
    fetchMedia: (_account, file, signal) => files.fetchByUrl(file, signal),
    readProfile: createMessengerProfile(graph),
    examine: createMessengerExamination({ graph, appId }),
  };
}
