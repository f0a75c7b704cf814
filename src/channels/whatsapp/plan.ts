// In which separate sends a message leaves for WhatsApp: words, files with their caption, and what may be chosen.

import { type Attachment, type Message, type Option, visibleText } from '../../core/message.js';
import type { Block, TextDocument } from '../../core/text/document.js';
import { literal, parseText, printWhatsApp, splitText } from '../../core/text.js';
import { type FileKind, kindOf } from './files.js';
import { bodyLimits, type Choosing, chooseHow } from './options.js';

export type WhatsAppPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file';
      readonly as: FileKind;
      readonly attachment: Attachment;
      readonly caption: string;
    }
  | { readonly kind: 'choice'; readonly how: 'button' | 'list'; readonly text: string }
  | { readonly kind: 'template' };

const textLimit = 4096;
const captionLimit = 1024;

/**
 * The parts in the order in which they are sent; the same message always makes the same ones, so that a send can go
 * on where an earlier one stopped. `prefix` stands before the first words. Throws Failure `content` for a file that
 * WhatsApp does not take, before anything is sent.
 */
export function planParts(message: Message, prefix: string): readonly WhatsAppPart[] {
  if (message.details.template) return [{ kind: 'template' }];
  const options = message.details.options ?? [];
  const files = message.attachments.map((attachment): WhatsAppPart & { kind: 'file' } => ({
    kind: 'file',
    as: kindOf(attachment),
    attachment,
    caption: '',
  }));
  const document = withPrefix(wordsOf(message), prefix);
  const how = document.length > 0 ? chooseHow(options) : null;
  // What can be chosen stands last, below everything it is about.
  if (options.length > 0) return [...files, ...planChoice(document, options, how)];
  const [first, ...others] = files;
  const words = document.length > 0 ? splitText(printWhatsApp, document, textLimit) : [];
  const [only = ''] = words;
  const isCaption = first && first.as !== 'audio' && words.length === 1 && only.length <= captionLimit;
  if (isCaption) return [{ ...first, caption: only }, ...others];
  return [...words.map(asText), ...files];
}

function planChoice(
  document: TextDocument,
  options: readonly Option[],
  how: Choosing,
): readonly WhatsAppPart[] {
  if (how === null) return splitText(printWhatsApp, [...document, numbered(options)], textLimit).map(asText);
  const texts = splitText(printWhatsApp, document, bodyLimits[how]);
  const last = texts.at(-1);
  if (last === undefined) return planChoice([], options, null);
  return [...texts.slice(0, -1).map(asText), { kind: 'choice', how, text: last }];
}

function asText(text: string): WhatsAppPart {
  return { kind: 'text', text };
}

/** The message's words; none where its files or its options speak for it. */
function wordsOf(message: Message): TextDocument {
  if (message.text.trim() !== '') return parseText(message.text, message.markup);
  const speaks = message.attachments.length > 0 || (message.details.options?.length ?? 0) > 0;
  return speaks ? [] : literal(visibleText(message));
}

/** `Kim: ` in front of the words, on a line of its own where they begin with a list or a quote. */
function withPrefix(document: TextDocument, name: string): TextDocument {
  const [first, ...others] = document;
  if (name === '' || first === undefined) return document;
  const colon = { kind: 'text', text: `${name}:` } as const;
  if (first.kind !== 'paragraph') return [{ kind: 'paragraph', children: [colon] }, ...document];
  const children = [{ kind: 'text', text: `${name}: ` } as const, ...first.children];
  return [{ kind: 'paragraph', children }, ...others];
}

function numbered(options: readonly Option[]): Block {
  return {
    kind: 'list',
    ordered: true,
    start: 1,
    items: options.map(({ title }) => literal(title.replace(/\s+/g, ' ').trim())),
  };
}
