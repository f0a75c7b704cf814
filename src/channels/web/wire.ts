// The JSON the widget reads: what leaves the house for a customer, field by field, and nothing else.

import type { ChatStatus, Waiting } from '../../core/conversation.js';
import type { WaitingChoice } from '../../core/customer-choice.js';
import type { EventKind } from '../../core/event.js';
import type { Attachment, AuthorKind, MessageKind, Option } from '../../core/message.js';
import { parseText, printCommonmark } from '../../core/text.js';
import type { FeedEvent, FeedMessage, FeedStanding, FeedTurn, Snapshot } from './house.js';

/** GET /web/config */
export interface WireConfig {
  readonly site: string;
  readonly name: string;
  readonly pictureUrl: string | null;
  readonly humanSupport: boolean;
  readonly color: string;
  readonly greeting: string | null;
  readonly locale: string | null;
  readonly position: 'left' | 'right';
  readonly fileBytes: number;
}

export interface WireFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  /** Signed and good for minutes: a later snapshot has a fresh one. */
  readonly url: string;
}

export interface WireMessage {
  readonly id: string;
  readonly sequence: number;
  /** The visitor's own id of the message, for their own ones. */
  readonly clientId: string | null;
  readonly author: AuthorKind;
  readonly name: string;
  readonly pictureUrl: string | null;
  readonly kind: MessageKind;
  readonly text: string;
  /** `plain` is shown literally. */
  readonly markup: 'plain' | 'commonmark';
  /** ISO 8601. */
  readonly at: string;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly files: readonly WireFile[];
  /** What the visitor may choose with one press. */
  readonly options: readonly Option[];
}

export interface WireAgent {
  readonly name: string;
  readonly pictureUrl: string | null;
}

/** A change of hands: they asked for a person, someone came or left, it was closed. */
export interface WireTurn {
  readonly sequence: number;
  readonly kind: EventKind;
  /** ISO 8601. */
  readonly at: string;
  /** Who came or left with it; null where nobody did. */
  readonly name: string | null;
}

/** How it stands for one who waits, and what they may choose instead. */
export interface WireStanding {
  readonly text: string;
  readonly choices: readonly WaitingChoice[];
  /** `message`: they left one and do not wait; `callback`: they are answered once it opens. */
  readonly waiting: Waiting;
  /** For a callback, ISO 8601. */
  readonly opensAt: string | null;
}

/** GET /web/conversation; `conversationId` null: this visitor never wrote. */
export interface WireSnapshot {
  readonly conversationId: string | null;
  readonly status: ChatStatus;
  readonly agent: WireAgent | null;
  readonly sequence: number;
  readonly seenSequence: number;
  readonly messages: readonly WireMessage[];
  /** What happened among these messages. */
  readonly turns: readonly WireTurn[];
  /** For one who waits. */
  readonly standing: WireStanding | null;
  /** Whether the visitor is asked how it was; `given` once they said. */
  readonly rating: 'asked' | 'given' | null;
}

/** One event of the stream. `after` is the sequence before it: a client that is not there yet has missed something. */
export interface WireEvent extends WireTurn {
  readonly after: number;
  readonly message: WireMessage | null;
  readonly agent: WireAgent | null;
  readonly status: ChatStatus | null;
  /** Where the event tells how one who waits stands. */
  readonly standing: WireStanding | null;
}

/** GET /web/events?poll=1 */
export interface WirePoll {
  readonly events: readonly WireEvent[];
  /** True: the visitor's conversation is another one now; read the snapshot. */
  readonly reset: boolean;
  readonly typing: string | null;
}

/** POST /web/messages: the same answer for the same client id, however often it is asked. */
export interface WireAccepted {
  readonly conversationId: string;
  readonly message: {
    readonly id: string;
    readonly sequence: number;
    readonly clientId: string;
    readonly text: string;
    readonly attachmentIds: readonly string[];
  };
}

export interface WireError {
  readonly error: { readonly code: string; readonly message: string };
}

/** Makes the link under which the customer opens a file. */
export type LinkFile = (fileId: string) => string;

export function writeFile(file: Attachment, link: LinkFile): WireFile {
  return { id: file.id, name: file.name, type: file.type, sizeBytes: file.sizeBytes, url: link(file.id) };
}

export function writeMessage(message: FeedMessage, link: LinkFile): WireMessage {
  const deleted = message.deletedAt !== null;
  return {
    id: message.id,
    sequence: message.sequence,
    clientId: message.author === 'contact' ? message.externalId : null,
    author: message.author,
    name: message.authorName,
    pictureUrl: message.authorPictureUrl,
    kind: message.kind,
    ...(deleted ? { text: '', markup: 'plain' } : writeText(message)),
    at: message.createdAt.toISOString(),
    edited: message.editedAt !== null,
    deleted,
    files: deleted ? [] : message.attachments.map((file) => writeFile(file, link)),
    options: deleted ? [] : (message.details.options ?? []),
  };
}

/** The widget reads two markups only; what agents wrote in another arrives as CommonMark. */
function writeText({ text, markup }: FeedMessage): Pick<WireMessage, 'text' | 'markup'> {
  if (markup === 'plain' || markup === 'commonmark') return { text, markup };
  return { text: printCommonmark(parseText(text, markup)), markup: 'commonmark' };
}

function writeTurn({ sequence, kind, at, name }: FeedTurn): WireTurn {
  return { sequence, kind, at: at.toISOString(), name };
}

function writeStanding({ text, choices, waiting = 'live', opensAt }: FeedStanding): WireStanding {
  return { text, choices, waiting, opensAt: opensAt ?? null };
}

export function writeEvent(event: FeedEvent, after: number, link: LinkFile): WireEvent {
  return {
    ...writeTurn(event),
    after,
    message: event.message ? writeMessage(event.message, link) : null,
    agent: event.agent,
    status: event.status,
    standing: event.standing ? writeStanding(event.standing) : null,
  };
}

export function writeSnapshot(snapshot: Snapshot | null, link: LinkFile): WireSnapshot {
  if (!snapshot) {
    const nothing = {
      agent: null,
      sequence: 0,
      seenSequence: 0,
      messages: [],
      turns: [],
      standing: null,
      rating: null,
    };
    return { conversationId: null, status: 'ai', ...nothing };
  }
  return {
    conversationId: snapshot.conversationId,
    status: snapshot.status,
    agent: snapshot.agent,
    sequence: snapshot.sequence,
    seenSequence: snapshot.seenSequence,
    messages: snapshot.messages.map((message) => writeMessage(message, link)),
    turns: snapshot.turns.map(writeTurn),
    standing: snapshot.standing && writeStanding(snapshot.standing),
    rating: snapshot.rating,
  };
}
