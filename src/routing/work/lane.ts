// The words that lanes, their attempts and their senders share.

import type { Lane } from '../../core/delivery.js';
import type { ConversationId, Scoped } from '../../core/id.js';
import type { LaneWork } from '../../core/lane-work.js';
import type { Routing } from '../routing.js';

/** Sends what one lane carries. Thread and customer senders have the same shape. */
export interface LaneSender {
  /** Sends; resolves with the platform's id, or null when the delivery was overtaken and must not be sent. */
  send(work: LaneWork): Promise<{ readonly externalId: string } | null>;
  /** Evidence of an earlier attempt: its id, null when it did not arrive, undefined when nobody can tell. */
  settle(work: LaneWork): Promise<{ readonly externalId: string } | null | undefined>;
  /** Called when the place a thread lived in is gone. */
  recipientLost?(work: LaneWork): Promise<void>;
}

export type LaneKey = Scoped<ConversationId> & { readonly lane: Lane };

export interface LaneOptions {
  readonly routing: Routing;
  readonly senders: Readonly<Record<Lane, LaneSender>>;
  /** Wakes the lane again after a while: a timer of the line of jobs. */
  readonly wakeLater: (key: LaneKey, delayMs: number) => void;
  /** For how long an attempt is this process's own; longer than any call may take. */
  readonly leaseMs: number;
  /** How many lanes may send at once. */
  readonly width?: number;
  readonly observe?: (lane: Lane, outcome: string) => void;
}
