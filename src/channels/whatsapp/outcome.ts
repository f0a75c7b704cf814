// What the readers of WhatsApp's items are given beside the item, and what they answer.

import type { Unplaced } from '../meta/unplaced.js';
import type { Raw } from '../meta/untrusted.js';

/** What an item was found in. */
export interface Setting {
  /** What the same body tells of its customers. */
  readonly contacts: readonly Raw[];
  /** When the body arrived. */
  readonly arrivedAt: Date;
}

/** What an item says; or the name under which it is set aside; or why it cannot be read. */
export type Outcome =
  | { readonly heard: Unplaced }
  | { readonly ignored: string }
  | { readonly unreadable: string };

/** Reads one item of a body. Never throws. */
export type ReadItem = (item: Raw, setting: Setting) => Outcome;
