// What a stand-in tells its page of the calls it saw.

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
