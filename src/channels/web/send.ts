// Sends to the widget: what is committed is in the feed already and has woken its streams, so there is nothing left to do.

import type { Channel } from '../channel.js';
import type { Streams } from './streams.js';

/** The outward half of the channel. Never fails: a visitor who is away finds the message when they return. */
export function createSend(streams: Streams): Required<Pick<Channel, 'send' | 'edit' | 'remove' | 'typing'>> {
  return {
    send: async (_to, { message }) => ({ externalId: message.id }),
    edit: async () => undefined,
    remove: async () => undefined,
    async typing({ account, address }, { name }) {
      streams.wake(account.id, address, { kind: 'typing', name });
    },
  };
}
