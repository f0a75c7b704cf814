// Reads Slack's mrkdwn: what agents type, where no rich_text block came along.

import type { Block, TextDocument } from './document.js';
import { parseMrkdwnInline, plainOf } from './mrkdwn-inline.js';
import { type Names, noNames } from './names.js';
import { type FlatItem, nestItems } from './nest-items.js';
import { toParagraphs } from './paragraphs.js';

/**
 * The document a Slack text means: entities decoded, ids turned into names, special mentions into harmless
 * words, known emoji names into Unicode. Never throws; linear time.
 */
export function parseMrkdwn(text: string, names: Names = noNames): TextDocument {
  const blocks: Block[] = [];
  const pieces = text.replace(/\r\n?/g, '\n').split('```');
  // An even count of pieces means that the last fence was never closed: it is text.
  const open = pieces.length % 2 === 0 ? (pieces.pop() ?? '') : null;
  if (open !== null) pieces.push(`${pieces.pop() ?? ''}\`\`\`${open}`);
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) {
      for (const block of parseLines(piece.split('\n'), names)) blocks.push(block);
    } else {
      blocks.push({ kind: 'code-block', text: plainOf(piece, names).replace(/^\n/, '').replace(/\n$/, '') });
    }
  }
  return blocks;
}

const quoteSign = /^(?:&gt;|>) ?/;
const restQuoteSign = /^(?:&gt;|>){3} ?/;

function parseLines(lines: readonly string[], names: Names): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const start = at;
    if (restQuoteSign.test(lines[at] ?? '')) {
      const rest = lines.slice(at).map((line) => line.replace(restQuoteSign, '').replace(quoteSign, ''));
      blocks.push({ kind: 'quote', children: parseUnquoted(rest, names) });
      return blocks;
    }
    while (quoteSign.test(lines[at] ?? '')) at += 1;
    if (at > start) {
      const inside = lines.slice(start, at).map((line) => line.replace(quoteSign, ''));
      blocks.push({ kind: 'quote', children: parseUnquoted(inside, names) });
      continue;
    }
    while (at < lines.length && !quoteSign.test(lines[at] ?? '')) at += 1;
    for (const block of parseUnquoted(lines.slice(start, at), names)) blocks.push(block);
  }
  return blocks;
}

const bullets: Readonly<Record<string, number>> = { '•': 0, '◦': 1, '▪': 2, '‣': 0 };

function readItem(line: string, names: Names): FlatItem | null {
  const trimmed = line.trimStart();
  const found = /^(?:([•◦▪‣])|(\d{1,9})[.)]) /u.exec(trimmed);
  if (!found) return null;
  const indent = Math.floor((line.length - trimmed.length) / 4);
  const depth = Math.max(indent, bullets[found[1] ?? ''] ?? 0);
  const blocks = toParagraphs(parseMrkdwnInline(trimmed.slice(found[0].length), names));
  return { depth, ordered: found[2] !== undefined, number: Number(found[2] ?? 1), blocks };
}

function parseUnquoted(lines: readonly string[], names: Names): Block[] {
  const blocks: Block[] = [];
  let items: FlatItem[] = [];
  let words: string[] = [];
  const flush = (): void => {
    for (const block of toParagraphs(parseMrkdwnInline(words.join('\n'), names))) blocks.push(block);
    for (const block of nestItems(items)) blocks.push(block);
    [items, words] = [[], []];
  };
  for (const line of lines) {
    const item = readItem(line, names);
    if (item ? words.length > 0 : items.length > 0) flush();
    if (item) items.push(item);
    else words.push(line);
  }
  flush();
  return blocks;
}
