// What a workspace is made of, and the changes that can happen in it.

import type { Settings } from './options.js';
import type { Channel, FileRecord, Message, User } from './records.js';

/** Something that happened in the workspace. `previous` is a copy of the message before it. */
export type Change =
  | {
      readonly type: 'posted' | 'deleted' | 'replies_changed' | 'whispered' | 'whisper_deleted';
      readonly message: Message;
    }
  | { readonly type: 'edited' | 'tombstoned'; readonly message: Message; readonly previous: Message }
  | {
      readonly type: 'reacted';
      readonly message: Message;
      readonly name: string;
      readonly user: string;
      readonly added: boolean;
    }
  | {
      readonly type: 'membership';
      readonly channel: Channel;
      readonly user: string;
      readonly joined: boolean;
      readonly by: string | null;
    }
  | {
      readonly type: 'channel';
      readonly channel: Channel;
      readonly what: 'created' | 'archived' | 'unarchived' | 'renamed' | 'read';
    }
  | { readonly type: 'user'; readonly user: User };

/** What the workspace is made of; the functions that change it work on this. */
export interface Workspace {
  readonly settings: Settings;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, FileRecord>;
  readonly whispers: Map<string, Message>;
  readonly nextTs: () => string;
  readonly tell: (change: Change) => void;
}
