// Deliveries: the duty to send one thing along one lane, and the rules by which its status may move.

import type { AttemptId, ConversationId, DeliveryId, MessageId, NoteId, OrganizationId } from './id.js';

/** The two ordered ways out of a conversation: to its thread on the desk, to its customer's channel. */
export type Lane = 'thread' | 'customer';

/**
 * pending → sending → sent; `ambiguous` may have happened and is settled by evidence; `unknown` waits for a
 * person's choice; `dead` was given up on; `cancelled` was overtaken (an AI answer of an older epoch).
 */
export type DeliveryStatus = 'pending' | 'sending' | 'ambiguous' | 'sent' | 'unknown' | 'dead' | 'cancelled';

/** What the customer's channel has reported so far; only climbs, `failed` ends it unless evidence says delivered. */
export type Receipt = 'queued' | 'sent' | 'delivered' | 'read' | 'failed';

/** What a delivery carries: each kind is rendered from the database when it is sent. */
export type DeliveryKind = 'root' | 'message' | 'note' | 'line' | 'edit' | 'delete' | 'files' | 'reaction';

/** Where a delivery goes, frozen when the row is written: nothing is looked up later. */
export type Target =
  | { readonly desk: string; readonly team: string | null; readonly place: string }
  | { readonly channelId: string; readonly kind: string; readonly account: string; readonly address: string };

export interface Delivery {
  readonly organizationId: OrganizationId;
  readonly id: DeliveryId;
  readonly conversationId: ConversationId;
  readonly lane: Lane;
  readonly sequence: number;
  readonly kind: DeliveryKind;
  readonly messageId: MessageId | null;
  readonly noteId: NoteId | null;
  readonly status: DeliveryStatus;
  readonly attemptId: AttemptId | null;
  readonly attempts: number;
  readonly target: Target;
  /** What the kind needs beside its message: the words of a line, the old text of an edit. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly externalId: string | null;
  /** What the channel reported; only of interest in the customer lane. */
  readonly receipt: Receipt;
  readonly error: DeliveryError | null;
}

/** Why the last attempt failed, in the platform's code and in words an agent can act on. */
export interface DeliveryError {
  readonly class: string;
  readonly code: string;
  readonly sentence: string;
}

const rank: Record<Receipt, number> = { queued: 0, sent: 1, delivered: 2, read: 3, failed: 1.5 };

/**
 * Decides whether a report moves the receipt: it only climbs. `failed` is taken until something was delivered,
 * and only `delivered` or `read` (evidence that it arrived after all) leave `failed` again.
 */
export function nextReceipt(current: Receipt, reported: Receipt): Receipt | null {
  if (current === reported) return null;
  if (current === 'failed') return reported === 'delivered' || reported === 'read' ? reported : null;
  return rank[reported] > rank[current] ? reported : null;
}
