// The seam of the agents' floor: three required members, the rest are capabilities a desk may have.

import type { Router } from 'express';
import type { HouseFinding } from '../core/finding.js';
import type { TextDocument } from '../core/text/document.js';
import type { Card } from './cards/card.js';
import type { DeskFile, Invocation } from './invocation.js';

/** Where a post goes. `threadRef` null means: a new root in the place. */
export interface PostTarget {
  readonly team: string | null;
  readonly place: string;
  readonly threadRef: string | null;
}

export interface PostRef {
  readonly team: string | null;
  readonly place: string;
  readonly ref: string;
}

/** What is posted: a card, or someone's words under their own name and picture. */
export type Post =
  | { readonly kind: 'card'; readonly card: Card; readonly evidence: string }
  | {
      readonly kind: 'words';
      readonly as: {
        readonly name: string;
        readonly pictureUrl: string | null;
        readonly side: 'contact' | 'assistant' | 'agent' | 'system';
      };
      readonly text: TextDocument;
      readonly files: readonly {
        readonly name: string;
        readonly type: string;
        readonly bytes: () => Promise<Buffer>;
        /** A signed address where it can be fetched for a while: for desks that take no files. */
        readonly link: () => string;
      }[];
      /** Our id, put where the platform keeps metadata, so that a lost answer can be settled by evidence. */
      readonly evidence: string;
    };

/** A file for one person, made for them. */
export interface PersonalFile {
  readonly name: string;
  readonly type: string;
  /** What a picture shows, for those who do not see it. */
  readonly alt: string;
  readonly bytes: () => Promise<Buffer>;
  /** A signed address where it can be fetched for a while: for desks that take no files. */
  readonly link: () => string;
}

/** How an agent's own line stands with the customer. */
export type Mark = 'waiting' | 'sent' | 'seen' | 'failed';

/** Someone's own line in a thread or a direct message. */
export interface DeskLine {
  readonly type: 'line';
  readonly desk: string;
  readonly team: string;
  readonly user: string;
  readonly place: string;
  readonly threadRef: string | null;
  readonly ref: string;
  /** The client's own id of the gesture where there is one: the same line may arrive under two refs. */
  readonly clientId: string | null;
  readonly text: TextDocument;
  /** The line as typed, for `!word` and `@Baton word`; mention of our bot removed when `addressed`. */
  readonly raw: string;
  /** True when the line starts with a mention of our bot. */
  readonly addressed: boolean;
  /**
   * How our bot is mentioned where the desk hears only what is said to it: an addressed line that begins with no known
   * command is then an ordinary one. Its mention is removed from `text` too.
   */
  readonly mustMention?: string | null;
  /** True in a direct message to our bot, where every line is a command. */
  readonly direct?: boolean;
  readonly files: readonly DeskFile[];
  readonly mouth: Invocation['mouth'];
}

export type Gesture =
  | DeskLine
  | {
      readonly type: 'line-edited';
      readonly desk: string;
      readonly team: string;
      readonly user: string;
      readonly place: string;
      readonly ref: string;
      readonly text: TextDocument;
      readonly raw: string;
    }
  | {
      readonly type: 'line-deleted';
      readonly desk: string;
      readonly team: string;
      readonly place: string;
      readonly ref: string;
    }
  /** Someone reacted to a post, or took that back; our own marks are never told. */
  | {
      readonly type: 'reacted';
      readonly desk: string;
      readonly team: string;
      readonly user: string;
      readonly place: string;
      readonly ref: string;
      /** Unicode; null for an emoji that exists on this desk only. */
      readonly emoji: string | null;
      readonly removed: boolean;
    }
  /** The root card of a thread was deleted by someone. */
  | {
      readonly type: 'root-deleted';
      readonly desk: string;
      readonly team: string;
      readonly place: string;
      readonly ref: string;
    }
  | { readonly type: 'home-opened'; readonly desk: string; readonly team: string; readonly user: string }
  | { readonly type: 'person-left'; readonly desk: string; readonly team: string; readonly user: string }
  /** Somebody's standing on the desk may have changed. */
  | {
      readonly type: 'person-known';
      readonly desk: string;
      readonly team: string;
      readonly user: string;
      readonly isGuest: boolean;
    }
  /** Somebody came into a place of ours or left it. `place` null: into or out of some place of the team. */
  | {
      readonly type: 'place-joined' | 'place-left';
      readonly desk: string;
      readonly team: string;
      readonly place: string | null;
      readonly user: string;
    }
  /** How people speak in a place has changed: what its cards say about that is no longer true. */
  | {
      readonly type: 'manner-changed';
      readonly desk: string;
      readonly team: string;
      readonly place: string;
    }
  | {
      readonly type: 'installation-lost';
      readonly desk: string;
      readonly team: string;
      readonly cause: string;
    }
  | ({ readonly type: 'invocation' } & Invocation);

export interface PlaceAt {
  readonly team: string | null;
  readonly place: string;
}

/** Who is in a place. */
export interface PlaceMembers {
  /** The desk's ids of people; our own bot is not among them. */
  readonly users: readonly string[];
  /** Those of them who are guests; absent where the list does not tell. */
  readonly guests?: readonly string[];
  /** Only whoever was brought in can read along; others' comings and goings are nobody's business. */
  readonly isPrivate: boolean;
}

/** One thing about a desk that was looked at, for `baton doctor`. */
export type DeskFinding = Omit<HouseFinding, 'part'>;

/** Someone at a desk, by its own id. */
export interface DeskPerson {
  readonly user: string;
  readonly name: string;
}

export interface Desk {
  /** The desk's kind in `baton.yaml`: slack, teams. */
  readonly name: string;
  /** True where a card's mentions notify the people themselves. */
  readonly mentions?: true;
  /** Mounts its routes; every gesture is awaited before the platform is answered (accept means stored). */
  listen(mount: Router, hear: (gesture: Gesture) => Promise<void>): void | Promise<void>;
  /** Posts; resolves with the new post's ref. Throws Failure, `ambiguous` when it may have happened. */
  post(to: PostTarget, post: Post): Promise<{ readonly ref: string }>;
  /** Redraws a post of ours. */
  update(at: PostRef, post: Post): Promise<void>;
  /** Looks for a post of ours by its evidence, after an ambiguous failure; null when it is not there. */
  findPosted?(to: PostTarget, evidence: string, since: Date): Promise<{ readonly ref: string } | null>;
  /** Shows how an agent's own line stands; replaces the earlier mark. */
  mark?(at: PostRef, mark: Mark, earlier: Mark | null): Promise<void>;
  /** Shows a card to one person only, in a place or thread. */
  whisper?(to: PostTarget & { readonly user: string }, card: Card): Promise<void>;
  /** Writes to one person directly; files are shown below the card. */
  direct?(
    to: { readonly team: string | null; readonly user: string },
    card: Card,
    files?: readonly PersonalFile[],
  ): Promise<void>;
  /** Publishes a person's home. */
  home?(to: { readonly team: string | null; readonly user: string }, card: Card): Promise<void>;
  /** Who is in a place. Throws Failure. */
  members?(at: PlaceAt): Promise<PlaceMembers>;
  /** Whom a dialog can offer, for desks whose dialogs have no picker of people; guests are not among them. Throws Failure. */
  people?(at: PlaceAt): Promise<readonly DeskPerson[]>;
  /** Brings someone into a private place; who is there already stays. Throws Failure. */
  addMember?(at: PlaceAt, user: string): Promise<void>;
  /** Takes someone out of a private place; who is gone already is no trouble. Throws Failure. */
  removeMember?(at: PlaceAt, user: string): Promise<void>;
  /** Whether somebody is a guest; null when nobody can tell. `place`: where they were met. Throws Failure. */
  isGuest?(
    at: { readonly team: string; readonly place: string | null },
    user: string,
  ): Promise<boolean | null>;
  /** What somebody in a place is called; null for apps and for nobody. Throws Failure. */
  nameOf?(at: PlaceAt, user: string): Promise<string | null>;
  /** A link that opens a post in the desk's own client. */
  link?(at: PostRef): Promise<string | null>;
  /** Looks at an installation and its places from outside. Never throws: what went wrong is a finding. */
  examine?(at: {
    readonly team: string | null;
    readonly places: readonly string[];
  }): Promise<readonly DeskFinding[]>;
  /** Ends sockets and timers. */
  close?(): Promise<void>;
}
