// In which separate sends a message leaves for Messenger or Instagram: a text and a file never share one.

import type { Attachment, Message } from '../../core/message.js';
import { composeTexts, type QuickReply, type TextRoom } from './page-texts.js';

export type PagePart =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Goes before the text where the customer sees no other sign of who writes; '' for all but the first text. */
      readonly prefix: string;
      readonly quickReplies: readonly QuickReply[];
    }
  | { readonly kind: 'file'; readonly attachment: Attachment };

/**
 * The parts in the order in which they are sent. The same message always makes the same parts, so that a send can go
 * on where an earlier one stopped.
 */
export function planParts(message: Message, room: TextRoom, prefix: string): readonly PagePart[] {
  const { texts, quickReplies } = composeTexts(message, room, prefix);
  const words = texts.map(
    (text, index): PagePart => ({
      kind: 'text',
      text,
      prefix: index === 0 ? prefix : '',
      quickReplies: index === texts.length - 1 ? quickReplies : [],
    }),
  );
  const files = message.attachments.map((attachment): PagePart => ({ kind: 'file', attachment }));
  // Buttons vanish with the next message, so nothing may come after them.
  return quickReplies.length > 0 ? [...files, ...words] : [...words, ...files];
}
