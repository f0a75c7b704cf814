// What the readers of Messenger's and Instagram's events pass to each other: the event as it was placed, and what came of it.

import type { ReplyWindow } from '../inbound.js';
import type { Unplaced } from './unplaced.js';
import type { Raw } from './untrusted.js';

/** Whose webhook it is, and what reading it needs from outside. */
export interface Dialect {
  /** The webhook's `object`. */
  readonly object: 'page' | 'instagram';
  /** Where a colleague who answers past Baton does so, in words for agents. */
  readonly via: string;
  /** When the body arrived. */
  readonly at: Date;
  /** Our own application's id: echoes of it are ours. */
  readonly appId: string | null;
}

/** Where in the envelope an event stood. */
export interface Heading extends Dialect {
  readonly account: string;
  /** True when another application has the thread. */
  readonly standby: boolean;
  /** The entry's own time, for events without one. */
  readonly time: unknown;
}

/** One event whose kind and customer are known. */
export interface Happening extends Heading {
  /** The event's own part: its `message`, its `reaction`. */
  readonly part: Raw;
  readonly event: Raw;
  /** The customer's id, whichever side they are on. */
  readonly address: string;
  /** True when our side did it. */
  readonly ours: boolean;
  /** When it happened, by the provider's clock. */
  readonly moment: Date;
  /** What a customer's act at that moment opens. */
  readonly window: ReplyWindow;
}

/** What an event says; or the name under which it is set aside; or why it cannot be read. */
export type Outcome =
  | { readonly heard: readonly Unplaced[] }
  | { readonly ignored: string }
  | { readonly unreadable: string };
