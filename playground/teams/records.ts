// What the cloud remembers: people, teams with their channels, chats and the posts in them.

export type Json = Record<string, unknown>;

export interface Person {
  /** The Entra object id. */
  readonly id: string;
  readonly name: string;
  /** How the connector names them to this app. */
  readonly mri: string;
  readonly isGuest: boolean;
  readonly tenantId: string;
  /** The personal chat with the app; opened when somebody first needs it. */
  readonly personalChat: string;
  /** Has the app for themselves, so that it may write to them first. */
  hasApp: boolean;
  /** Blocked the app: nothing of it arrives any more. */
  isBlocking: boolean;
}

export interface Team {
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly members: Set<string>;
  /** Has consented that the app hears lines which do not mention it. */
  reads: boolean;
  hasApp: boolean;
  /** The channels in which the app may not write (moderated, archived). */
  readonly closed: Set<string>;
}

/** Where posts are: a channel, or somebody's personal chat with the app. */
export type Chat =
  | { readonly kind: 'channel'; readonly id: string; readonly team: Team; readonly posts: Map<string, Post> }
  | {
      readonly kind: 'personal';
      readonly id: string;
      readonly person: Person;
      readonly posts: Map<string, Post>;
    };

export interface PostFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Null when only its name is known here. */
  readonly bytes: Buffer | null;
}

export interface Post {
  readonly id: string;
  readonly chat: string;
  /** Null for a root, and for every line of a personal chat. */
  readonly root: string | null;
  /** Unix milliseconds. */
  readonly at: number;
  /** A person's id; null for the app. */
  readonly author: string | null;
  /** The one person who sees it; null for everyone. */
  readonly onlyFor: string | null;
  text: string;
  format: 'plain' | 'markdown' | 'xml' | 'html';
  /** What its author typed. Empty for the app's posts. */
  typed: string;
  /** Ids of the people it mentions, and whether it mentions the app. */
  mentions: readonly string[];
  mentionsApp: boolean;
  cards: readonly Json[];
  /** Other attachments of the app's, as they came. */
  attachments: readonly Json[];
  entities: readonly Json[];
  files: readonly PostFile[];
  images: readonly PostFile[];
  readonly reactions: Map<string, Set<string>>;
  /** What the app answered one person's use of a card with: they see it instead. */
  readonly views: Map<string, Json>;
  isEdited: boolean;
  isDeleted: boolean;
}

/** What happened; listeners of the world are told after it has. */
export type Change =
  | { readonly type: 'post' | 'post-changed' | 'post-gone'; readonly post: Post }
  | { readonly type: 'toast'; readonly user: string; readonly text: string }
  | { readonly type: 'dialogs'; readonly user: string }
  | { readonly type: 'state' };
