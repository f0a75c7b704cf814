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

export interface LogEntry {
  /** Rises by one with each entry. */
  readonly number: number;
  /** Unix milliseconds. */
  readonly at: number;
  /** `call`: the app called the Web API or a response_url. `send`: the stand-in sent the app something. */
  readonly direction: 'call' | 'send';
  /** `chat.postMessage`, `response_url`, `event message`, `slash_command`, `block_actions` … */
  readonly name: string;
  /** HTTP status; 0 when there was none (dropped, timed out). */
  readonly status: number;
  readonly ok: boolean;
  readonly error: string | null;
  readonly durationMs: number;
  /** What was sent, without tokens. */
  readonly request: unknown;
  readonly response: unknown;
}

export interface LogAnswer {
  readonly ok: true;
  readonly entries: readonly LogEntry[];
}
