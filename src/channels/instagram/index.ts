// The Instagram channel: the direct messages of a company's professional account as a customers' door.

import type { Channel } from '../channel.js';
import type { MetaChannelOptions } from '../meta/channel-options.js';
import { createUrlMedia } from '../meta/fetch-media.js';
import type { PublicFiles } from '../meta/public-files.js';
import { receiveWebhooks } from '../meta/receive.js';
import { createSenderActions } from '../meta/sender-actions.js';
import { explainInstagramError } from './errors.js';
import { createInstagramExamination } from './examine.js';
import { readInstagram } from './parse.js';
import { createInstagramProfile } from './profile.js';
import { type InstagramGraphs, readInstagramDoor } from './reach.js';
import { createInstagramSend } from './send.js';

export interface InstagramChannelOptions extends MetaChannelOptions {
  readonly graphs: InstagramGraphs;
  /** Makes the addresses from which Instagram fetches files. */
  readonly files: Pick<PublicFiles, 'link'>;
}

/** Makes the channel; what it remembers (its pace) may vanish at any moment. */
export function createInstagramChannel(options: InstagramChannelOptions): Channel {
  const { graphs, files, appId, log, media, now = () => new Date() } = options;
  const sent = createUrlMedia({ log, ...media });
  return {
    name: 'instagram',
    listen(mount, ears) {
      receiveWebhooks(mount, ears, {
        ...options,
        kind: 'instagram',
        object: 'instagram',
        now,
        read: (body, at) => readInstagram(body, at, appId === undefined ? {} : { appId }),
      });
    },
    send: createInstagramSend({ graphs, files, now }),
    ...createSenderActions({
      words: { typing: 'typing_on', seen: 'mark_seen', react: 'react', unreact: 'unreact' },
      // With or without the sign that asks for colour.
      reaction: (emoji) => (/^❤\ufe0f?$/u.test(emoji) ? 'love' : emoji),
      reach: (account) => readInstagramDoor(account, graphs),
      explain: explainInstagramError,
      log,
    }),
    fetchMedia: (_account, file, signal) => sent.fetchByUrl(file, signal),
    readProfile: createInstagramProfile(graphs),
    examine: createInstagramExamination({ graphs, appId, now }),
  };
}
