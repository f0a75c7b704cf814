// Prints a document in the small HTML that Teams takes as `textFormat: xml`, where everything typed stays literal.

import type { Block, Inline, TextDocument } from './document.js';
import { revealHidden } from './hidden.js';
import { tidyInlines } from './inline-leaves.js';
import { wordsOf } from './print-spans.js';
import { safeUrl } from './safe-url.js';
import { sameAddress } from './spell-links.js';

/**
 * The document as text of Teams: bold, italic, struck, code, quotes, links and lines. No mention and no markup can
 * arise from literal text. Lists are lines, because phones show no others; a link names its host when its words do
 * not.
 */
export function printTeams(document: TextDocument): string {
  return printBlocks(document, 0).replace(lineStart, '\u00a0');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes everything that could be markup; hidden characters are shown, runs of spaces kept, lines broken. */
export function escapeTeams(text: string): string {
  return revealHidden(text)
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replace(/(?<= ) /g, '\u00a0')
    .replaceAll('\n', '<br/>');
}

const line = '<br/>';
/** A space where a line begins, which a client would leave out. */
const lineStart = /(?<=^|<br\/>|<pre>|<blockquote>) /g;
const tags = { bold: 'b', italic: 'i', strike: 's' } as const;
const bullets = ['•', '◦', '▪'] as const;
const indent = '\u00a0'.repeat(4);

/** Quotes and preformatted text make their own lines. */
function standsAlone(block: Block): boolean {
  return block.kind === 'quote' || block.kind === 'code-block';
}

function printBlocks(blocks: readonly Block[], depth: number): string {
  let printed = '';
  let before: Block | null = null;
  for (const block of blocks) {
    const words = printBlock(block, depth);
    if (words === '') continue;
    if (before && !standsAlone(before) && !standsAlone(block))
      printed += depth > 0 || (block.kind === 'list' && before.kind !== 'list') ? line : line + line;
    printed += words;
    before = block;
  }
  return printed;
}

function printBlock(block: Block, depth: number): string {
  switch (block.kind) {
    case 'paragraph':
      return printInlines(tidyInlines(block.children));
    case 'heading':
      return printInlines(tidyInlines([{ kind: 'bold', children: block.children }]));
    case 'code-block':
      return `<pre>${escapeTeams(block.text)}</pre>`;
    case 'quote':
      return `<blockquote>${printBlocks(block.children, depth)}</blockquote>`;
    case 'list':
      return block.items
        .map((item, index) => {
          const sign = block.ordered ? `${block.start + index}.` : (bullets[depth] ?? '▪');
          return `${indent.repeat(depth)}${sign} ${printBlocks(item, depth + 1)}`;
        })
        .join(line);
  }
}

function printInlines(children: readonly Inline[]): string {
  return children.map(printInline).join('');
}

function printInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escapeTeams(inline.text);
    case 'code':
      return `<code>${escapeTeams(inline.text)}</code>`;
    case 'mention':
      return escapeTeams(`@${inline.name}`);
    case 'break':
      return line;
    case 'link':
      return printLink(inline);
    default:
      return `<${tags[inline.kind]}>${printInlines(inline.children)}</${tags[inline.kind]}>`;
  }
}

function printLink({ url, children }: Extract<Inline, { kind: 'link' }>): string {
  const words = wordsOf(children) || url;
  const label = children.length > 0 ? printInlines(children) : escapeTeams(url);
  const safe = safeUrl(url);
  if (safe === null) return sameAddress(words, url) ? label : `${label} (${escapeTeams(url)})`;
  const address = safe.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
  const where = nameAddress(words, safe);
  return `<a href="${address}">${label}</a>${where === null ? '' : ` (${escapeTeams(where)})`}`;
}

/** Where a link leads, in few characters, when its words say something else; null when they say it. */
export function nameAddress(words: string, url: string): string | null {
  if (sameAddress(words, url)) return null;
  const person = /^(?:mailto|tel):([^?]*)/i.exec(url)?.[1];
  if (person !== undefined) return words.includes(person) ? null : person;
  return URL.canParse(url) ? new URL(url).host : url;
}
