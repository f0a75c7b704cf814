// What the panel knows of the conversation, and how snapshots and events change it; pure, so that replays are harmless.

import type {
  WireAccepted,
  WireAgent,
  WireEvent,
  WireMessage,
  WireSnapshot,
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
  past: [],
};

const place = (line: Line) => line.sequence;

function putLine(lines: readonly Line[], line: Line): readonly Line[] {
  const same = (one: Line) =>
    line.kind === 'message'
      ? one.kind === 'message' && one.message.id === line.message.id
      : one.kind === 'status' && one.sequence === line.sequence;
  const others = lines.filter((one) => !same(one));
  return [...others, line].sort((a, b) => place(a) - place(b));
}

const lineOf = (message: WireMessage): Line => ({ kind: 'message', sequence: message.sequence, message });

/** Takes the snapshot as the truth; status lines already shown stay, and so does a conversation that ended before. */
export function applySnapshot(chat: Chat, snapshot: WireSnapshot): Chat {
  const same = snapshot.conversationId === chat.conversationId;
  const kept = same ? chat.lines.filter((line) => line.kind === 'status') : [];
  return {
    conversationId: snapshot.conversationId,
    status: snapshot.status,
    agent: snapshot.agent,
    cursor: snapshot.sequence,
    seen: same ? Math.max(chat.seen, snapshot.seenSequence) : snapshot.seenSequence,
    lines: snapshot.messages.reduce(
      (lines, message) => putLine(lines, lineOf(message)),
      kept as readonly Line[],
    ),
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
  const line = statusLine(chat, event);
  if (line) lines = putLine(lines, line);
  const about = event.status !== null;
  const next = { ...chat, lines, cursor: event.sequence };
  return {
    chat: about ? { ...next, status: event.status ?? chat.status, agent: event.agent } : next,
    gap: false,
  };
}

function statusLine(chat: Chat, event: WireEvent): Line | null {
  const base = { kind: 'status', sequence: event.sequence, at: event.at } as const;
  const name = event.agent?.name ?? '';
  switch (event.kind) {
    case 'conversation.requested-human':
      return { ...base, status: 'waiting', name };
    case 'conversation.claimed':
    case 'conversation.assigned':
    case 'conversation.transferred':
      return event.agent ? { ...base, status: 'joined', name } : null;
    case 'conversation.released':
      return { ...base, status: chat.agent ? 'left' : 'waitingAgain', name: chat.agent?.name ?? '' };
    case 'conversation.restored':
      return { ...base, status: 'assistant', name };
    case 'conversation.closed':
      return { ...base, status: 'closed', name };
    case 'conversation.reopened':
      return { ...base, status: 'reopened', name };
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
    kind: item.files.length > 0 ? 'file' : 'text',
    text: accepted.message.text,
    markup: 'plain',
    at: new Date(item.at).toISOString(),
    edited: false,
    deleted: false,
    files: item.files,
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

/** Waiting messages that the feed has not shown yet: an answer may be lost after the message was stored. */
export function stillWaiting(chat: Chat, items: readonly OutboxItem[]): readonly OutboxItem[] {
  const arrived = new Set(chat.lines.map((line) => (line.kind === 'message' ? line.message.clientId : null)));
  return items.filter((item) => !arrived.has(item.clientId));
}
