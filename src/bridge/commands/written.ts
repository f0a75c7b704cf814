// What an agent wrote for a reply or a note: the text with its formatting, and its files taken into the house.

import type { Conversation } from '../../core/conversation.js';
import { Refusal } from '../../core/errors.js';
import type { AttachmentId } from '../../core/id.js';
import { noticeCard } from '../cards/notice.js';
import { storeFiles } from '../store-files.js';
import { readTarget } from './arguments.js';
import type { Answer, Context } from './command.js';

/** The text of a form's field or of the line; `values.text` keeps the formatting that the arguments lost. */
export function writtenText({ invocation }: Context, rest: string): string {
  const { text } = invocation.values;
  if (text === undefined) return rest;
  return invocation.via === 'form' ? text.trim() : readTarget(text.replace(/^\\#/u, '#')).rest;
}

/** True when the gesture carries nothing to send, so that a form is asked for. */
export function wroteNothing(context: Context, rest: string): boolean {
  return writtenText(context, rest) === '' && context.invocation.files.length === 0;
}

export interface Written {
  readonly text: string;
  readonly attachmentIds: readonly AttachmentId[];
  readonly refused: readonly string[];
}

/**
 * Reads the text and stores the files. Throws Refusal `file-refused` when nothing is left to send because every
 * file was refused.
 */
export async function takeWritten(
  context: Context,
  conversation: Conversation,
  rest: string,
): Promise<Written> {
  const text = writtenText(context, rest);
  const { attachmentIds, refused } = await storeFiles(context.house, conversation, context.invocation.files);
  if (text === '' && attachmentIds.length === 0) {
    throw refused.length > 0
      ? new Refusal('bad-input', { what: refused.join(' ') })
      : new Refusal('empty-message');
  }
  return { text, attachmentIds, refused };
}

/** The answer itself, or the reasons of the files that stayed behind: they are never dropped in silence. */
export function tellRefused(refused: readonly string[], answer: Answer): Answer {
  if (refused.length === 0) return answer;
  return { show: 'card', card: noticeCard(`⚠️ ${refused.join(' ')}`, 'Everything else was taken.') };
}
