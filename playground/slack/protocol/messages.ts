// Messages as the page draws them.

import type { Block } from './block.js';
import type { PageChannel } from './state.js';

export interface PageReaction {
  /** Emoji name without colons. */
  readonly name: string;
  readonly users: readonly string[];
}

export interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  /** Bytes. */
  readonly size: number;
  /** Relative to `PAGE_API_PATH`, e.g. `/file/F012`. */
  readonly path: string;
}

export interface PageAuthor {
  /** The user's id; null when the app posted under another name. */
  readonly userId: string | null;
  readonly name: string;
  readonly isApp: boolean;
  readonly avatarUrl: string | null;
  /** Emoji name without colons, when the app posted with `icon_emoji`. */
  readonly avatarEmoji: string | null;
  readonly avatarColor: string;
}

export interface PageMessage {
  readonly channel: string;
  /** The message's id within its channel, and its time: seconds with six digits. */
  readonly ts: string;
  /** The root's `ts` when this is a reply, else null. */
  readonly threadTs: string | null;
  readonly author: PageAuthor;
  /** mrkdwn with Slack's tokens (`<@U1>`, `<https://…|label>`) and entities (`&amp; &lt; &gt;`). */
  readonly text: string;
  /** When not empty, draw these instead of `text`. A person's own line has a `rich_text` block too. */
  readonly blocks: readonly Block[];
  readonly attachments: readonly Block[];
  readonly files: readonly PageFile[];
  readonly reactions: readonly PageReaction[];
  readonly edited: boolean;
  /** Its author deleted it, but replies remain. */
  readonly isTombstone: boolean;
  /** A reply that is shown in the channel too. */
  readonly isBroadcast: boolean;
  /** Only this user sees it ("Only visible to you"); its `ts` goes into `ephemeralTs` of an action. */
  readonly isEphemeral: boolean;
  /** Roots only: how many replies, when the last one came and who wrote them. */
  readonly replyCount: number;
  readonly latestReplyTs: string | null;
  readonly replyUsers: readonly string[];
  /** "joined the channel" and the like: draw it quietly. */
  readonly isSystem: boolean;
}

export interface MessagesAnswer {
  readonly ok: true;
  readonly channel: PageChannel;
  readonly messages: readonly PageMessage[];
}

export interface ThreadAnswer {
  readonly ok: true;
  readonly messages: readonly PageMessage[];
}
