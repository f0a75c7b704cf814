// Prints a document as CommonMark: for the web widget, for Teams and for assistants.

import { isPunctuation, isSpace, isWord } from './characters.js';
import type { Block, TextDocument } from './document.js';
import { revealHidden } from './hidden.js';
import { type Position, printSpans, type SpanStyle, type Surroundings } from './print-spans.js';
import { readBareUrl, safeUrl } from './safe-url.js';

/** The document as CommonMark; literal text is escaped, so that reading it back yields the same document. */
export function printCommonmark(document: TextDocument): string {
  return printBlocks(document);
}

function printBlocks(blocks: readonly Block[]): string {
  const parts: string[] = [];
  let signs = 0;
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1];
    signs =
      block.kind === 'list' && before?.kind === 'list' && before.ordered === block.ordered ? 1 - signs : 0;
    const part = printBlock(block, signs);
    if (part === '') continue;
    if (parts.length > 0) parts.push('\n\n');
    parts.push(part);
  }
  return parts.join('');
}

function printBlock(block: Block, sign: number): string {
  switch (block.kind) {
    case 'paragraph':
      return printSpans(block.children, style).split('\n').map(escapeStart).join('\n');
    case 'heading': {
      const line = printSpans(block.children, style).replaceAll('\n', ' ').trim();
      return line === '' ? '' : `# ${line.replace(/#$/, '\\#')}`;
    }
    case 'code-block': {
      const fence = '`'.repeat(Math.max(3, longestTicks(block.text) + 1));
      return `${fence}\n${block.text}\n${fence}`;
    }
    case 'quote':
      return prefixLines(printBlocks(block.children), '> ', '> ');
    case 'list':
      return block.items
        .map((item, index) => printItem(item, signOf(block.ordered, block.start + index, sign)))
        .join('\n');
  }
}

function signOf(ordered: boolean, number: number, sign: number): string {
  return ordered ? `${number}${sign === 0 ? '.' : ')'} ` : sign === 0 ? '- ' : '* ';
}

function printItem(item: readonly Block[], sign: string): string {
  const parts: string[] = [];
  for (const [index, block] of item.entries()) {
    const before = item[index - 1];
    const tight =
      before?.kind === 'paragraph' && block.kind === 'list' && (!block.ordered || block.start === 1);
    if (before) parts.push(tight ? '\n' : '\n\n');
    const twin = before?.kind === 'list' && block.kind === 'list' && before.ordered === block.ordered;
    parts.push(printBlock(block, twin ? 1 : 0));
  }
  return prefixLines(parts.join(''), sign, ' '.repeat(sign.length));
}

function prefixLines(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => ((index === 0 ? first : others) + line).trimEnd())
    .join('\n');
}

function escapeStart(line: string): string {
  return line
    .trimStart()
    .replace(/^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{3,}\s*$|=+\s*$)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function longestTicks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

const style: SpanStyle = {
  delimiters: (kind) => (kind === 'bold' ? ['**'] : kind === 'italic' ? ['_', '*'] : ['~~']),
  works: takesEffect,
  text: escapeText,
  code: printCode,
  link: printLink,
};

function takesEffect(delimiter: string, { before, first, last, after }: Surroundings): boolean {
  if (isSpace(first) || isSpace(last)) return false;
  if (isPunctuation(first) && !isSpace(before) && !isPunctuation(before)) return false;
  if (isPunctuation(last) && !isSpace(after) && !isPunctuation(after)) return false;
  return delimiter !== '_' || (!isWord(before) && !isWord(after));
}

function escapeText(text: string, { before, after }: Position): string {
  const escaped = revealHidden(text)
    .replace(/[\\`*[\]<~]/g, '\\$&')
    .replace(/&(?=#|amp;|lt;|gt;|quot;|apos;|nbsp;)/g, '\\&')
    .replace(/_/g, (sign, at: number, whole: string) => {
      const inWord = isWord(at === 0 ? before : whole.charAt(at - 1)) && isWord(whole.charAt(at + 1));
      return inWord ? sign : `\\${sign}`;
    })
    .replace(/(https?):\/\//gi, '$1\\://');
  return escaped.endsWith('!') && after.includes('[') ? `${escaped.slice(0, -1)}\\!` : escaped;
}

function printCode(text: string): string {
  const line = revealHidden(text).replaceAll('\n', ' ');
  if (line === '') return '';
  const ticks = '`'.repeat(longestTicks(line) + 1);
  const padded = /^`|`$/.test(line) || (line.startsWith(' ') && line.endsWith(' ') && line.trim() !== '');
  return padded ? `${ticks} ${line} ${ticks}` : ticks + line + ticks;
}

function printLink(
  link: { readonly url: string; readonly label: string; readonly words: string },
  at: Position,
): string {
  const url = safeUrl(link.url);
  if (url === null)
    return link.words === link.url ? link.label : `${link.label} (${escapeText(link.url, at)})`;
  if (link.words === url && /^https?:/i.test(url)) {
    const alone = !at.nested && isSpace(at.before) && at.after.every(isSpace) && readBareUrl(url, 0) === url;
    return alone ? url : `<${url}>`;
  }
  if (/^(?:mailto|tel):/i.test(url) && link.words === url.slice(url.indexOf(':') + 1)) return `<${url}>`;
  return `[${link.label}](${url.replace(/[()]/g, '\\$&')})`;
}
