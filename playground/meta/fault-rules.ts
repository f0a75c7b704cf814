// What can be switched on to go wrong: the shapes the stand-in and the page share.
import type { MetaChannel } from './phone-line.js';

export type MetaFaultKind =
  /** Refused with `code` and `subcode`. */
  | 'error'
  /** HTTP 429 with `code` (4, or 130429 on WhatsApp). */
  | 'rate_limited'
  /** HTTP 500, nothing was done. */
  | 'error_before'
  /** HTTP 500 although it was done. */
  | 'error_after'
  /** The connection breaks before anything is done. */
  | 'drop_before'
  /** The connection breaks although it was done. */
  | 'drop_after'
  /** Nothing is done and nothing is answered for `waitMs`. */
  | 'hang'
  /** Accepted, and a moment later reported as failed with `code` (WhatsApp). */
  | 'failed_status'
  /** Statuses and echoes arrive before the answer of the send. */
  | 'status_first'
  /** Answered with 200 and an id, and never heard of again. */
  | 'swallow'
  /** The address of a file has run out. */
  | 'media_expired'
  /** The address of a file leads to `to`, a place nobody should be led to. */
  | 'media_redirect';

/** What a company's call does, as far as faults tell calls apart. */
export type Operation =
  | 'messages'
  | 'actions'
  | 'upload'
  | 'media'
  | 'download'
  | 'profile'
  | 'personas'
  | 'templates'
  | 'control'
  | 'other';

export interface MetaFault {
  readonly kind: MetaFaultKind;
  /** Which calls it hits: `messages` when left out, `download` for the two about files. */
  readonly on?: Operation | '*';
  readonly channel?: MetaChannel;
  /** Only calls about this customer. */
  readonly customer?: string;
  readonly code?: number;
  readonly subcode?: number;
  /** How many calls it hits; left out = until it is removed. */
  readonly times?: number;
  readonly to?: string;
  readonly waitMs?: number;
}

export interface ActiveMetaFault extends MetaFault {
  readonly id: string;
  readonly hits: number;
}
