// Small builders of card text; every string given to them stays literal, whoever wrote it.

import type { Presence } from '../../core/agent.js';
import type { ChatStatus } from '../../core/conversation.js';
import type { Inline, TextDocument } from '../../core/text/document.js';
import type { Part } from './card.js';

export type Piece = string | Inline;

function toInline(piece: Piece): Inline {
  return typeof piece === 'string' ? { kind: 'text', text: piece } : piece;
}

/** One paragraph of pieces; strings are literal text, `\n` is not special: use `lineBreak`. */
export function say(...pieces: readonly Piece[]): TextDocument {
  return [{ kind: 'paragraph', children: pieces.filter((piece) => piece !== '').map(toInline) }];
}

export function bold(text: string): Inline {
  return { kind: 'bold', children: [{ kind: 'text', text }] };
}

export function italic(text: string): Inline {
  return { kind: 'italic', children: [{ kind: 'text', text }] };
}

export function strike(text: string): Inline {
  return { kind: 'strike', children: [{ kind: 'text', text }] };
}

export function code(text: string): Inline {
  return { kind: 'code', text };
}

export const lineBreak: Inline = { kind: 'break' };

export function textPart(...pieces: readonly Piece[]): Part {
  return { kind: 'text', text: say(...pieces) };
}

/** Several lines as one part. */
export function linesPart(lines: readonly (readonly Piece[])[]): Part {
  return textPart(...lines.flatMap((pieces, index) => (index === 0 ? pieces : [lineBreak, ...pieces])));
}

export function contextPart(...pieces: readonly Piece[]): Part {
  return { kind: 'context', text: say(...pieces) };
}

/** The text on one line, cut between whole characters at `limit` with an ellipsis. */
export function excerpt(text: string, limit = 120): string {
  const flat = text.replace(/\s+/gu, ' ').trim();
  const characters = Array.from(flat);
  return characters.length <= limit
    ? flat
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

const channelNames: Readonly<Record<string, string>> = {
  web: 'Website',
  whatsapp: 'WhatsApp',
  instagram: 'Instagram',
  messenger: 'Messenger',
};

/** The medium's name as people write it; an unknown kind stays as it is. */
export function channelName(kind: string): string {
  return channelNames[kind] ?? kind;
}

const statusWords: Record<ChatStatus, string> = {
  ai: '🤖 With the assistant',
  pending: '🔔 Waiting for a person',
  active: '💬 With',
  closed: '☑️ Closed',
};

/** A sign and words, never colour alone: `💬 With Kim`. */
export function statusWord(status: ChatStatus, ownerName: string | null): string {
  return status === 'active' ? `${statusWords.active} ${ownerName ?? 'an agent'}` : statusWords[status];
}

const presenceSigns: Record<Presence, string> = { online: '🟢', away: '🌙', offline: '⚪' };

/** `🟢 online`. */
export function presenceWord(presence: Presence): string {
  return `${presenceSigns[presence]} ${presence}`;
}

/** Why a person was asked for, when that says more than that the customer asked. */
export function requestWord(reason: string | null): string | null {
  return reason === null || reason === 'button' || reason === 'phrase' ? null : excerpt(reason, 100);
}

/** `1 chat`, `3 chats`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** How a person was asked for, for the info card. */
export function requestHow(reason: string | null): string | null {
  if (reason === 'button') return 'with the button';
  return reason === 'phrase' ? 'in their own words' : requestWord(reason);
}

/** The label of a fact the site named: its own word, begun as a label is. */
export function factLabel(name: string): string {
  const label = excerpt(name, 30);
  return label.charAt(0).toLocaleUpperCase() + label.slice(1);
}
