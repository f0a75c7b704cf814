// Reads CommonMark-lite into the text tree: paragraphs with their line breaks, code, quotes, lists, headings.

import type { Block, TextDocument } from '../../../src/core/text/document.js';
import { parseInline, parsePlain } from './parse-inline.js';

const fence = /^\s{0,3}(`{3,}|~{3,})/;
const quote = /^\s{0,3}> ?/;
const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/;
const item = /^(\s*)([-*+•]|(\d{1,9})[.)])\s+(.*)$/;
const deepest = 5;

/** What a customer typed: literal, but addresses are links. */
export function parseLiteral(text: string): TextDocument {
  return [{ kind: 'paragraph', children: parsePlain(text) }];
}

/** Never throws; what it does not understand stays text. */
export function parseMarkup(text: string): TextDocument {
  return parseBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

interface Taken {
  readonly block: Block;
  /** The line after the block. */
  readonly next: number;
}

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const taken = takeBlock(lines, at, depth);
    blocks.push(taken.block);
    at = taken.next;
  }
  return blocks;
}

function takeBlock(lines: readonly string[], at: number, depth: number): Taken {
  const line = lines[at] ?? '';
  const title = heading.exec(line);
  if (title) return { block: { kind: 'heading', children: parseInline(title[1] ?? '') }, next: at + 1 };
  if (fence.test(line)) return takeFence(lines, at);
  if (depth < deepest && quote.test(line)) return takeQuote(lines, at, depth);
  if (depth < deepest && item.test(line)) return takeList(lines, at, depth);
  return takeParagraph(lines, at, depth);
}

function takeFence(lines: readonly string[], at: number): Taken {
  const mark = fence.exec(lines[at] ?? '')?.[1] ?? '```';
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(mark)) end += 1;
  return { block: { kind: 'code-block', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function takeQuote(lines: readonly string[], at: number, depth: number): Taken {
  let end = at;
  while (end < lines.length && quote.test(lines[end] ?? '')) end += 1;
  const inner = lines.slice(at, end).map((line) => line.replace(quote, ''));
  return { block: { kind: 'quote', children: parseBlocks(inner, depth + 1) }, next: end };
}

function takeList(lines: readonly string[], at: number, depth: number): Taken {
  const first = item.exec(lines[at] ?? '');
  const indent = first?.[1]?.length ?? 0;
  const ordered = first?.[3] !== undefined;
  const items: string[][] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const match = item.exec(line);
    const own = match !== null && match[1] !== undefined && match[1].length <= indent + 1;
    if (own && (match[3] !== undefined) !== ordered) break;
    if (own) items.push([match[4] ?? '']);
    else if (line.trim() === '' ? !item.test(lines[end + 1] ?? '') : !/^\s/.test(line)) break;
    else items.at(-1)?.push(line.replace(/^\s{1,4}/, ''));
  }
  const start = Number(first?.[3] ?? 1);
  return {
    block: { kind: 'list', ordered, start, items: items.map((inner) => parseBlocks(inner, depth + 1)) },
    next: end,
  };
}

function takeParagraph(lines: readonly string[], at: number, depth: number): Taken {
  let end = at + 1;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? '';
    const starts =
      fence.test(line) || heading.test(line) || (depth < deepest && (quote.test(line) || item.test(line)));
    if (line.trim() === '' || starts) break;
  }
  const text = lines.slice(at, end).map((line) => line.replace(/(\\| +)$/, ''));
  return { block: { kind: 'paragraph', children: parseInline(text.join('\n')) }, next: end };
}
