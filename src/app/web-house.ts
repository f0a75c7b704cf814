// Gives the web channel its house: visitors and feeds from the store, wake-ups from the signals, and a short memory.

import type { Visitor, WebHouse } from '../channels/web/house.js';
import type { ChannelAccount } from '../core/chatbot.js';
import type { Signals } from '../routing/work/signals.js';
import { feedKey } from '../routing/work/workers.js';
import { findChatbot } from '../store/chatbots.js';
import { readFeed, readSnapshot } from '../store/feed.js';
import { readLatest } from '../store/latest.js';
import type { Store } from '../store/store.js';
import { createVisitor, findVisitor, forgetVisitorToken, identifyVisitor } from '../store/visitors.js';

const snapshotMessages = 200;

/** How long a visitor's token is believed without asking again: signed out elsewhere, it works this much longer. */
const visitorMemoryMs = 10_000;
const mostVisitors = 20_000;

/** Remembers who a token belongs to; forgets at once what this process itself ends. */
function createVisitorMemory(store: Store) {
  const known = new Map<string, { readonly visitor: Visitor; readonly until: number }>();
  const keyOf = (door: ChannelAccount, tokenHash: string) => `${door.id} ${tokenHash}`;
  return {
    async find(door: ChannelAccount, tokenHash: string): Promise<Visitor | null> {
      const key = keyOf(door, tokenHash);
      const remembered = known.get(key);
      if (remembered && remembered.until > Date.now()) return remembered.visitor;
      const visitor = await findVisitor(store, door, tokenHash);
      if (known.size >= mostVisitors) known.clear();
      if (visitor) known.set(key, { visitor, until: Date.now() + visitorMemoryMs });
      else known.delete(key);
      return visitor;
    },
    forget(address: string): void {
      for (const [key, { visitor }] of known) if (visitor.address === address) known.delete(key);
    },
  };
}

/** Creates the web channel's house. */
export function createWebHouse(store: Store, signals: Signals): WebHouse {
  const visitors = createVisitorMemory(store);
  return {
    createVisitor: (door, tokenHash, facts) => createVisitor(store, door, tokenHash, facts),
    findVisitor: visitors.find,
    async identifyVisitor(door, visitor, person) {
      const identified = await identifyVisitor(store, door, visitor, person);
      visitors.forget(visitor.address);
      visitors.forget(identified.address);
      return identified;
    },
    async signOutVisitor(door, visitor) {
      await forgetVisitorToken(store, door, visitor);
      visitors.forget(visitor.address);
    },
    readSnapshot: (door, visitor) => readSnapshot(store, door, visitor, snapshotMessages),
    readLatest: (door, visitor) => readLatest(store, door, visitor),
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
