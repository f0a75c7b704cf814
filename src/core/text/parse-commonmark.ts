// Reads CommonMark-like text, tolerantly and in linear time: what the widget and assistants write.

import { parseCommonmarkInline } from './commonmark-inline.js';
import type { Block, TextDocument } from './document.js';

/** How deep quotes and lists may nest; deeper markers are shown as text. */
const deepest = 8;

/**
 * The document a CommonMark text means. Differs on purpose: every line break is kept, indented code, HTML,
 * reference links, rules and tables are text, and a line that is not indented ends a list. Never throws.
 */
export function parseCommonmark(text: string): TextDocument {
  return parseBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

interface Read {
  readonly block: Block;
  readonly next: number;
}

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const read =
      readFence(lines, at) ??
      readHeading(lines, at) ??
      readNested(lines, at, depth) ??
      readParagraph(lines, at, depth);
    blocks.push(read.block);
    at = read.next;
  }
  return blocks;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function indentOf(line: string): number {
  let columns = 0;
  for (const char of line) {
    if (char === '\t') columns += 4;
    else if (char === ' ') columns += 1;
    else break;
  }
  return columns;
}

/** The line without up to `columns` columns of its indentation. */
function dedent(line: string, columns: number): string {
  return ' '.repeat(Math.max(0, indentOf(line) - columns)) + line.trimStart();
}

function fenceOf(line: string): string | null {
  const fence = /^(?:`{3,}|~{3,})/.exec(line.trimStart())?.[0];
  if (fence === undefined || (fence.startsWith('`') && line.trimStart().slice(fence.length).includes('`')))
    return null;
  return fence;
}

function readFence(lines: readonly string[], at: number): Read | null {
  const first = lines[at] ?? '';
  const fence = fenceOf(first);
  if (fence === null) return null;
  const inside: string[] = [];
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    const closing = line.trim();
    if (closing.length >= fence.length && closing === fence.charAt(0).repeat(closing.length)) break;
    inside.push(dedent(line, indentOf(first)));
  }
  return { block: { kind: 'code-block', text: inside.join('\n') }, next: next + 1 };
}

const headingSign = /^#{1,6}(?=\s|$)/;

function readHeading(lines: readonly string[], at: number): Read | null {
  const found = headingSign.exec((lines[at] ?? '').trim());
  if (!found) return null;
  const text = (lines[at] ?? '').trim().slice(found[0].length).trim();
  return { block: { kind: 'heading', children: parseCommonmarkInline(withoutClosing(text)) }, next: at + 1 };
}

/** `Title ##` → `Title`; an escaped or glued `#` stays. */
function withoutClosing(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '#') end -= 1;
  if (end === 0) return '';
  return end < text.length && /\s/.test(text.charAt(end - 1)) ? text.slice(0, end).trim() : text;
}

function readNested(lines: readonly string[], at: number, depth: number): Read | null {
  if (depth >= deepest) return null;
  return readQuote(lines, at, depth) ?? readList(lines, at, depth);
}

function isQuote(line: string | undefined): line is string {
  return line?.trimStart().startsWith('>') ?? false;
}

function readQuote(lines: readonly string[], at: number, depth: number): Read | null {
  const inside: string[] = [];
  let next = at;
  for (let line = lines[next]; isQuote(line); line = lines[next]) {
    const text = line.trimStart().slice(1);
    inside.push(text.startsWith(' ') ? text.slice(1) : text);
    next += 1;
  }
  return next === at ? null : { block: { kind: 'quote', children: parseBlocks(inside, depth + 1) }, next };
}

interface Marker {
  readonly indent: number;
  /** Lists of different signs are different lists. */
  readonly sign: string;
  readonly start: number;
  /** Where the item's content stands, in columns. */
  readonly content: number;
  readonly rest: string;
}

function readMarker(line: string | undefined): Marker | null {
  if (line === undefined) return null;
  const trimmed = line.trimStart();
  const found = /^(?:([-*+])|(\d{1,9})([.)]))(?=\s|$)/.exec(trimmed);
  if (!found) return null;
  const indent = indentOf(line);
  const rest = trimmed.slice(found[0].length).trimStart();
  return {
    indent,
    sign: found[1] ?? found[3] ?? '',
    start: Number(found[2] ?? 1),
    content: indent + found[0].length + 1,
    rest,
  };
}

function readList(lines: readonly string[], at: number, depth: number): Read | null {
  const first = readMarker(lines[at]);
  if (!first) return null;
  const items: string[][] = [];
  let content = first.content;
  let next = at;
  while (next < lines.length) {
    const line = lines[next] ?? '';
    const marker = readMarker(line);
    if (marker && marker.indent <= first.indent + 1) {
      if (marker.sign !== first.sign) break;
      items.push([marker.rest]);
      content = marker.content;
    } else if (isBlank(line)) {
      const following = skipBlank(lines, next);
      if (!continuesList(lines[following], first)) break;
      items.at(-1)?.push('');
      next = following;
      continue;
    } else if (indentOf(line) > first.indent + 1) {
      items.at(-1)?.push(dedent(line, content));
    } else break;
    next += 1;
  }
  const ordered = first.sign === '.' || first.sign === ')';
  const parsed = items.map((item) => parseBlocks(item, depth + 1));
  return { block: { kind: 'list', ordered, start: first.start, items: parsed }, next };
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}

function continuesList(line: string | undefined, first: Marker): boolean {
  if (line === undefined) return false;
  const marker = readMarker(line);
  if (marker && marker.indent <= first.indent + 1) return marker.sign === first.sign;
  return indentOf(line) > first.indent + 1;
}

function readParagraph(lines: readonly string[], at: number, depth: number): Read {
  let next = at + 1;
  while (next < lines.length && !isBlank(lines[next]) && !interrupts(lines[next] ?? '', depth)) next += 1;
  const text = lines.slice(at, next).map((line) => line.trim());
  return { block: { kind: 'paragraph', children: parseCommonmarkInline(text.join('\n')) }, next };
}

function interrupts(line: string, depth: number): boolean {
  if (fenceOf(line) !== null || headingSign.test(line.trim())) return true;
  if (depth >= deepest) return false;
  const marker = readMarker(line);
  return isQuote(line) || (marker !== null && marker.rest !== '' && marker.start === 1);
}
