// Gives the web channel its house: visitors and feeds from the store, wake-ups from the signals.

import type { WebHouse } from '../channels/web/house.js';
import type { Signals } from '../routing/work/signals.js';
import { feedKey } from '../routing/work/workers.js';
import { findChatbot } from '../store/chatbots.js';
import type { Store } from '../store/store.js';
import {
  createVisitor,
  findVisitor,
  forgetVisitorToken,
  identifyVisitor,
  readFeed,
  readSnapshot,
} from '../store/visitors.js';

const snapshotMessages = 200;

/** Creates the web channel's house. */
export function createWebHouse(store: Store, signals: Signals): WebHouse {
  return {
    createVisitor: (door, tokenHash, facts) => createVisitor(store, door, tokenHash, facts),
    findVisitor: (door, tokenHash) => findVisitor(store, door, tokenHash),
    identifyVisitor: (door, visitor, person) => identifyVisitor(store, door, visitor, person),
    signOutVisitor: (door, visitor) => forgetVisitorToken(store, door, visitor),
    readSnapshot: (door, visitor) => readSnapshot(store, door, visitor, snapshotMessages),
    readFeed: (door, visitor, conversationId, after, limit) =>
      readFeed(store, door, visitor, { conversationId, after, limit }),
    subscribe: (door, visitor, wake) => signals.subscribe(feedKey(door.id, visitor.address), wake),
    async describe(door) {
      const chatbot = await findChatbot(store, { organizationId: door.organizationId, id: door.chatbotId });
      return {
        name: chatbot?.name ?? '',
        pictureUrl: chatbot?.pictureUrl ?? null,
        humanSupport: chatbot?.humanSupport ?? false,
      };
    },
  };
}
