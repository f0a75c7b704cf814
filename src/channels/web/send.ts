// Sends to the widget: what is committed is in the feed already, so sending is waking the visitor's streams.

import type { Channel } from '../channel.js';
import type { Streams } from './streams.js';

/** The outward half of the channel. Never fails: a visitor who is away finds the message when they return. */
export function createSend(streams: Streams): Required<Pick<Channel, 'send' | 'edit' | 'remove' | 'typing'>> {
  return {
    async send({ account, address }, { message }) {
      streams.wake(account.id, address, { kind: 'feed' });
      return { externalId: message.id };
    },
    async edit({ account, address }) {
      streams.wake(account.id, address, { kind: 'feed' });
    },
    async remove({ account, address }) {
      streams.wake(account.id, address, { kind: 'feed' });
    },
    async typing({ account, address }, { name }) {
      streams.wake(account.id, address, { kind: 'typing', name });
    },
  };
}
