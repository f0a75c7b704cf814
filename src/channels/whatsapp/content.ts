// The shape in which what a WhatsApp message says is handed on.

import type { MessageDetails, MessageKind } from '../../core/message.js';
import type { InboundMedia } from '../inbound.js';

export interface Content {
  readonly kind: MessageKind;
  readonly text: string;
  readonly details?: MessageDetails;
  readonly media?: readonly InboundMedia[];
}

/** Reads the object of one type; null when it is not what its type promises. */
export type ReadContent = (object: unknown) => Content | null;
