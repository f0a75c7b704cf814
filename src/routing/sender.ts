// The seam upwards: what the workers need of the bridge to carry a thread's deliveries, handed in by the app.

import type { Conversation } from '../core/conversation.js';
import type { Delivery } from '../core/delivery.js';
import type { AgentId, ChatbotId, ConversationId, MessageId, OrganizationId } from '../core/id.js';
import type { Message, Note } from '../core/message.js';

/** One delivery of a thread lane with everything it is rendered from. */
export interface ThreadWork {
  readonly delivery: Delivery;
  readonly conversation: Pick<
    Conversation,
    'organizationId' | 'id' | 'reference' | 'status' | 'threadRef' | 'chatbotId'
  >;
  readonly message: Message | null;
  readonly note: Note | null;
  /** True when an earlier attempt may have arrived. */
  readonly ambiguous: boolean;
}

export type RedrawSubject =
  | { readonly organizationId: OrganizationId; readonly subject: 'card'; readonly id: ConversationId }
  | { readonly organizationId: OrganizationId; readonly subject: 'mark'; readonly id: MessageId }
  | { readonly organizationId: OrganizationId; readonly subject: 'home'; readonly id: AgentId }
  | { readonly organizationId: OrganizationId; readonly subject: 'board'; readonly id: ChatbotId }
  | { readonly organizationId: OrganizationId; readonly subject: 'old-board'; readonly id: string };

export interface ThreadSender {
  /** Posts one delivery; resolves with the post's ref. Throws Failure (`ambiguous` when it may have happened). */
  send(work: ThreadWork): Promise<{ readonly externalId: string }>;
  /** Looks for evidence that an ambiguous delivery arrived; undefined when this desk cannot tell. */
  settle(work: ThreadWork): Promise<{ readonly externalId: string } | null | undefined>;
  /** Draws the current state; `shown` is what the last drawing left there, the result what is there now. */
  redraw(subject: RedrawSubject, shown: string | null): Promise<{ readonly shown: string | null }>;
}
