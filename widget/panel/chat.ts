// What the panel knows of the conversation, and how snapshots and events change it; pure, so that replays are harmless.

import type {
  WireAccepted,
  WireAgent,
  WireEvent,
  WireMessage,
  WireSnapshot,
  WireStanding,
  WireTurn,
} from '../../src/channels/web/wire.js';
import type { ChatStatus } from '../../src/core/conversation.js';
import type { OutboxItem } from './outbox.js';

/** What a status line says. */
export type StatusKind =
  | 'waiting'
  | 'waitingAgain'
  | 'joined'
  | 'left'
  | 'assistant'
  | 'closed'
  | 'reopened'
  | 'anew';

export type Line =
  | { readonly kind: 'message'; readonly sequence: number; readonly message: WireMessage }
  | {
      readonly kind: 'status';
      readonly sequence: number;
      readonly status: StatusKind;
      readonly name: string;
      readonly at: string;
    };

export interface Chat {
  readonly conversationId: string | null;
  readonly status: ChatStatus;
  readonly agent: WireAgent | null;
  /** The last sequence that was applied. */
  readonly cursor: number;
  /** Up to here the visitor has read. */
  readonly seen: number;
  readonly lines: readonly Line[];
  /** For one who waits: how it stands. */
  readonly standing: WireStanding | null;
  /** Whether they are asked how it was. */
  readonly rating: WireSnapshot['rating'];
  /** Conversations that ended while this panel was open. */
  readonly past: readonly Line[];
}

export const emptyChat: Chat = {
  conversationId: null,
  status: 'ai',
  agent: null,
  cursor: 0,
  seen: 0,
  lines: [],
  standing: null,
  rating: null,
  past: [],
};

/** Whether the one is the house's answer to the other, that they asked for a person. */
function answers(line: Line | undefined, asked: Line | undefined): boolean {
  if (line?.kind !== 'message' || line.message.author !== 'system') return false;
  if (asked?.kind !== 'status' || asked.status !== 'waiting') return false;
  return Math.abs(Date.parse(asked.at) - Date.parse(line.message.at)) < 1000;
}

/** In the order in which it happened; that they asked comes before the answer to it, which is stored first. */
function arrange(lines: readonly Line[]): readonly Line[] {
  const sorted = [...lines].sort((a, b) => a.sequence - b.sequence);
  return sorted.map((line, index) => {
    const [before, after] = [sorted[index - 1], sorted[index + 1]];
    if (before && answers(before, line)) return before;
    return after && answers(line, after) ? after : line;
  });
}

function putLine(lines: readonly Line[], line: Line): readonly Line[] {
  const same = (one: Line) =>
    line.kind === 'message'
      ? one.kind === 'message' && one.message.id === line.message.id
      : one.kind === 'status' && one.sequence === line.sequence;
  const others = lines.filter((one) => !same(one));
  return arrange([...others, line]);
}

const lineOf = (message: WireMessage): Line => ({ kind: 'message', sequence: message.sequence, message });

/**
 * Takes the snapshot as the truth, unless events that came while it was on its way say more; a conversation that ended
 * before stays.
 */
export function applySnapshot(chat: Chat, snapshot: WireSnapshot): Chat {
  const same = snapshot.conversationId === chat.conversationId;
  if (same && snapshot.sequence < chat.cursor) return chat;
  const lines = [...snapshot.messages.map(lineOf), ...snapshot.turns.flatMap((turn) => turnLine(turn) ?? [])];
  return {
    conversationId: snapshot.conversationId,
    status: snapshot.status,
    agent: snapshot.agent,
    cursor: snapshot.sequence,
    seen: same ? Math.max(chat.seen, snapshot.seenSequence) : snapshot.seenSequence,
    lines: arrange(lines),
    standing: snapshot.standing,
    rating: snapshot.rating,
    past: same ? chat.past : endOf(chat),
  };
}

/** The lines so far, closed off, when another conversation begins. */
function endOf(chat: Chat): readonly Line[] {
  if (chat.lines.length === 0) return chat.past;
  const last = chat.lines.at(-1);
  const at = last?.kind === 'message' ? last.message.at : (last?.at ?? '');
  return [
    ...chat.past,
    ...chat.lines,
    { kind: 'status', sequence: Number.MAX_SAFE_INTEGER, status: 'anew', name: '', at },
  ];
}

/** Applies one event; `gap` means that something before it is missing and the snapshot must be read. */
export function applyEvent(chat: Chat, event: WireEvent): { readonly chat: Chat; readonly gap: boolean } {
  if (event.sequence <= chat.cursor) return { chat, gap: false };
  if (event.after > chat.cursor) return { chat, gap: true };
  let { lines } = chat;
  if (event.message) lines = putLine(lines, lineOf(event.message));
  const line = turnLine(event);
  if (line) lines = putLine(lines, line);
  const about = event.status !== null;
  const next = {
    ...chat,
    lines,
    cursor: event.sequence,
    standing: event.standing ?? chat.standing,
    rating: ratingOf(event.kind) ?? chat.rating,
  };
  return {
    chat: about ? { ...next, status: event.status ?? chat.status, agent: event.agent } : next,
    gap: false,
  };
}

function ratingOf(kind: WireEvent['kind']): Chat['rating'] {
  if (kind === 'conversation.rating-asked') return 'asked';
  return kind === 'conversation.rated' ? 'given' : null;
}

/** The line that tells of a turn, the same from a snapshot and from the stream; null for what is no turn. */
function turnLine({ kind, sequence, at, name }: WireTurn): Line | null {
  const status = statusOf(kind, name);
  return status && { kind: 'status', sequence, status, name: name ?? '', at };
}

function statusOf(kind: WireTurn['kind'], name: string | null): StatusKind | null {
  switch (kind) {
    case 'conversation.requested-human':
      return 'waiting';
    case 'conversation.claimed':
    case 'conversation.assigned':
    case 'conversation.transferred':
      return name === null ? null : 'joined';
    case 'conversation.released':
      return name === null ? 'waitingAgain' : 'left';
    case 'conversation.restored':
      return 'assistant';
    case 'conversation.closed':
      return 'closed';
    case 'conversation.reopened':
      return 'reopened';
    default:
      return null;
  }
}

/** Shows an accepted message at its place; in another conversation than before, that one begins. */
export function applyAccepted(chat: Chat, accepted: WireAccepted, item: OutboxItem): Chat {
  const known = chat.conversationId === accepted.conversationId;
  const base: Chat = known
    ? chat
    : { ...emptyChat, conversationId: accepted.conversationId, past: endOf(chat) };
  if (base.lines.some((line) => line.kind === 'message' && line.message.id === accepted.message.id))
    return base;
  const message: WireMessage = {
    id: accepted.message.id,
    sequence: accepted.message.sequence,
    clientId: item.clientId,
    author: 'contact',
    name: '',
    pictureUrl: null,
    kind: item.choice ? 'choice' : item.files.length > 0 ? 'file' : 'text',
    text: accepted.message.text,
    markup: 'plain',
    at: new Date(item.at).toISOString(),
    edited: false,
    deleted: false,
    files: item.files,
    options: [],
  };
  return { ...base, lines: putLine(base.lines, lineOf(message)) };
}

/** What the others wrote since the visitor last looked. */
export function countUnread(chat: Chat): number {
  return chat.lines.filter(
    (line) => line.kind === 'message' && line.message.author !== 'contact' && line.sequence > chat.seen,
  ).length;
}

/** The highest message of the others; 0 when there is none. */
export function lastTheirs(chat: Chat): number {
  return chat.lines.reduce(
    (last, line) =>
      line.kind === 'message' && line.message.author !== 'contact' ? Math.max(last, line.sequence) : last,
    0,
  );
}

/** Whether these are the last words the others said: then they can be read right there. */
export function hasSaid(chat: Chat, words: string): boolean {
  const last = chat.lines.findLast((line) => line.kind === 'message' && line.message.author !== 'contact');
  return last?.kind === 'message' && last.message.text === words;
}

/** The message whose options can still be chosen: the newest, while nobody has answered it and no person is there. */
export function findAsking(chat: Chat): WireMessage | null {
  const newest = chat.lines.findLast((line) => line.kind === 'message');
  const open = chat.status === 'ai' || chat.status === 'pending';
  return open && newest?.kind === 'message' && newest.message.options.length > 0 ? newest.message : null;
}

/** Waiting messages that the feed has not shown yet: an answer may be lost after the message was stored. */
export function stillWaiting(chat: Chat, items: readonly OutboxItem[]): readonly OutboxItem[] {
  const arrived = new Set(chat.lines.map((line) => (line.kind === 'message' ? line.message.clientId : null)));
  return items.filter((item) => !arrived.has(item.clientId));
}
