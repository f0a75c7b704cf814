// The words of a message for platforms that know no markup: split to their limit, with what may be chosen at the end.

import type { Message, Option } from '../../core/message.js';
import { visibleText } from '../../core/message.js';
import type { Block, TextDocument } from '../../core/text/document.js';
import { countBytes, type Measure, splitText } from '../../core/text/split.js';
import { literal, parseText, printPlain } from '../../core/text.js';

/** What a platform takes in one text. */
export interface TextRoom {
  readonly limit: number;
  readonly measure: Measure;
}

/** Messenger: 2000 UTF-16 units. */
export const messengerRoom: TextRoom = { limit: 2_000, measure: (text) => text.length };
/** Instagram: 1000 bytes of UTF-8. */
export const instagramRoom: TextRoom = { limit: 1_000, measure: countBytes };

/** A button above the customer's keyboard; gone after the next message. */
export interface QuickReply {
  readonly content_type: 'text';
  readonly title: string;
  readonly payload: string;
}

export interface PageTexts {
  readonly texts: readonly string[];
  /** Belong to the last text; empty where nothing may be chosen or the choices are in the words. */
  readonly quickReplies: readonly QuickReply[];
}

const mostQuickReplies = 13;
const longestTitle = 20;
const longestPayload = 1_000;
const longestName = 50;

/**
 * Prints and splits a message's words; no texts when it has files and no words. `prefix` (see `prefixOf`) stands in
 * front of the first text. Every text leaves room for it, so that the cuts are the same with and without.
 */
export function composeTexts(
  message: Pick<Message, 'text' | 'markup' | 'kind' | 'attachments' | 'deletedAt' | 'details'>,
  { limit, measure }: TextRoom,
  prefix: string,
): PageTexts {
  const options = message.details.options ?? [];
  const quickReplies = message.text.trim() === '' ? [] : quickRepliesFor(options);
  const words = wordsOf(message);
  const document = quickReplies.length > 0 || options.length === 0 ? words : [...words, numbered(options)];
  const texts = splitText(printPlain, document, limit - measure(prefix), measure);
  return { texts, quickReplies: texts.length > 0 ? quickReplies : [] };
}

/** `Kim: `, with the name cut where it would take the room of words. */
export function prefixOf(name: string): string {
  const [shown = ''] = splitText(printPlain, literal(name.trim()), longestName);
  return shown === '' ? '' : `${shown}: `;
}

function wordsOf(message: Parameters<typeof composeTexts>[0]): TextDocument {
  if (message.text.trim() !== '') return parseText(message.text, message.markup);
  const says = message.attachments.length > 0 || (message.details.options?.length ?? 0) > 0;
  return says ? [] : literal(visibleText(message));
}

/** Buttons for all options, or none: titles that are cut must still be told apart, and what is too many is lost. */
function quickRepliesFor(options: readonly Option[]): QuickReply[] {
  const replies = options.map(({ id, title }) => ({
    content_type: 'text' as const,
    title: clipTitle(title),
    payload: id,
  }));
  const told = new Set(replies.map((one) => one.title));
  const fits =
    replies.length <= mostQuickReplies &&
    told.size === replies.length &&
    replies.every((one) => one.title !== '' && one.payload !== '' && one.payload.length <= longestPayload);
  return fits ? replies : [];
}

function clipTitle(title: string): string {
  const plain = title.trim();
  if (plain.length <= longestTitle) return plain;
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(plain);
  let kept = '';
  for (const { segment } of segments) {
    if (kept.length + segment.length > longestTitle - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function numbered(options: readonly Option[]): Block {
  return {
    kind: 'list',
    ordered: true,
    start: 1,
    items: options.map(({ title }) => literal(title.replace(/\s+/g, ' ').trim())),
  };
}
