// What the web channel needs from the house beside its ears: visitors, the feed of a conversation, wake-ups.

import type { ChannelAccount } from '../../core/chatbot.js';
import type { ChatStatus } from '../../core/conversation.js';
import type { FeedAgent, FeedEvent, FeedMessage, FeedStanding, FeedTurn } from '../../core/feed.js';
import type { ContactId, ConversationId } from '../../core/id.js';
import type { ContactFacts } from '../inbound.js';

/** One browser (or one signed-in person) as the web channel knows it; `address` is its address on the channel. */
export interface Visitor {
  readonly contactId: ContactId;
  readonly address: string;
}

export type { FeedEvent, FeedMessage, FeedStanding, FeedTurn } from '../../core/feed.js';

export interface Snapshot {
  readonly conversationId: ConversationId;
  readonly reference: number;
  readonly status: ChatStatus;
  readonly agent: FeedAgent | null;
  /** The cursor to start the stream from. */
  readonly sequence: number;
  /** The last messages, oldest first (at most 200). */
  readonly messages: readonly FeedMessage[];
  /** What happened among these messages, oldest first. */
  readonly turns: readonly FeedTurn[];
  /** For one who waits. */
  readonly standing: FeedStanding | null;
  /** Whether the customer is asked how it was; `given` once they said. */
  readonly rating: 'asked' | 'given' | null;
  /** The sequence up to which this visitor has seen the agents' and assistant's messages. */
  readonly seenSequence: number;
}

/** A visitor's latest conversation, open or not, and the number of the last thing that happened in it. */
export interface Latest {
  readonly conversationId: ConversationId;
  readonly status: ChatStatus;
  readonly sequence: number;
}

/**
 * What wakes a stream: `feed` = read the events after your cursor, or, when it is the very next one, take it from
 * here; `typing` = someone on our side writes.
 */
export type Wake =
  | {
      readonly kind: 'feed';
      readonly next?: { readonly conversationId: ConversationId; readonly event: FeedEvent };
    }
  | { readonly kind: 'typing'; readonly name: string };

export interface WebHouse {
  /** Stores a new visitor under the hash of its token (SHA-256, hex); nothing else is known yet. */
  createVisitor(channel: ChannelAccount, tokenHash: string, facts: ContactFacts): Promise<Visitor>;
  findVisitor(channel: ChannelAccount, tokenHash: string): Promise<Visitor | null>;
  /**
   * Binds a visitor to a verified person of the company (JWT `sub`): the open conversation comes along, older
   * history of that person becomes visible only because the company vouched. Replaces the token hash.
   */
  identifyVisitor(
    channel: ChannelAccount,
    visitor: Visitor,
    person: { readonly subject: string; readonly facts: ContactFacts; readonly tokenHash: string },
  ): Promise<Visitor>;
  /** Drops the visitor's token, so that nobody comes back with it; the conversation stays with the agents. */
  signOutVisitor(channel: ChannelAccount, visitor: Visitor): Promise<void>;
  /** The visitor's open conversation, or the latest closed one; null when they never wrote. */
  readSnapshot(channel: ChannelAccount, visitor: Visitor): Promise<Snapshot | null>;
  /** Where that conversation is, without its messages: what many streams may ask at once. */
  readLatest(channel: ChannelAccount, visitor: Visitor): Promise<Latest | null>;
  /** Events after the cursor that a customer may see, oldest first, at most `limit`. */
  readFeed(
    channel: ChannelAccount,
    visitor: Visitor,
    conversationId: ConversationId,
    after: number,
    limit: number,
  ): Promise<readonly FeedEvent[]>;
  /** Calls back whenever something may have changed for this visitor; returns the way to stop. Wake-ups may be lost: re-read now and then. */
  subscribe(channel: ChannelAccount, visitor: Visitor, wake: (wake: Wake) => void): () => void;
  /** How the chatbot presents itself. */
  describe(
    channel: ChannelAccount,
  ): Promise<{ readonly name: string; readonly pictureUrl: string | null; readonly humanSupport: boolean }>;
}
