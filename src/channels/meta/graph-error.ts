// What can come back from Meta's Graph API instead of an answer, with everything a channel decides by.

/** `refused`: it answered no. `throttled`: we held it back. `unreachable`: nothing was sent. `lost`: no usable answer. */
export type GraphErrorKind = 'refused' | 'throttled' | 'unreachable' | 'lost';

export interface GraphErrorFacts {
  readonly kind: GraphErrorKind;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly code: number | null;
  readonly subcode: number | null;
  /** The platform says that trying again may help. */
  readonly transient: boolean;
  /** What the platform says, for people. May quote what was sent: never for the log. */
  readonly sentence: string;
  readonly details: string | null;
  /** The platform's id of the call, for its support. */
  readonly traceId: string | null;
  readonly retryAfterMs: number | null;
  /** True when what was asked for may have been done all the same. */
  readonly ambiguous: boolean;
}

/** A call to the Graph API that gave nothing usable. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly kind: GraphErrorKind;
  readonly status: number;
  readonly code: number | null;
  readonly subcode: number | null;
  readonly transient: boolean;
  readonly sentence: string;
  readonly details: string | null;
  readonly traceId: string | null;
  readonly retryAfterMs: number | null;
  readonly ambiguous: boolean;
  constructor(facts: GraphErrorFacts, options?: { cause?: unknown }) {
    super(describe(facts), options);
    this.kind = facts.kind;
    this.status = facts.status;
    this.code = facts.code;
    this.subcode = facts.subcode;
    this.transient = facts.transient;
    this.sentence = facts.sentence;
    this.details = facts.details;
    this.traceId = facts.traceId;
    this.retryAfterMs = facts.retryAfterMs;
    this.ambiguous = facts.ambiguous;
  }
}

/** Numbers only: a message of an error ends up in logs. */
function describe({ kind, status, code, subcode }: GraphErrorFacts): string {
  const numbers = [status === 0 ? '' : `HTTP ${status}`, code === null ? '' : `code ${code}`];
  const shown = [...numbers, subcode === null ? '' : `subcode ${subcode}`].filter((one) => one !== '');
  return `Graph call ${kind}${shown.length > 0 ? ` (${shown.join(', ')})` : ''}`;
}
