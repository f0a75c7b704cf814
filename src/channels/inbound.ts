// What a customer's channel can tell us, in one shape for all channels.

import type { ChannelAccount } from '../core/chatbot.js';
import type { Receipt } from '../core/delivery.js';
import type { AttachmentId, ConversationId, MessageId } from '../core/id.js';
import type { Markup, MessageKind } from '../core/message.js';

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
  readonly address: string;
  readonly facts?: ContactFacts;
}

export interface InboundMessage extends Origin {
  readonly type: 'message';
  /** The channel's id of the message; duplicates are dropped by it. */
  readonly externalId: string;
  readonly kind: MessageKind;
  readonly text: string;
  readonly markup: Markup;
  /** Files already stored through `Ears.storeFile`. */
  readonly attachmentIds: readonly AttachmentId[];
  /** When the channel says it was written; null when it does not. */
  readonly at: Date | null;
  /** True when the channel promises that an id names one content: the same id with other words is refused. */
  readonly strictId?: boolean;
}

export interface InboundEdit extends Origin {
  readonly type: 'edit';
  readonly externalId: string;
  readonly text: string;
}

export interface InboundDelete extends Origin {
  readonly type: 'delete';
  readonly externalId: string;
}

/** The customer pressed the channel's own button for a person. */
export interface InboundRequest extends Origin {
  readonly type: 'request-human';
}

export interface InboundTyping extends Origin {
  readonly type: 'typing';
}

/** A report about something we sent: by its external id, or everything up to a conversation sequence (web). */
export interface InboundReceipt extends Origin {
  readonly type: 'receipt';
  readonly externalId?: string;
  readonly upToSequence?: number;
  readonly receipt: Exclude<Receipt, 'queued'>;
  readonly error?: { readonly code: string; readonly sentence: string };
}

export type Inbound =
  | InboundMessage
  | InboundEdit
  | InboundDelete
  | InboundRequest
  | InboundTyping
  | InboundReceipt;

/** What was stored. `duplicate` means it had been stored before; the ids are those of the first time. */
export interface Heard {
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
  readonly sequence: number | null;
  readonly duplicate: boolean;
}
