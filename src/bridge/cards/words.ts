// What the mirror writes into a thread beside messages: notes, edits and deletions as text.

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
