// Who and where, as the page sees it: users, channels and the app.

import type { PageView } from './views.js';

export interface PageUser {
  readonly id: string;
  /** The short name one types after `@`. */
  readonly name: string;
  readonly displayName: string;
  readonly isBot: boolean;
  readonly avatarUrl: string | null;
  /** `#rrggbb`, for a drawn avatar when there is no picture. */
  readonly avatarColor: string;
  readonly deleted: boolean;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  readonly topic: string;
  readonly isArchived: boolean;
  /** Is the app in this channel? Without it the app hears and posts nothing there. */
  readonly hasApp: boolean;
  readonly unreadCount: number;
}

export interface PageSlashCommand {
  /** With its slash, e.g. `/livechat`. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

export interface PageShortcut {
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly callbackId: string;
  readonly description: string;
}

export interface PageApp {
  readonly name: string;
  readonly description: string;
  readonly botUserId: string;
  readonly commands: readonly PageSlashCommand[];
  readonly shortcuts: readonly PageShortcut[];
  readonly hasHomeTab: boolean;
}

export interface StateAnswer {
  readonly ok: true;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  /** The user this state is for. */
  readonly user: PageUser;
  readonly users: readonly PageUser[];
  /** The channels this user is in, then the user's direct message with the app (kind `dm`). */
  readonly channels: readonly PageChannel[];
  readonly app: PageApp;
  /** The modals this user has open, bottom first (at most 3). */
  readonly modals: readonly PageView[];
  readonly home: PageView | null;
}
