// Reads a visitor's feed from a cursor on, and notices when the conversation behind the cursor is over.

import type { ConversationId } from '../../core/id.js';
import type { Guest } from './door.js';
import type { FeedEvent, Latest, Wake, WebHouse } from './house.js';

/** Where a client stands: the conversation it shows and the last sequence it has; no conversation: none yet. */
export interface Cursor {
  readonly conversationId: string | null;
  readonly after: number;
}

/** What the feed has to say. `reset`: the visitor's conversation is not the cursor's; read the snapshot. */
export type Step =
  | { readonly kind: 'events'; readonly events: readonly FeedEvent[]; readonly after: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'nothing' };

export interface FeedReader {
  /** Reads on from the cursor. Throws what the house throws. */
  read(): Promise<Step>;
  /** Takes what happened without reading it, when it is the very next thing; null: it must be read. */
  take(next: NonNullable<Extract<Wake, { kind: 'feed' }>['next']>): Step | null;
  /** Whether reading on may bring anything; costs the house far less than reading. Throws what the house throws. */
  isBehind(): Promise<boolean>;
}

export const batchSize = 100;

/**
 * A reader that goes on from the cursor with every call. While the conversation is not known to be open (at the
 * beginning, after it was closed, before there is one) it asks whether another has begun. Throws what the house throws.
 */
export function createFeedReader(house: WebHouse, { account, visitor }: Guest, cursor: Cursor): FeedReader {
  const conversationId = cursor.conversationId as ConversationId | null;
  let after = cursor.after;
  // Much of what happens is not for customers' eyes: looked through up to here, however far behind the cursor is.
  let looked = cursor.after;
  // How far the conversation was when the house was last asked.
  let known = 0;
  let open = false;

  const askLatest = async (): Promise<Latest | null> => {
    const latest = await house.readLatest(account, visitor);
    known = latest?.sequence ?? 0;
    return latest;
  };
  const readOn = async (id: ConversationId): Promise<Step> => {
    const before = after;
    const upTo = known;
    const events = await house.readFeed(account, visitor, id, after, batchSize);
    after = events.at(-1)?.sequence ?? after;
    looked = Math.max(looked, after, events.length < batchSize ? upTo : 0);
    if (events.length === 0) return { kind: 'nothing' };
    const status = events.findLast((event) => event.status !== null)?.status;
    if (status === 'closed') open = false;
    return { kind: 'events', events, after: before };
  };
  const read = async (): Promise<Step> => {
    if (!open) {
      const latest = await askLatest();
      if ((latest?.conversationId ?? null) !== conversationId) return { kind: 'reset' };
      open = latest !== null && latest.status !== 'closed';
      if (known <= looked) return { kind: 'nothing' };
    }
    return conversationId === null ? { kind: 'nothing' } : readOn(conversationId);
  };
  return {
    read,
    take(next) {
      if (!open || next.conversationId !== conversationId || next.event.sequence !== after + 1) return null;
      const before = after;
      after = next.event.sequence;
      looked = Math.max(looked, after);
      if (next.event.status === 'closed') open = false;
      return { kind: 'events', events: [next.event], after: before };
    },
    async isBehind() {
      const latest = await askLatest();
      return (latest?.conversationId ?? null) !== conversationId || known > looked;
    },
  };
}
