// Cuts a row of leaves into paragraphs at its empty lines.

import type { Block } from './document.js';
import { fromLeaves, type Leaf } from './inline-leaves.js';

/** The paragraphs of a row of leaves: two or more breaks separate them, breaks at the edges are dropped. */
export function toParagraphs(leaves: readonly Leaf[]): Block[] {
  const blocks: Block[] = [];
  let row: Leaf[] = [];
  let breaks: Leaf[] = [];
  const flush = (): void => {
    const children = fromLeaves(row);
    if (children.length > 0) blocks.push({ kind: 'paragraph', children });
    row = [];
  };
  for (const leaf of leaves) {
    if (leaf.content.kind === 'break') {
      breaks.push(leaf);
      continue;
    }
    if (breaks.length > 1) flush();
    else if (row.length > 0) row.push(...breaks);
    breaks = [];
    row.push(leaf);
  }
  flush();
  return blocks;
}
