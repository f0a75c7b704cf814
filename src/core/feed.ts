// The feed: what a customer may see of their conversation, step by step, where the channel is our own.

import type { ChatStatus, Waiting } from './conversation.js';
import type { WaitingChoice } from './customer-choice.js';
import type { Receipt } from './delivery.js';
import type { EventKind } from './event.js';
import type { Attachment, Message } from './message.js';

/** Who has the conversation, as the customer sees them. */
export interface FeedAgent {
  readonly name: string;
  readonly pictureUrl: string | null;
}

/** A change of hands as the customer sees it: they asked for a person, someone came or left, it was closed. */
export interface FeedTurn {
  readonly sequence: number;
  readonly kind: EventKind;
  readonly at: Date;
  /** Who came or left with it, by the name they had then; null where nobody did. */
  readonly name: string | null;
}

/** How it stands for one who waits, in one quiet line, and what they may choose instead. */
export interface FeedStanding {
  readonly text: string;
  readonly choices: readonly WaitingChoice[];
  /** How they wait; absent in what was told before this was. */
  readonly waiting?: Waiting;
  /** For a callback: when it opens, as ISO 8601. */
  readonly opensAt?: string;
}

/** One step of the conversation a customer may see, in gapless order per conversation. */
export interface FeedEvent extends FeedTurn {
  /** For `message.*`: the message as it stands now. */
  readonly message: FeedMessage | null;
  /** The agent who has it now, if any. */
  readonly agent: FeedAgent | null;
  readonly status: ChatStatus | null;
  /** Where the event tells how one who waits stands. */
  readonly standing?: FeedStanding | null;
}

export interface FeedMessage
  extends Pick<
    Message,
    | 'id'
    | 'sequence'
    | 'author'
    | 'authorName'
    | 'authorPictureUrl'
    | 'kind'
    | 'text'
    | 'markup'
    | 'details'
    | 'createdAt'
    | 'editedAt'
    | 'deletedAt'
  > {
  /** The client message id for the visitor's own messages. */
  readonly externalId: string | null;
  readonly attachments: readonly Attachment[];
  readonly receipt: Receipt | null;
}
