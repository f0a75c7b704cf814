// The piece that messages and views are made of.

/** A Block Kit object exactly as Slack writes it (snake_case); the renderer reads it by `type`. */
export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}
