// What journeys see and do at a desk, whichever desk it is: posts, marks, people's hands, and a platform that goes away.

import { createHash } from 'node:crypto';

/** The place of the usual chatbot, as tests know it. */
export const supportPlace = 'C0SUPPORT';

export type DeskKind = 'slack' | 'teams';

/** How an agent's own line stands with the customer. */
export type ShownMark = 'waiting' | 'sent' | 'seen' | 'failed';

export interface ShownFile {
  readonly name: string;
  /** What somebody gets who opens it. */
  read(): Promise<Buffer>;
}

/** A post as it stands there now. */
export interface DeskPost {
  readonly place: string;
  readonly ref: string;
  /** The only person who sees it; null for everyone. */
  readonly onlyFor: string | null;
  /** Its words: of a card all it says, of someone's words those alone. */
  readonly text: string;
  /** Everything that is shown of it, as one text. */
  readonly shown: string;
  /** The labels of its buttons. */
  readonly labels: readonly string[];
  readonly files: readonly ShownFile[];
}

export interface TypedMore {
  /** Handles that `uploads` gave. */
  readonly files?: readonly string[];
  /** Slack only: sent to the channel, too. */
  readonly broadcast?: boolean;
  /** Teams only: begins with a mention of our bot. */
  readonly mention?: boolean;
}

/** A person's hands at the desk. */
export interface DeskAgent {
  readonly user: string;
  /** Types into a thread (or the place, without one); resolves with the line's ref. */
  types(thread: string | null, text: string, more?: TypedMore): Promise<string>;
  /** Presses the button with this label on a post; throws when there is none. */
  clicks(post: DeskPost, label: string): Promise<void>;
  /** Presses a button on the newest of what only this person sees that has one with this label. */
  clicksWhisper(label: string): Promise<void>;
  /** Gives a command outside of any thread: `/livechat text`, or in the personal chat. */
  commands(text: string): Promise<void>;
  /** Submits the dialog that is open; values by field. */
  submits(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** Has a file ready to be attached; resolves with a handle of it. */
  uploads(name: string, bytes: Buffer, mimetype?: string): Promise<string>;
  edits(line: string, text: string): Promise<void>;
  deletes(line: string): Promise<void>;
  /** What only this person sees, oldest first, as text. */
  whispers(): string[];
  /** Waits until a whisper holds these words. */
  isTold(words: string | RegExp): Promise<string>;
}

export interface DeskHands {
  readonly kind: DeskKind;
  /** What Baton's environment says of it. */
  readonly env: Readonly<Record<string, string>>;
  /** The place of the usual chatbot. */
  readonly place: string;
  /** Lets what people do arrive at this Baton. */
  reach(batonUrl: string): void;
  /** A person by the id that tests know them by (`U0KIM`), on every desk. */
  agent(user: string): DeskAgent;
  /** The post a thread hangs below. Throws when it is gone. */
  root(thread: string): DeskPost;
  /** The posts below a root, in order; a place is named as tests know it, the usual chatbot's when left out. */
  posts(thread: string, place?: string): DeskPost[];
  /** What the place itself shows: roots, and nothing that belongs in a thread. */
  roots(place?: string): DeskPost[];
  /** The marks of an agent's own line: none or one, two only while it changes. */
  marks(line: string): ShownMark[];
  /** Tells of every mark that is set from now on, until the answer is called. */
  watchMarks(line: string, listener: (mark: ShownMark) => void): () => void;
  /** Someone deletes the root of a thread. */
  removeRoot(thread: string): Promise<void>;
  /** The platform is gone until the answer is called. */
  cutOff(): () => void;
  /** What people do does not arrive the first time, until the answer is called. */
  goDeaf(): () => void;
  /** The place takes no posts until the answer is called. */
  close(): () => void;
  /** The last press of a button again, as it was; resolves with the HTTP status. */
  pressAgain(): Promise<number>;
  /** What told of a line is told again in every way the platform has; resolves with the HTTP statuses. */
  repeat(text: string): Promise<number[]>;
  /** Resolves once everything people did was answered. */
  whenIdle(): Promise<unknown>;
  /** Stops the stand-in. */
  stop(): Promise<void>;
}

/** A person's ids: that of Slack is how tests know them, that of Teams is made from it. */
export function personId(kind: DeskKind, user: string): string {
  if (kind === 'slack' || !/^U0/u.test(user)) return user;
  const hash = createHash('sha256').update(user).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** A place's id: tests know it by Slack's. */
export function placeId(kind: DeskKind, place: string): string {
  return kind === 'slack' ? place : `19:${place.replace(/^C0/u, '').toLowerCase()}@thread.tacv2`;
}
