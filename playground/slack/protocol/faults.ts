// Faults that can be switched on, and the log of what went in and out.

export type FaultKind =
  /** HTTP 429 with Retry-After. */
  | 'rate_limited'
  /** HTTP 5xx, nothing was done. */
  | 'error_before'
  /** HTTP 5xx although it was done. */
  | 'error_after'
  /** `{ ok: false, error: 'fatal_error' }` although it was done. */
  | 'fatal_after'
  /** The connection breaks before the call is read. */
  | 'drop_before'
  /** The connection breaks although it was done. */
  | 'drop_after'
  /** Answers late. */
  | 'delay'
  /** Every connection is refused. */
  | 'down'
  /** `{ ok: false, error }` with the error named. */
  | 'api_error'
  /** The bot's token is dead from now on: `token_revoked`. */
  | 'token_revoked';

export interface FaultRule {
  readonly kind: FaultKind;
  /** A Web API method, a prefix (`views.`), or `*` (default) for all. */
  readonly method?: string;
  /** Only calls for this channel. */
  readonly channel?: string;
  /** How many calls it hits; left out = until it is removed. */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
  /** HTTP status of `error_before` and `error_after`; 500 by default. */
  readonly status?: number;
  /** Fixed, or a random value between the two. */
  readonly delayMs?: number | readonly [number, number];
  /** The code of `api_error`. */
  readonly error?: string;
}

export interface ActiveFault extends FaultRule {
  readonly id: string;
  /** How many calls it has hit. */
  readonly hits: number;
}

/** How events reach the app. */
export interface EventTricks {
  /** Every event is sent twice. */
  readonly duplicate: boolean;
  /** Events are gathered for a moment and sent in reverse. */
  readonly reverse: boolean;
}

export interface FaultsRequest {
  readonly add?: FaultRule;
  /** An id, or `all`. */
  readonly remove?: string;
  readonly events?: Partial<EventTricks>;
  readonly archiveChannel?: { readonly channel: string; readonly archived: boolean };
  /** Takes the app out of a channel, or puts it back. */
  readonly appInChannel?: { readonly channel: string; readonly member: boolean };
}

export interface FaultsAnswer {
  readonly ok: true;
  readonly faults: readonly ActiveFault[];
  readonly events: EventTricks;
}
