// What every verb is handed: the memory and a way to say what went wrong.

import type { Store } from '../store/store.js';

/** The part of pino we use; messages never hold what people wrote. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Routing {
  readonly store: Store;
  readonly log: Log;
  /** Set where this process also works: a line whose lane is idle is taken in the very commit that stores it. */
  readonly instant?: { readonly leaseMs: number };
  /** Channel kinds whose customers read our own feed: what is committed is theirs, and nothing has to be sent. */
  readonly ownFeeds?: readonly string[];
}
