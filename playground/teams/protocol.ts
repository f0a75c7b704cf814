// The contract between the playground's Teams pane and the stand-in: routes, shapes and stream events.
import type { LogEntry } from '../wire/protocol.js';

export type { LogEntry } from '../wire/protocol.js';

/**
 * Where the pane's API is mounted. Answers are `{ ok: true, … }` or `{ ok: false, error, text }` with HTTP 4xx.
 *
 * | route | in | out |
 * |---|---|---|
 * | GET  /state?user=U         |                  | `TeamsState`; without a user the first person's |
 * | GET  /posts?user=U&chat=C  |                  | `TeamsPosts`: roots and replies, oldest first, as this user sees them |
 * | GET  /stream?user=U        |                  | server-sent events, each `data:` is one `TeamsEvent` |
 * | POST /gesture              | `TeamsGesture`   | `TeamsDone`, once the app has answered |
 * | POST /circumstance         | `Circumstance`   | `TeamsDone` |
 * | GET  /file/:id             |                  | the bytes of a pasted picture |
 * | GET, POST /faults          | `TeamsFaultsRequest` | `TeamsFaultsAnswer` |
 * | GET  /log?after=N          |                  | the last 200 calls in and activities out |
 */
export const TEAMS_API_PATH = '/playground/teams-page';

/** The chat of a user with the app; every other chat is a channel's id. */
export const PERSONAL = 'personal';

/** Any JSON object: cards are drawn by their own library. */
export type CardJson = Readonly<Record<string, unknown>>;

export interface TeamsPerson {
  readonly id: string;
  readonly name: string;
  readonly isGuest: boolean;
  /** Has the app for themselves, so that it may write to them first. */
  readonly hasApp: boolean;
}

export interface TeamsChannel {
  readonly id: string;
  readonly name: string;
}

export interface TeamsTeam {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly TeamsChannel[];
  /** Has consented that the app hears lines which do not mention it. */
  readonly reads: boolean;
  readonly hasApp: boolean;
}

/** What the app offers on a message, or as a command. */
export interface TeamsCommand {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

export interface TeamsApp {
  readonly name: string;
  readonly messageActions: readonly TeamsCommand[];
  /** What one may say to it in a channel, after a mention or a slash. */
  readonly commands: readonly TeamsCommand[];
  /** What one may say to it in the chat with it. */
  readonly personalCommands: readonly TeamsCommand[];
}

export type TeamsDialog =
  | {
      readonly kind: 'card';
      readonly id: string;
      readonly title: string;
      readonly size: 'small' | 'medium';
      readonly card: CardJson;
    }
  | { readonly kind: 'message'; readonly id: string; readonly title: string; readonly text: string };

export interface TeamsState {
  readonly ok: true;
  readonly user: TeamsPerson;
  readonly people: readonly TeamsPerson[];
  readonly teams: readonly TeamsTeam[];
  readonly app: TeamsApp;
  /** What this user has open, bottom first. */
  readonly dialogs: readonly TeamsDialog[];
  /** The tenant has consented that the app fetches files of channels. */
  readonly graph: boolean;
}

export interface TeamsFile {
  readonly name: string;
  /** Relative to `TEAMS_API_PATH`; null when only its name is known here. */
  readonly path: string | null;
}

export interface TeamsPost {
  readonly chat: string;
  readonly id: string;
  /** Null for a root, and for every line of a personal chat. */
  readonly root: string | null;
  /** Unix milliseconds. */
  readonly at: number;
  readonly author: { readonly id: string | null; readonly name: string; readonly isApp: boolean };
  readonly text: string;
  readonly format: 'plain' | 'markdown' | 'html';
  /** What its author typed: for editing. Empty for the app's posts. */
  readonly typed: string;
  readonly cards: readonly CardJson[];
  readonly pictures: readonly TeamsFile[];
  readonly files: readonly TeamsFile[];
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly string[] }[];
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  /** A targeted message: this user alone sees it. */
  readonly isOnlyForYou: boolean;
}

export interface TeamsPosts {
  readonly ok: true;
  readonly posts: readonly TeamsPost[];
}

/** Inputs of a card or dialog by their ids. */
export type InputsJson = Readonly<Record<string, string>>;

interface OnPost {
  readonly chat: string;
  readonly post: string;
}

export type TeamsAct =
  | {
      readonly do: 'write';
      readonly chat: string;
      readonly root?: string;
      readonly text: string;
      /** Begins with a mention of the app. */
      readonly mention?: boolean;
      /** People mentioned as `@Name` in the text. */
      readonly people?: readonly string[];
      /** Names of files attached to it. */
      readonly files?: readonly string[];
      /** Pasted pictures, base64. */
      readonly pictures?: readonly string[];
    }
  /** A command chosen after a slash: only its author and the app see it. */
  | { readonly do: 'slash'; readonly chat: string; readonly root?: string; readonly text: string }
  | ({ readonly do: 'edit'; readonly text: string } & OnPost)
  | ({ readonly do: 'remove' } & OnPost)
  | ({ readonly do: 'restore' } & OnPost)
  | ({ readonly do: 'react'; readonly emoji: string; readonly off?: boolean } & OnPost)
  /** Uses an action of a card; `action` is its path in the card's JSON, e.g. `body.3.actions.0`. */
  | ({
      readonly do: 'press';
      /** Which card of the post. */
      readonly card: number;
      readonly action: string;
      readonly inputs: InputsJson;
    } & OnPost)
  | { readonly do: 'submit-dialog'; readonly action: string; readonly inputs: InputsJson }
  | { readonly do: 'close-dialog' }
  | ({ readonly do: 'message-action'; readonly command: string } & OnPost);

export interface TeamsGesture {
  readonly user: string;
  readonly act: TeamsAct;
}

export interface TeamsDone {
  readonly ok: true;
  /** A sentence of the app for this person only. */
  readonly toast?: string;
}

/** What is done around the people. */
export type Circumstance =
  | { readonly set: 'reads'; readonly team: string; readonly on: boolean }
  | { readonly set: 'graph'; readonly on: boolean }
  | { readonly set: 'app-in-team'; readonly team: string; readonly on: boolean }
  | { readonly set: 'app-of-person'; readonly user: string; readonly on: boolean };

/** What the stream tells one user. After a reconnect read everything again; nothing is replayed. */
export type TeamsEvent =
  | { readonly type: 'hello' }
  /** A new or changed post, as this user sees it. */
  | { readonly type: 'post'; readonly post: TeamsPost }
  | { readonly type: 'post-gone'; readonly chat: string; readonly id: string }
  | { readonly type: 'dialogs'; readonly dialogs: readonly TeamsDialog[] }
  /** People, teams, consents: read the state again. */
  | { readonly type: 'state' };

/** `…_before`: the call is not done; `…_after`: it is done, and its answer is lost or says something else. */
export type TeamsFaultKind =
  | 'down'
  | 'drop_before'
  | 'drop_after'
  | 'error_before'
  | 'error_after'
  | 'rate_limited'
  | 'delay';

export interface TeamsFaultRule {
  readonly kind: TeamsFaultKind;
  /** How many calls it holds for; until it is removed when left out. */
  readonly times?: number;
  readonly status?: number;
  /** An HTTP method. */
  readonly method?: string;
  /** A piece of the call's path. */
  readonly path?: string;
  readonly delayMs?: number;
  readonly retryAfterSeconds?: number;
}

export interface ActiveTeamsFault extends TeamsFaultRule {
  readonly id: string;
  /** How many calls it has hit. */
  readonly hits: number;
}

export interface TeamsFaultsRequest {
  readonly add?: TeamsFaultRule;
  /** An id, or `all`. */
  readonly remove?: string;
}

export interface TeamsFaultsAnswer {
  readonly ok: true;
  readonly faults: readonly ActiveTeamsFault[];
}

export interface TeamsLogAnswer {
  readonly ok: true;
  readonly entries: readonly LogEntry[];
}
