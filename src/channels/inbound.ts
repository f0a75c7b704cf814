// What a customer's channel can tell us, in one shape for all channels.

import type { ChannelAccount } from '../core/chatbot.js';
import type { Score, WaitingChoice } from '../core/customer-choice.js';
import type { Receipt } from '../core/delivery.js';
import type { AttachmentId, ConversationId, MessageId } from '../core/id.js';
import type { Markup, MessageDetails, MessageKind } from '../core/message.js';

/** What a channel knows of the sender; only claims, unless `verified`. */
export interface ContactFacts {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly pictureUrl?: string;
  readonly locale?: string;
  readonly verified?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Who wrote, on which door: the address is the channel's own name for the customer (visitor id, phone, PSID). */
export interface Origin {
  readonly channel: ChannelAccount;
  /** Where answers go. */
  readonly address: string;
  /** Other names of the same customer there (a business-scoped id, spellings of a phone number), the surest first. */
  readonly aliases?: readonly string[];
  readonly facts?: ContactFacts;
}

/** Until when the channel lets us write after this message, by the provider's clock. */
export interface ReplyWindow {
  /** Until then everyone may write freely. */
  readonly openUntil: Date;
  /** Until then an agent's own words may still go out; the same moment where there is no such extension. */
  readonly replyUntil: Date;
}

/** A file that must be fetched from the platform; what it is called there is the channel's own business. */
export interface InboundMedia {
  readonly kind: MessageKind;
  /** The platform's id of the file, where it has one. */
  readonly id?: string;
  readonly url?: string;
  readonly name?: string;
  /** What the platform says it is; sniffed again when it is here. */
  readonly type?: string;
  /** Hex or base64, as the platform gives it. */
  readonly sha256?: string;
}

export interface InboundMessage extends Origin {
  readonly type: 'message';
  /** The channel's id of the message; duplicates are dropped by it. */
  readonly externalId: string;
  readonly kind: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  readonly details?: MessageDetails;
  /** Files already stored through `Ears.storeFile`. */
  readonly attachmentIds: readonly AttachmentId[];
  /** Files that are still with the platform: fetched through the channel's `fetchMedia`. */
  readonly media?: readonly InboundMedia[];
  /** When the channel says it was written; null when it does not. */
  readonly at: Date | null;
  /** True when the channel promises that an id names one content: the same id with other words is refused. */
  readonly strictId?: boolean;
  readonly window?: ReplyWindow;
  /** True when another application answers there: it is shown, and our assistant keeps quiet. */
  readonly standby?: boolean;
}

/**
 * A message from our own side of the channel: our own send coming back, known by `deliveryId` or its external id, or
 * the words of someone who answered past Baton.
 */
export interface InboundEcho extends Origin {
  readonly type: 'echo';
  readonly externalId: string;
  /** What we gave along with the send, where the platform brings it back: our delivery, and which part of it. */
  readonly deliveryId?: string;
  readonly part?: number;
  /** True when the platform says that our own application sent it, whatever else is missing. */
  readonly ours?: boolean;
  readonly kind: MessageKind;
  readonly text: string;
  readonly details?: MessageDetails;
  readonly media?: readonly InboundMedia[];
  readonly at: Date | null;
}

export interface InboundEdit extends Origin {
  readonly type: 'edit';
  readonly externalId: string;
  readonly text: string;
  /** Counts the edits of one message where the channel does: an earlier one arriving late changes nothing. */
  readonly version?: number;
}

export interface InboundDelete extends Origin {
  readonly type: 'delete';
  readonly externalId: string;
}

/** The customer reacted to a message of either side; null takes the reaction back. */
export interface InboundReaction extends Origin {
  readonly type: 'reaction';
  readonly externalId: string;
  readonly emoji: string | null;
  readonly at: Date | null;
  readonly window?: ReplyWindow;
}

/** The customer pressed the channel's own button for a person. */
export interface InboundRequest extends Origin {
  readonly type: 'request-human';
}

/** The customer chose how they wait, where the channel has a place of its own for that. */
export interface InboundWaiting extends Origin {
  readonly type: 'waiting';
  readonly choice: WaitingChoice;
}

/** The customer rated their closed conversation, where the channel has a place of its own for that. */
export interface InboundRating extends Origin {
  readonly type: 'rating';
  readonly score: Score;
  readonly comment: string | null;
}

export interface InboundTyping extends Origin {
  readonly type: 'typing';
}

/** A report about something we sent. */
export interface InboundReceipt extends Origin {
  readonly type: 'receipt';
  /** Of one message, by the channel's id of it … */
  readonly externalId?: string;
  /** … which belongs to this delivery of ours, where the platform brings our id back: evidence that it was taken. */
  readonly deliveryId?: string;
  readonly part?: number;
  /** … or of everything up to a conversation's sequence (web) … */
  readonly upToSequence?: number;
  /** … or of everything sent until then … */
  readonly upToAt?: Date;
  /** … or of this message and everything sent before it. */
  readonly upToExternalId?: string;
  readonly receipt: Exclude<Receipt, 'queued'>;
  readonly error?: { readonly class?: string; readonly code: string; readonly sentence: string };
}

/** The customer has another address from now on: a new number, a new business-scoped id. */
export interface InboundIdentity extends Origin {
  readonly type: 'identity';
  readonly formerly: string;
}

/** Another application took over the customer's thread, or gave it back. */
export interface InboundControl extends Origin {
  readonly type: 'control';
  readonly control: 'lost' | 'gained';
  /** Who has it now, in words for agents: `the Page inbox`. */
  readonly by?: string;
}

/** Something about a customer: acted on in the order of that customer's lane. */
export type Inbound =
  | InboundMessage
  | InboundEcho
  | InboundEdit
  | InboundDelete
  | InboundReaction
  | InboundRequest
  | InboundWaiting
  | InboundRating
  | InboundTyping
  | InboundReceipt
  | InboundIdentity
  | InboundControl;

/** What was stored. `duplicate` means it had been stored before; the ids are those of the first time. */
export interface Heard {
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
  readonly sequence: number | null;
  readonly duplicate: boolean;
}

/** What one request of a platform brought; kept as a whole before it is answered. */
export interface Batch {
  readonly items: readonly Inbound[];
  /** What was signed and ours and still could not be read: kept as dead letters. */
  readonly unreadable: readonly {
    readonly channel: ChannelAccount;
    readonly raw: unknown;
    readonly why: string;
  }[];
}
