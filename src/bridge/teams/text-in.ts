// Reads the HTML of a Teams message: what its author sees in the compose box becomes the one text tree.

import { Parser } from 'htmlparser2';
import type { TextDocument } from '../../core/text/document.js';
import { safeUrl } from '../../core/text/safe-url.js';
import {
  addBreak,
  addSoftBreak,
  createPen,
  enter,
  exit,
  finish,
  flush,
  flushCode,
  type HtmlMention,
  marksOf,
  type Pen,
  separateCell,
  write,
} from './html-pen.js';

export interface HtmlText {
  readonly text: TextDocument;
  /** In reading order, one for each mention of `text`. */
  readonly mentions: readonly HtmlMention[];
}

const formats: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strike',
  strike: 'strike',
  del: 'strike',
};
const separate = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'hr']);
const soft = new Set(['div', 'tr']);
const unseen = new Set(['script', 'style', 'title', 'template', 'head']);

/** Reads it; unknown tags show their content. Never throws; linear time. */
export function parseTeamsHtml(html: string): HtmlText {
  const pen = createPen();
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => open(pen, tag, attributes),
      ontext: (words) => write(pen, words),
      onclosetag: (tag) => close(pen, tag),
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return { text: finish(pen), mentions: pen.mentions };
}

type Attributes = Readonly<Record<string, string>>;

function open(pen: Pen, tag: string, attributes: Attributes): void {
  const format = formats[tag];
  if (format) pen.depths[format] += 1;
  else if (tag === 'code') pen.depths.code += 1;
  else if (unseen.has(tag)) pen.depths.hidden += 1;
  else if (tag === 'a') pen.urls.push(safeUrl(attributes.href ?? ''));
  else if (tag === 'br') addBreak(pen);
  else if (tag === 'at' || (tag === 'span' && /\bMention$/i.test(attributes.itemtype ?? '')))
    openMention(pen, tag, attributes);
  else if (tag === 'emoji' || tag === 'img') write(pen, pictureWords(tag, attributes));
  else if (tag === 'td' || tag === 'th') separateCell(pen);
  else openBlock(pen, tag, attributes);
}

function openBlock(pen: Pen, tag: string, attributes: Attributes): void {
  if (tag === 'pre' || tag === 'codeblock') {
    if (pen.depths.pre === 0) flush(pen);
    pen.depths.pre += 1;
  } else if (tag === 'blockquote') {
    // A quoted reply shows what was said to whom: that is for colleagues, the words that follow are the message.
    const isReply = /\bReply$/i.test(attributes.itemtype ?? '');
    flush(pen);
    if (isReply) pen.depths.hidden += 1;
    enter(pen, isReply ? 'reply' : tag, isReply ? null : { kind: 'quote', blocks: [] });
  } else if (tag === 'ul' || tag === 'ol') {
    flush(pen);
    const start = Number(attributes.start ?? 1);
    const ordered = tag === 'ol';
    enter(pen, tag, {
      kind: 'list',
      ordered,
      start: ordered && Number.isInteger(start) && start > 0 ? start : 1,
      items: [],
    });
  } else if (tag === 'li') {
    flush(pen);
    enter(pen, tag, pen.frames.at(-1)?.kind === 'list' ? { kind: 'item', blocks: [] } : null);
  } else if (separate.has(tag)) flush(pen);
  else if (soft.has(tag)) addSoftBreak(pen);
}

function close(pen: Pen, tag: string): void {
  if (pen.mention?.tag === tag) closeMention(pen);
  const format = formats[tag];
  if (format) pen.depths[format] = Math.max(0, pen.depths[format] - 1);
  else if (tag === 'code') pen.depths.code = Math.max(0, pen.depths.code - 1);
  else if (unseen.has(tag)) pen.depths.hidden = Math.max(0, pen.depths.hidden - 1);
  else if (tag === 'a') pen.urls.pop();
  else if (tag === 'pre' || tag === 'codeblock') {
    pen.depths.pre = Math.max(0, pen.depths.pre - 1);
    if (pen.depths.pre === 0) flushCode(pen);
  } else if (tag === 'blockquote' || tag === 'ul' || tag === 'ol' || tag === 'li') exit(pen);
  else if (/^h[1-6]$/.test(tag)) flush(pen, 'heading');
  else if (separate.has(tag)) flush(pen);
  else if (soft.has(tag)) addSoftBreak(pen);
}

function openMention(pen: Pen, tag: string, attributes: Attributes): void {
  const index = Number.parseInt(attributes.itemid ?? attributes.id ?? '', 10);
  if (!pen.mention) pen.mention = { words: '', tag, index: Number.isInteger(index) ? index : null };
}

function closeMention(pen: Pen): void {
  if (!pen.mention) return;
  const { words, index } = pen.mention;
  pen.mention = null;
  const name = words.replace(/\s+/g, ' ').trim().replace(/^@/, '');
  if (name === '' || pen.depths.pre > 0 || pen.depths.hidden > 0) return;
  pen.mentions.push({ name, index });
  pen.leaves.push({ content: { kind: 'mention', name }, marks: marksOf(pen) });
}

/** An emoji shows its glyph; a pasted picture comes as a file of its own. */
function pictureWords(tag: string, attributes: Attributes): string {
  const isEmoji = tag === 'emoji' || /emoji/i.test(attributes.itemtype ?? '');
  return isEmoji ? (attributes.alt ?? attributes.title ?? '') : '';
}
