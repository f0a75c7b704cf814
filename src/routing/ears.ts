// What every channel tells goes through here to its verb; resolves after the commit, so that accept means stored.

import type { Ears, Heard, Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { findAttachmentOf } from '../store/attachments.js';
import { findChannelByAccount } from '../store/chatbots.js';
import type { Files } from './files.js';
import type { Inbox } from './inbox.js';
import type { Routing } from './routing.js';

/** How long a door is believed without asking again: a removed site answers this much longer at most. */
const doorMemoryMs = 5_000;
const mostDoors = 10_000;

export interface EarsOptions {
  readonly routing: Routing;
  readonly files: Files;
  readonly hear: (inbound: Inbound) => Promise<Heard>;
  readonly inbox: Pick<Inbox, 'keep'>;
}

/** Creates the ears. */
export function createEars({ routing, files, hear, inbox }: EarsOptions): Ears {
  const doors = new Map<string, { readonly door: ChannelAccount | null; readonly until: number }>();
  return {
    async findAccount(kind, account) {
      const key = `${kind} ${account}`;
      const known = doors.get(key);
      if (known && known.until > Date.now()) return known.door;
      const door = await findChannelByAccount(routing.store, kind, account);
      // Unknown accounts are remembered too, but nobody may fill the memory by asking for many.
      if (doors.size >= mostDoors) doors.clear();
      doors.set(key, { door, until: Date.now() + doorMemoryMs });
      return door;
    },
    hear,
    keep: (batch) => inbox.keep(batch),
    storeFile: ({ channel, address }, file) =>
      files.storeFor({ organizationId: channel.organizationId, channelId: channel.id, address }, file),
    async openFile({ channel, address }, id) {
      const owner = { organizationId: channel.organizationId, channelId: channel.id, address };
      const attachment = await findAttachmentOf(routing.store, owner, id);
      return attachment ? { attachment, bytes: await files.read(attachment) } : null;
    },
  };
}
