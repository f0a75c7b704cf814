// What the mirror writes into a thread: messages with what surrounds them, notes, edits, deletions and late files as text.

import { describeDetails } from '../../core/describe.js';
import { kindForTypes, type Message, type MessageKind, visibleText } from '../../core/message.js';
import type { Inline, TextDocument } from '../../core/text/document.js';
import { literal } from '../../core/text/document.js';
import { parseText } from '../../core/text.js';
import { bold, excerpt, italic, lineBreak, say, strike } from './prose.js';

/** The longest stretch of an earlier message that stands above its answer. */
const quoteShown = 140;
const titleShown = 80;

/**
 * What a message says and lets choose, without what it answers. Customer text is never markup on a desk, whatever their
 * channel calls it.
 */
export function messageText(message: Message): TextDocument {
  return [...saidText(message), ...choicesText(message)];
}

/** What the customer was given to choose, as a plain line: `Choices: Yes · No`. */
export function choicesText({ details, deletedAt }: Pick<Message, 'details' | 'deletedAt'>): TextDocument {
  const titles = (details.options ?? []).map(({ title }) => excerpt(title, titleShown));
  return titles.length === 0 || deletedAt !== null ? [] : literal(`Choices: ${titles.join(' · ')}`);
}

function saidText(message: Message): TextDocument {
  const { author, deletedAt, text, kind, details, markup } = message;
  if (deletedAt !== null) return literal(visibleText(message));
  const described = describeDetails(kind, details);
  if (author !== 'contact' && text !== '') return [...describedText(described), ...parseText(text, markup)];
  const lines = visibleText(message).split('\n');
  const own = described?.split('\n') ?? [];
  if (!own.every((line, index) => line === lines[index])) return literal(lines.join('\n'));
  const rest = lines.slice(own.length);
  return [...describedText(described), ...(rest.length === 0 ? [] : literal(rest.join('\n')))];
}

/** Our own lines about a message, with the address one ends with as a link that shows itself. */
function describedText(described: string | null): TextDocument {
  if (described === null) return [];
  const children = described.split('\n').flatMap((line, index): Inline[] => {
    const [, words = line, url] = /^(.*\s)(https?:\/\/\S+)$/.exec(line) ?? [];
    return [
      ...(index > 0 ? [lineBreak] : []),
      { kind: 'text', text: words },
      ...(url === undefined ? [] : [{ kind: 'link', url, children: [{ kind: 'text', text: url }] } as const]),
    ];
  });
  return [{ kind: 'paragraph', children }];
}

/** The words a message answers, to stand above it; nothing where it answers none that are known. */
export function quoteText({ details, deletedAt }: Pick<Message, 'details' | 'deletedAt'>): TextDocument {
  const quoted = details.replyTo?.text?.trim() ?? '';
  if (quoted === '' || deletedAt !== null) return [];
  return [{ kind: 'quote', children: literal(excerpt(quoted, quoteShown)) }];
}

/** Who wrote it, and where when that was past us: `Kim · via the WhatsApp app`. */
export function authorLabel({
  author,
  authorName,
  details,
}: Pick<Message, 'author' | 'authorName' | 'details'>): string {
  return author === 'colleague' && details.via ? `${authorName} · via ${details.via}` : authorName;
}

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

/** The customer took a message back: that there was one is all that is kept. */
export const deletionText: TextDocument = literal('🗑 Deleted a message.');

/** What stands where the words stood that a customer took back. */
export const takenBackText: TextDocument = say(italic('🗑 Taken back by the customer.'));

/** What is posted again because the desk never said whether it took it. */
export function repeatText(body: TextDocument): TextDocument {
  return [...say(italic('↻ Perhaps a repeat: the desk did not say whether it has this already.')), ...body];
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
