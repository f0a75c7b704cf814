// What every channel tells goes through here to its verb; resolves after the commit, so that accept means stored.

import type { Ears, Heard, Inbound } from '../channels/channel.js';
import type { ChannelAccount } from '../core/chatbot.js';
import { findAttachmentOf } from '../store/attachments.js';
import { findChannelByAccount } from '../store/chatbots.js';
import type { Files } from './files.js';
import type { Routing } from './routing.js';
import { deleteReceived, editReceived, recordReceipt, requestByCustomer } from './verbs/customer-change.js';
import { receive } from './verbs/receive.js';

/** How long a door is believed without asking again: a removed site answers this much longer at most. */
const doorMemoryMs = 5_000;
const mostDoors = 10_000;
const nothing: Heard = { conversationId: null, messageId: null, sequence: null, duplicate: false };

/** Creates the ears. */
export function createEars(routing: Routing, files: Files): Ears {
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
    hear: (inbound) => hear(routing, inbound),
    async keep({ items }) {
      for (const item of items) await hear(routing, item);
    },
    storeFile: ({ channel, address }, file) =>
      files.storeFor({ organizationId: channel.organizationId, channelId: channel.id, address }, file),
    async openFile({ channel, address }, id) {
      const owner = { organizationId: channel.organizationId, channelId: channel.id, address };
      const attachment = await findAttachmentOf(routing.store, owner, id);
      return attachment ? { attachment, bytes: await files.read(attachment) } : null;
    },
  };
}

async function hear(routing: Routing, inbound: Inbound): Promise<Heard> {
  switch (inbound.type) {
    case 'message':
      return receive(routing, inbound);
    case 'edit':
      await editReceived(routing, inbound);
      return nothing;
    case 'delete':
      await deleteReceived(routing, inbound);
      return nothing;
    case 'request-human':
      return { ...nothing, conversationId: await requestByCustomer(routing, inbound) };
    case 'receipt':
      await recordReceipt(routing, inbound);
      return nothing;
    case 'typing':
      // No desk can show that a customer is writing; channels may still report it.
      return nothing;
    default:
      return nothing;
  }
}
