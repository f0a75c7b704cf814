// What the stream tells the page of one user.

import type { PageMessage, PageReaction } from './messages.js';
import type { PageChannel } from './state.js';
import type { PageView } from './views.js';

/** What the stream tells one user. After a reconnect fetch the state again; nothing is replayed. */
export type StreamEvent =
  | { readonly type: 'hello' }
  /** A new root or reply. For a reply a `message_changed` of its root follows (its reply count). */
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'message_changed'; readonly message: PageMessage }
  | {
      readonly type: 'message_deleted';
      readonly channel: string;
      readonly ts: string;
      readonly threadTs: string | null;
    }
  /** Also sent again when the app replaces it. */
  | { readonly type: 'ephemeral'; readonly message: PageMessage }
  | { readonly type: 'ephemeral_deleted'; readonly channel: string; readonly ts: string }
  | {
      readonly type: 'reaction';
      readonly channel: string;
      readonly ts: string;
      readonly reactions: readonly PageReaction[];
    }
  /** The whole stack of this user's modals after the change, bottom first; show the last one. */
  | {
      readonly type: 'modals';
      readonly change: 'open' | 'push' | 'update' | 'close';
      readonly modals: readonly PageView[];
    }
  | { readonly type: 'home'; readonly view: PageView | null }
  /** A channel appeared or changed (archived, app added or removed, read). */
  | { readonly type: 'channel'; readonly channel: PageChannel }
  | {
      readonly type: 'toast';
      readonly level: 'error' | 'info';
      readonly code: string;
      readonly text: string;
    };
