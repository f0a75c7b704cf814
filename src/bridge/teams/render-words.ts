// Renders text documents as lines of literal runs: nothing typed by anybody is ever live in a card.

import type { Json } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import type { Block, Inline, TextDocument } from '../../core/text/document.js';
import { type Leaf, toLeaves, wordsOfLeaf } from '../../core/text/inline-leaves.js';
import { nameAddress } from '../../core/text/print-teams.js';
import { safeUrl } from '../../core/text/safe-url.js';
import { flattenDocument, sliceDocument } from '../../core/text/slice-document.js';
import { type RunStyle, richLine, type Spacing, spaced, textRuns } from './elements.js';

const bullets = ['•', '◦', '▪'] as const;
/** The most levels of blocks inside of each other that are drawn as such. */
const deepest = 3;

interface Look {
  readonly style: RunStyle;
  readonly depth: number;
}

/** The document as elements, one for each line; none for an empty one. `first` is the distance above it. */
export function renderWords(document: TextDocument, style: RunStyle = {}, first?: Spacing): Json[] {
  const [head, ...rest] = renderBlocks(document, { style, depth: 0 });
  return head ? [spaced(head, first), ...rest] : [];
}

/** The document cut to so many characters, an ellipsis after it. */
export function cutWords(document: TextDocument, limit: number): TextDocument {
  const words = flattenDocument(document);
  if (words.length <= limit) return document;
  const kept = sliceDocument(document, 0, cut(words, limit).length - 1);
  const last = kept.at(-1);
  const more: Inline = { kind: 'text', text: '…' };
  return last?.kind === 'paragraph'
    ? [...kept.slice(0, -1), { kind: 'paragraph', children: [...last.children, more] }]
    : [...kept, { kind: 'paragraph', children: [more] }];
}

/** Inline pieces as the runs of one line, for places that have only one. */
export function renderInlineWords(document: TextDocument, style: RunStyle): Json[] {
  return renderBlocks(document, { style, depth: deepest }).flatMap((element, index) => {
    const inlines = (element.inlines ?? []) as Json[];
    return index > 0 ? [...textRuns(' ', style), ...inlines] : inlines;
  });
}

function renderBlocks(blocks: readonly Block[], look: Look): Json[] {
  const elements: Json[] = [];
  let before: Block | null = null;
  for (const block of blocks) {
    const [head, ...rest] = renderBlock(block, look);
    if (!head) continue;
    const tight = block.kind === 'list' && before?.kind !== 'list';
    elements.push(before === null ? head : spaced(head, tight ? 'Small' : 'Default'), ...rest);
    before = block;
  }
  return elements;
}

function renderBlock(block: Block, look: Look): Json[] {
  switch (block.kind) {
    case 'paragraph':
      return renderLines(block.children, look);
    case 'heading':
      return renderLines([{ kind: 'bold', children: block.children }], look);
    case 'code-block':
      return frame(
        renderLines([{ kind: 'text', text: block.text }], {
          ...look,
          style: { ...look.style, fontType: 'Monospace' },
        }),
        look,
      );
    case 'quote':
      return frame(
        renderBlocks(block.children, {
          depth: look.depth + 1,
          style: { ...look.style, isSubtle: true },
        }),
        look,
      );
    case 'list':
      return block.items.flatMap((item, index) => {
        const sign = block.ordered ? `${block.start + index}.` : (bullets[look.depth] ?? '▪');
        return renderItem(item, `${'\u00a0'.repeat(4 * Math.min(look.depth, deepest))}${sign} `, look);
      });
  }
}

function frame(items: readonly Json[], look: Look): Json[] {
  if (items.length === 0 || look.depth >= deepest) return [...items];
  return [{ type: 'Container', style: 'emphasis', items }];
}

function renderItem(item: readonly Block[], sign: string, look: Look): Json[] {
  const lines = item.flatMap((block) => renderBlock(block, { ...look, depth: look.depth + 1 }));
  const [head, ...rest] = lines;
  if (head?.type !== 'RichTextBlock') return [richLine(textRuns(sign, look.style), 'None'), ...lines];
  const inlines = [...textRuns(sign, look.style), ...((head.inlines ?? []) as Json[])];
  return [richLine(inlines, 'None'), ...rest.map((line) => spaced(line, 'None'))];
}

/** One element for each line; an empty line is told by distance. */
function renderLines(children: readonly Inline[], { style }: Look): Json[] {
  const elements: Json[] = [];
  let isApart = false;
  for (const line of splitLines(toLeaves(children))) {
    const inlines = renderLeaves(line, style);
    if (inlines.length === 0) {
      isApart = true;
      continue;
    }
    elements.push(richLine(inlines, elements.length === 0 ? undefined : isApart ? 'Medium' : 'None'));
    isApart = false;
  }
  return elements;
}

function splitLines(leaves: readonly Leaf[]): Leaf[][] {
  const lines: Leaf[][] = [[]];
  for (const leaf of leaves) {
    if (leaf.content.kind === 'break') lines.push([]);
    else lines.at(-1)?.push(leaf);
  }
  return lines;
}

function renderLeaves(leaves: readonly Leaf[], style: RunStyle): Json[] {
  const inlines: Json[] = [];
  let at = 0;
  while (at < leaves.length) {
    const url = leaves[at]?.marks.url ?? null;
    let end = at + 1;
    while (url !== null && leaves[end]?.marks.url === url) end += 1;
    const piece = leaves.slice(at, end);
    const runs = piece.flatMap((leaf) => textRuns(wordsOfLeaf(leaf), styleOf(leaf, style)));
    inlines.push(...runs);
    if (url !== null) inlines.push(...textRuns(leadOf(piece.map(wordsOfLeaf).join(''), url), style));
    at = end;
  }
  return inlines;
}

/** Says where a link leads when its words do not, like ` (shop.example)`. */
function leadOf(words: string, url: string): string {
  const where = nameAddress(words, url);
  return where === null ? '' : ` (${where})`;
}

function styleOf({ content, marks }: Leaf, style: RunStyle): RunStyle {
  const url = marks.url === null ? null : safeUrl(marks.url);
  return {
    ...style,
    ...(marks.bold ? { weight: 'Bolder' as const } : {}),
    ...(marks.italic ? { italic: true } : {}),
    ...(marks.strike ? { strikethrough: true } : {}),
    ...(content.kind === 'code' ? { fontType: 'Monospace' as const } : {}),
    ...(url === null ? {} : { selectAction: { type: 'Action.OpenUrl', url } }),
  };
}
