// What the stand-in remembers: users, channels, messages, files and views.

export type Json = Record<string, unknown>;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string | null;
  readonly timezone: string;
  readonly avatarUrl: string | null;
  readonly avatarColor: string;
  readonly isBot: boolean;
  readonly isRestricted: boolean;
  deleted: boolean;
  presence: 'active' | 'away';
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** The root's ts of a reply, else null. */
  readonly threadTs: string | null;
  /** Null when the app posted under another name. */
  readonly userId: string | null;
  readonly botId: string | null;
  readonly username: string | null;
  readonly iconUrl: string | null;
  readonly iconEmoji: string | null;
  readonly clientMsgId: string | null;
  /** The only reader of an ephemeral message. */
  readonly ephemeralFor: string | null;
  subtype: string | null;
  text: string;
  blocks: Json[];
  attachments: Json[];
  metadata: Json | null;
  files: FileRecord[];
  edited: { readonly user: string; readonly ts: string } | null;
  reactions: Map<string, string[]> | null;
  replies: Map<string, Message> | null;
  replyCount: number;
  latestReplyTs: string | null;
  replyUsers: Set<string> | null;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly kind: 'public' | 'private' | 'dm';
  topic: string;
  isArchived: boolean;
  readonly members: Set<string>;
  /** Every message by its ts. */
  readonly messages: Map<string, Message>;
  /** What the channel itself shows: roots and broadcast replies, oldest first. */
  readonly history: Map<string, Message>;
  /** How many lines `history` ever got, and how many of them each user has seen. */
  lineCount: number;
  readonly seen: Map<string, number>;
  /** Unix milliseconds. */
  readonly createdAt: number;
}

export interface FileShare {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  readonly isPublic: boolean;
}

export interface FileRecord {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly mimetype: string;
  readonly userId: string;
  readonly secret: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
  size: number;
  bytes: Buffer | null;
  isComplete: boolean;
  isDeleted: boolean;
  readonly shares: FileShare[];
}

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly userId: string;
  rootViewId: string;
  previousViewId: string | null;
  hash: string;
  /** The view as the app sent it. */
  body: Json;
  /** `state.values` as far as the user has filled it in. */
  values: Record<string, Record<string, Json>>;
}
