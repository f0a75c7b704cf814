// The buttons of a conversation, as its status allows; who may press them is decided when they are pressed.

import type { Conversation } from '../../core/conversation.js';
import type { Ask, Button, Control, Part } from './card.js';

type Subject = Pick<Conversation, 'id' | 'epoch' | 'status'>;

/** An ask about this conversation under the epoch it is drawn with, so that a stale press is refused. */
export function askAbout(subject: Pick<Conversation, 'id' | 'epoch'>, word: string, args?: string): Ask {
  return { word, conversationId: subject.id, epoch: subject.epoch, ...(args === undefined ? {} : { args }) };
}

/** One button about this conversation. */
export function buttonAbout(
  subject: Pick<Conversation, 'id' | 'epoch'>,
  label: string,
  word: string,
  style?: 'primary' | 'danger',
): Button {
  return { kind: 'button', label, ask: askAbout(subject, word), ...(style ? { style } : {}) };
}

/** How the owner can write: in their own words, with a template only, or not at the moment. */
export type WayToWrite = 'words' | 'template' | 'none';

export interface ControlFacts {
  /** How many messages are older than the thread. */
  readonly earlier?: number;
  readonly write?: WayToWrite;
  /** True where closing asks for the category first. */
  readonly asksCategory?: boolean;
  /** True where the AI can propose a reply. */
  readonly canSuggest?: boolean;
}

function movingButtons(subject: Subject, write: WayToWrite, asksCategory: boolean): Control[] {
  const button = (label: string, word: string, style?: 'primary' | 'danger') =>
    buttonAbout(subject, label, word, style);
  const closing: Button = {
    ...button('Close', 'close'),
    ask: { ...askAbout(subject, 'close'), ...(asksCategory ? { opens: true } : {}) },
  };
  switch (subject.status) {
    case 'ai':
      return [button('Take over', 'claim', 'primary'), closing];
    case 'pending':
      return [button('Claim', 'claim', 'primary'), button('Restore to AI', 'restore'), closing];
    case 'active':
      return [
        ...(write === 'words' ? [button('Reply', 'reply', 'primary')] : []),
        ...(write === 'template' ? [button('Template', 'template', 'primary')] : []),
        button('Transfer', 'transfer'),
        button('Restore to AI', 'restore'),
        closing,
      ];
    case 'closed':
      return [button('Reopen', 'reopen', 'primary')];
  }
}

/** Two rows: what moves the conversation, then what annotates or explains it. */
export function conversationControls(
  subject: Subject,
  { earlier = 0, write = 'words', asksCategory = false, canSuggest = false }: ControlFacts = {},
): Part[] {
  const side: Control[] = [
    buttonAbout(subject, 'Note', 'note'),
    buttonAbout(subject, 'Category', 'category'),
    buttonAbout(subject, 'Info', 'info'),
  ];
  if (canSuggest && subject.status === 'active' && write === 'words')
    side.unshift(buttonAbout(subject, 'Suggest a reply', 'suggest'));
  if (earlier > 0) side.push(buttonAbout(subject, `Show earlier (${earlier})`, 'history'));
  return [
    { kind: 'controls', controls: movingButtons(subject, write, asksCategory) },
    { kind: 'controls', controls: side },
  ];
}
