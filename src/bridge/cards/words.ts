// What the mirror writes into a thread beside messages: notes, edits, deletions and late files as text.

import { kindForTypes, type MessageKind } from '../../core/message.js';
import type { TextDocument } from '../../core/text/document.js';
import { literal } from '../../core/text/document.js';
import { bold, italic, say, strike } from './prose.js';

/** A note under its author's name, marked so that nobody takes it for a reply. */
export function noteText(body: TextDocument): TextDocument {
  return [...say(bold('🔒 Internal note')), ...body];
}

function struck(text: string): TextDocument {
  return [{ kind: 'quote', children: say(strike(text.replace(/\s+/gu, ' ').trim() || '…')) }];
}

/** The customer changed a message: old words, then new ones. */
export function editText(oldText: string | null, now: TextDocument): TextDocument {
  return [...say(italic('✏️ Edited')), ...(oldText === null ? [] : struck(oldText)), ...now];
}

/** The customer took a message back; agents still see what it was. */
export function deletionText(oldText: string | null): TextDocument {
  return oldText === null
    ? literal('🗑 Deleted a message.')
    : [...say(italic('🗑 Deleted')), ...struck(oldText)];
}

const fileWords: Partial<Record<MessageKind, readonly [one: string, several: string]>> = {
  image: ['image', 'images'],
  audio: ['voice message', 'voice messages'],
  video: ['video', 'videos'],
};

/** Says which files these are: they came from the platform after the message they belong to. */
export function lateFilesText(files: readonly { readonly type: string }[]): TextDocument {
  const [one, several] = fileWords[kindForTypes(files.map((file) => file.type))] ?? ['file', 'files'];
  return say(italic(`⏬ The ${files.length === 1 ? one : several} sent earlier`));
}
