// Reads a visitor's feed from a cursor on, and notices when the conversation behind the cursor is over.

import type { ConversationId } from '../../core/id.js';
import type { Guest } from './door.js';
import type { FeedEvent, Wake, WebHouse } from './house.js';

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
}

export const batchSize = 100;

/**
 * A reader that goes on from the cursor with every call. While the conversation is not known to be open (at the
 * beginning, after it was closed, before there is one) it asks whether another has begun. Throws what the house throws.
 */
export function createFeedReader(house: WebHouse, { account, visitor }: Guest, cursor: Cursor): FeedReader {
  const conversationId = cursor.conversationId as ConversationId | null;
  let after = cursor.after;
  let open = false;
  const read = async (): Promise<Step> => {
    if (!open) {
      const snapshot = await house.readSnapshot(account, visitor);
      if ((snapshot?.conversationId ?? null) !== conversationId) return { kind: 'reset' };
      open = snapshot !== null && snapshot.status !== 'closed';
    }
    if (conversationId === null) return { kind: 'nothing' };
    const events = await house.readFeed(account, visitor, conversationId, after, batchSize);
    const last = events.at(-1);
    if (!last) return { kind: 'nothing' };
    const before = after;
    after = last.sequence;
    const status = events.findLast((event) => event.status !== null)?.status;
    if (status === 'closed') open = false;
    return { kind: 'events', events, after: before };
  };
  return {
    read,
    take(next) {
      if (!open || next.conversationId !== conversationId || next.event.sequence !== after + 1) return null;
      const before = after;
      after = next.event.sequence;
      if (next.event.status === 'closed') open = false;
      return { kind: 'events', events: [next.event], after: before };
    },
  };
}
