// Cuts a row of leaves into paragraphs at its empty lines.

import type { Block } from './document.js';
import { fromLeaves, type Leaf } from './inline-leaves.js';

/** The paragraphs of a row of leaves: two or more breaks separate them, breaks and spaces at the edges are dropped. */
export function toParagraphs(leaves: readonly Leaf[]): Block[] {
  const blocks: Block[] = [];
  let row: Leaf[] = [];
  let breaks: Leaf[] = [];
  const flush = (): void => {
    const children = fromLeaves(trimRow(row));
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

function trimRow(row: readonly Leaf[]): Leaf[] {
  const trimmed = [...row];
  for (const [index, trim] of [
    [0, trimStart],
    [trimmed.length - 1, trimEnd],
  ] as const) {
    const edge = trimmed[index];
    if (edge?.content.kind === 'text')
      trimmed[index] = { content: { kind: 'text', text: trim(edge.content.text) }, marks: edge.marks };
  }
  return trimmed;
}

const trimStart = (text: string): string => text.trimStart();
const trimEnd = (text: string): string => text.trimEnd();
