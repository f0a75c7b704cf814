// A document as one line of characters, and any stretch of it as a document again, with its formatting.

import type { Block, TextDocument } from './document.js';
import { fromLeaves, type Leaf, toLeaves, wordsOfLeaf } from './inline-leaves.js';

const blockGap = '\n\n';
const itemGap = '\n';

/** The words of the document: blocks apart by an empty line, list items and lines by `\n`. */
export function flattenDocument(document: TextDocument): string {
  return flattenBlocks(document, blockGap);
}

function flattenBlocks(blocks: readonly Block[], gap: string): string {
  return blocks.map(flattenBlock).join(gap);
}

function flattenBlock(block: Block): string {
  switch (block.kind) {
    case 'code-block':
      return block.text;
    case 'quote':
      return flattenBlocks(block.children, blockGap);
    case 'list':
      return block.items.map((item) => flattenBlocks(item, itemGap)).join(itemGap);
    default:
      return toLeaves(block.children).map(wordsOfLeaf).join('');
  }
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The document between two places of its flattened words: spans and code blocks are closed at the end and
 * opened again at the start; the rest of a list item that was cut stands without its sign.
 */
export function sliceDocument(document: TextDocument, from: number, to: number): TextDocument {
  return sliceBlocks(document, { from, to }, blockGap);
}

function sliceBlocks(blocks: readonly Block[], { from, to }: Stretch, gap: string): Block[] {
  const kept: Block[] = [];
  let at = 0;
  for (const block of blocks) {
    if (at >= to) break;
    const length = flattenBlock(block).length;
    const stretch = { from: Math.max(0, from - at), to: Math.min(length, to - at) };
    if (stretch.from === 0 && stretch.to === length) kept.push(block);
    else if (stretch.to > stretch.from) for (const part of sliceBlock(block, stretch)) kept.push(part);
    at += length + gap.length;
  }
  return kept;
}

function sliceBlock(block: Block, stretch: Stretch): Block[] {
  switch (block.kind) {
    case 'code-block':
      return [{ kind: 'code-block', text: block.text.slice(stretch.from, stretch.to) }];
    case 'quote':
      return [{ kind: 'quote', children: sliceBlocks(block.children, stretch, blockGap) }];
    case 'list':
      return sliceList(block, stretch);
    default:
      return [{ kind: block.kind, children: fromLeaves(sliceLeaves(toLeaves(block.children), stretch)) }];
  }
}

function sliceList(list: Extract<Block, { kind: 'list' }>, { from, to }: Stretch): Block[] {
  const rest: Block[] = [];
  const items: (readonly Block[])[] = [];
  let start: number | null = null;
  let at = 0;
  for (const [index, item] of list.items.entries()) {
    if (at >= to) break;
    const length = flattenBlocks(item, itemGap).length;
    const stretch = { from: Math.max(0, from - at), to: Math.min(length, to - at) };
    const blocks = stretch.from === 0 && stretch.to === length ? item : sliceBlocks(item, stretch, itemGap);
    if (at < from) rest.push(...blocks);
    else {
      start ??= list.start + index;
      items.push(blocks);
    }
    at += length + itemGap.length;
  }
  return start === null ? rest : [...rest, { ...list, start, items }];
}

function sliceLeaves(leaves: readonly Leaf[], { from, to }: Stretch): Leaf[] {
  const kept: Leaf[] = [];
  let at = 0;
  for (const leaf of leaves) {
    if (at >= to) break;
    const words = wordsOfLeaf(leaf);
    const part = words.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part === words) kept.push(leaf);
    else if (part !== '') {
      const kind = leaf.content.kind === 'code' ? 'code' : 'text';
      kept.push({ content: { kind, text: part }, marks: leaf.marks });
    }
    at += words.length;
  }
  return kept;
}
