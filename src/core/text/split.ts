// Splits a document into parts that fit a channel's limit once printed, cutting where a reader would.

import { type Block, type Inline, literal, type TextDocument } from './document.js';
import { findCut, firstGraphemeEnd, graphemeEnds } from './find-cut.js';
import { flattenDocument, sliceDocument } from './slice-document.js';

/** How a part is printed when it is sent. */
export type Print = (document: TextDocument) => string;

/** The size of a printed part, in whatever the channel counts; by default UTF-16 code units. */
export type Measure = (text: string) => number;

const countUnits: Measure = (text) => text.length;

/** The size in UTF-8 bytes, for channels that count those. */
export const countBytes: Measure = (text) => new TextEncoder().encode(text).length;

/**
 * The document in parts whose printed size is at most `limit` (at least 16, so that any one character fits).
 * Cuts between paragraphs, else lines, sentences, words, graphemes; never inside a grapheme or, while it
 * fits, an address; formatting and code blocks are closed and opened again. Blank parts are dropped.
 */
export function splitDocument(
  print: Print,
  document: TextDocument,
  limit: number,
  measure: Measure = countUnits,
): TextDocument[] {
  const fits = (part: TextDocument): boolean => measure(print(part)) <= limit;
  const parts: TextDocument[] = [];
  let rest = fits(document) ? document : document.map((block) => loosenBlock(block, fits));
  let words = flattenDocument(rest);
  while (words !== '' && !fits(rest)) {
    const { part, end } = takePart(rest, words, { fits, limit });
    if (!isBlank(print(part))) parts.push(part);
    rest = sliceDocument(rest, skipBreak(words, end), words.length);
    words = flattenDocument(rest);
  }
  if (words !== '' && !isBlank(print(rest))) parts.push(rest);
  return parts;
}

/** The printed parts of `splitDocument`. */
export function splitText(
  print: Print,
  document: TextDocument,
  limit: number,
  measure: Measure = countUnits,
): string[] {
  return splitDocument(print, document, limit, measure).map(print);
}

/** Where the words go on after a cut: the white space of the break is dropped, the indentation of a new line kept. */
function skipBreak(words: string, end: number): number {
  let at = end;
  if (words.charAt(end - 1) !== '\n') while (/[ \t]/.test(words.charAt(at))) at += 1;
  while (words.charAt(at) === '\n') at += 1;
  return at;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

interface Room {
  readonly fits: (part: TextDocument) => boolean;
  readonly limit: number;
}

interface Taken {
  readonly part: TextDocument;
  /** Where the rest of the words begins. */
  readonly end: number;
}

/** The first part of a document that does not fit as a whole. */
function takePart(document: TextDocument, words: string, { fits, limit }: Room): Taken {
  let window = words.slice(0, limit + 64);
  while (window.length < words.length && fits(sliceDocument(document, 0, window.length)))
    window = words.slice(0, window.length * 2);
  const ends = graphemeEnds(window);
  let most = lastThat(ends, (end) => fits(sliceDocument(document, 0, end)));
  while (most > 0) {
    const end = findCut(window, most, ends);
    const part = sliceDocument(document, 0, words.slice(0, end).trimEnd().length);
    if (fits(part)) return { part, end };
    most = ends.findLast((known) => known < end) ?? 0;
  }
  return takeBare(words, firstGraphemeEnd(words), fits);
}

/** The greatest value that passes, where smaller ones pass too; 0 when none does. */
function lastThat(values: readonly number[], passes: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(values[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return values[low - 1] ?? 0;
}

/** One grapheme that does not fit with its formatting: as bare text, if need be without some of its marks. */
function takeBare(words: string, end: number, fits: Room['fits']): Taken {
  const points = [...words.slice(0, end)];
  const kept = lastThat(
    points.map((_, index) => index + 1),
    (count) => fits(literal(points.slice(0, count).join(''))),
  );
  return { part: literal(points.slice(0, Math.max(1, kept)).join('')), end };
}

function loosenBlock(block: Block, fits: Room['fits']): Block {
  switch (block.kind) {
    case 'code-block':
      return block;
    case 'quote':
      return { kind: 'quote', children: block.children.map((child) => loosenBlock(child, fits)) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.map((child) => loosenBlock(child, fits))) };
    default:
      return { kind: block.kind, children: block.children.flatMap((child) => loosenInline(child, fits)) };
  }
}

/** A link whose address alone takes up the room is shown as its words and its address, which can be cut. */
function loosenInline(inline: Inline, fits: Room['fits']): Inline[] {
  if (inline.kind === 'bold' || inline.kind === 'italic' || inline.kind === 'strike') {
    return [{ kind: inline.kind, children: inline.children.flatMap((child) => loosenInline(child, fits)) }];
  }
  if (
    inline.kind !== 'link' ||
    fits([{ kind: 'paragraph', children: [{ ...inline, children: [{ kind: 'text', text: '…' }] }] }])
  )
    return [inline];
  const words = flattenDocument([{ kind: 'paragraph', children: inline.children }]);
  const address: Inline = { kind: 'text', text: inline.url };
  return words === inline.url || words === ''
    ? [address]
    : [...inline.children, { kind: 'text', text: ' ' }, address];
}
