// A delivery taken from its lane, with everything it is rendered from.

import type { Conversation } from './conversation.js';
import type { Delivery } from './delivery.js';
import type { Message, Note } from './message.js';

export interface LaneWork {
  readonly delivery: Delivery & { readonly firstAttemptAt: Date };
  readonly conversation: Pick<
    Conversation,
    'organizationId' | 'id' | 'reference' | 'status' | 'threadRef' | 'chatbotId' | 'epoch' | 'openUntil'
  >;
  readonly message: Message | null;
  readonly note: Note | null;
  /** True when an earlier attempt may have arrived: look for evidence before sending. */
  readonly ambiguous: boolean;
}
