// Events: what happened to a conversation, in its own gapless order; the audit trail and the widget's feed.

import type { Actor } from './actor.js';
import type { ConversationId, OrganizationId } from './id.js';

export const eventKinds = [
  'conversation.opened',
  'conversation.requested-human',
  'conversation.claimed',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.released',
  'conversation.restored',
  'conversation.closed',
  'conversation.reopened',
  'conversation.categorized',
  'conversation.prioritized',
  'conversation.overdue',
  'conversation.message-left',
  'conversation.callback-booked',
  'conversation.queue-told',
  'conversation.rating-asked',
  'conversation.rated',
  'conversation.briefed',
  'conversation.whispered',
  'message.received',
  'message.sent',
  'message.edited',
  'message.deleted',
  'message.receipt',
  'message.reacted',
  'message.files-arrived',
  'message.files-lost',
  'contact.address-changed',
  'channel.control-lost',
  'channel.control-gained',
  'window.closing',
  'window.closed',
  'note.added',
  'line.held',
  'contact.identified',
  'thread.renewed',
  'delivery.dead',
  'delivery.unknown',
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface Event {
  readonly organizationId: OrganizationId;
  readonly conversationId: ConversationId;
  /** One monotonic, gapless sequence per conversation. */
  readonly sequence: number;
  readonly kind: EventKind;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

const customerSees: readonly EventKind[] = [
  'conversation.requested-human',
  'conversation.claimed',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.released',
  'conversation.restored',
  'conversation.closed',
  'conversation.reopened',
  'conversation.queue-told',
  'conversation.rating-asked',
  'conversation.rated',
  'message.received',
  'message.sent',
  'message.edited',
  'message.deleted',
];

/** Tells whether an event of this kind may be shown to the customer; notes, categories and holds never are. */
export function customerMaySee(kind: EventKind): boolean {
  return customerSees.includes(kind);
}
