// What the page API stands on: Teams as one person sees it, and what that person and the world around them can do.
import type { Circumstance, TeamsAct, TeamsDone, TeamsPost, TeamsState } from './protocol.js';

/** Something the page asked for that is not possible here; the text is a sentence for its user. */
export interface PageFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface PageGround {
  /** Throws PageRefused when there is no such person; without an id the first person's. */
  readState(user: string | null): TeamsState;
  /** Roots and replies, oldest first, as this person sees them. Throws PageRefused for an unknown chat. */
  readPosts(user: string, chat: string): readonly TeamsPost[];
  /** The chats a person has. */
  chatsOf(user: string): readonly string[];
  /** Resolves once the app has answered. Rejects with PageRefused. */
  carryOut(user: string, act: TeamsAct): Promise<TeamsDone>;
  change(circumstance: Circumstance): Promise<void>;
  file(id: string): PageFile | undefined;
  /** Told after anything changed, without saying what. */
  onChange(listener: () => void): void;
}
