// Inline trees as a flat row of marked leaves and back: the canonical form that every parser yields and every printer starts from.

import type { Inline } from './document.js';

type SpanKind = 'bold' | 'italic' | 'strike';

/** What applies to a leaf; `url` is the link it belongs to. */
export interface Marks {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly strike: boolean;
  readonly url: string | null;
}

/** What a leaf shows: everything of `Inline` that has no children. */
export type LeafContent = Extract<Inline, { kind: 'text' | 'code' | 'mention' | 'break' }>;

export interface Leaf {
  readonly content: LeafContent;
  readonly marks: Marks;
}

export const noMarks: Marks = { bold: false, italic: false, strike: false, url: null };

/** The leaves of an inline tree, in reading order. A link without a label shows its address. */
export function toLeaves(children: readonly Inline[], marks: Marks = noMarks): Leaf[] {
  const leaves: Leaf[] = [];
  for (const child of children) {
    switch (child.kind) {
      case 'bold':
      case 'italic':
      case 'strike':
        for (const leaf of toLeaves(child.children, { ...marks, [child.kind]: true })) leaves.push(leaf);
        break;
      case 'link': {
        const label: readonly Inline[] =
          child.children.length > 0 ? child.children : [{ kind: 'text', text: child.url }];
        for (const leaf of toLeaves(label, { ...marks, url: marks.url ?? child.url })) leaves.push(leaf);
        break;
      }
      case 'text':
        for (const leaf of breakLines(child.text, marks)) leaves.push(leaf);
        break;
      default:
        leaves.push({ content: child, marks });
    }
  }
  return leaves;
}

/** What a reader sees of a leaf, without any markup. */
export function wordsOfLeaf({ content }: Leaf): string {
  if (content.kind === 'break') return '\n';
  return content.kind === 'mention' ? `@${content.name}` : content.text;
}

/** A text with line breaks as leaves: texts and breaks. */
export function breakLines(text: string, marks: Marks): Leaf[] {
  const leaves: Leaf[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) leaves.push({ content: { kind: 'break' }, marks: noMarks });
    if (line !== '') leaves.push({ content: { kind: 'text', text: line }, marks });
  }
  return leaves;
}

/**
 * The canonical inline tree of a row of leaves: spans never cross a line break, never begin or end with
 * white space, never touch another of their kind; the longest span is outermost.
 */
export function fromLeaves(leaves: readonly Leaf[]): Inline[] {
  let row = mergeTexts(leaves);
  // Most lines carry no mark at all, and every line comes by here.
  for (const mark of allMarks)
    if (row.some(({ marks }) => marks[mark] !== noMarks[mark])) row = trimEdges(row, mark);
  return group(mergeTexts(row), allMarks);
}

/** The canonical form of an inline tree; see `fromLeaves`. */
export function tidyInlines(children: readonly Inline[]): Inline[] {
  return fromLeaves(toLeaves(children));
}

const allMarks: readonly (keyof Marks)[] = ['bold', 'italic', 'strike', 'url'];

function sameMarks(a: Marks, b: Marks): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.url === b.url;
}

function isWords(content: LeafContent): content is Extract<LeafContent, { kind: 'text' | 'code' }> {
  return content.kind === 'text' || content.kind === 'code';
}

function mergeTexts(leaves: readonly Leaf[]): Leaf[] {
  const row: Leaf[] = [];
  for (const leaf of leaves) {
    const { content, marks } = leaf;
    const last = row.at(-1);
    if (content.kind === 'break') {
      row.push({ content, marks: noMarks });
    } else if (
      isWords(content) &&
      last &&
      isWords(last.content) &&
      content.kind === last.content.kind &&
      sameMarks(marks, last.marks)
    ) {
      row[row.length - 1] = {
        content: { kind: content.kind, text: last.content.text + content.text },
        marks,
      };
    } else if (content.kind !== 'text' || content.text !== '') {
      row.push(leaf);
    }
  }
  return row;
}

/** Takes the mark off the white space at the edges of its spans, because no markup allows it there. */
function trimEdges(leaves: readonly Leaf[], mark: keyof Marks): Leaf[] {
  const bare = (marks: Marks): Marks => ({ ...marks, [mark]: noMarks[mark] });
  const trimStarts = (row: readonly Leaf[], toEdge: (text: string) => number): Leaf[] => {
    const out: Leaf[] = [];
    let inside: Marks[typeof mark] = noMarks[mark];
    for (const leaf of row) {
      const value = leaf.marks[mark];
      const starts = value !== noMarks[mark] && value !== inside;
      if (!starts || leaf.content.kind !== 'text') {
        out.push(leaf);
        inside = value;
        continue;
      }
      const { text } = leaf.content;
      const edge = toEdge(text);
      if (edge > 0)
        out.push({ content: { kind: 'text', text: text.slice(0, edge) }, marks: bare(leaf.marks) });
      if (edge < text.length) {
        out.push({ content: { kind: 'text', text: text.slice(edge) }, marks: leaf.marks });
        inside = value;
      }
    }
    return out;
  };
  const forward = trimStarts(leaves, (text) => text.length - text.trimStart().length);
  return trimEnds(forward, mark, bare);
}

function trimEnds(leaves: readonly Leaf[], mark: keyof Marks, bare: (marks: Marks) => Marks): Leaf[] {
  const out: Leaf[] = [];
  let inside: Marks[typeof mark] = noMarks[mark];
  for (const leaf of leaves.toReversed()) {
    const value = leaf.marks[mark];
    const ends = value !== noMarks[mark] && value !== inside;
    if (!ends || leaf.content.kind !== 'text') {
      out.push(leaf);
      inside = value;
      continue;
    }
    const kept = leaf.content.text.trimEnd();
    const rest = leaf.content.text.slice(kept.length);
    if (rest !== '') out.push({ content: { kind: 'text', text: rest }, marks: bare(leaf.marks) });
    if (kept !== '') {
      out.push({ content: { kind: 'text', text: kept }, marks: leaf.marks });
      inside = value;
    }
  }
  return out.reverse();
}

function runLength(leaves: readonly Leaf[], from: number, mark: keyof Marks): number {
  const value = leaves[from]?.marks[mark];
  if (value === undefined || value === noMarks[mark]) return 0;
  let end = from;
  while (end < leaves.length && leaves[end]?.marks[mark] === value) end += 1;
  return end - from;
}

function group(leaves: readonly Leaf[], marks: readonly (keyof Marks)[]): Inline[] {
  const inlines: Inline[] = [];
  let at = 0;
  while (at < leaves.length) {
    const leaf = leaves[at];
    if (!leaf) break;
    let longest = 0;
    let chosen: keyof Marks | null = null;
    for (const mark of marks) {
      const length = runLength(leaves, at, mark);
      if (length > longest) [longest, chosen] = [length, mark];
    }
    if (chosen === null) {
      inlines.push(leaf.content);
      at += 1;
      continue;
    }
    const wrapped = chosen;
    const children = group(
      leaves.slice(at, at + longest),
      marks.filter((mark) => mark !== wrapped),
    );
    inlines.push(
      wrapped === 'url'
        ? { kind: 'link', url: leaf.marks.url ?? '', children }
        : { kind: wrapped satisfies SpanKind, children },
    );
    at += longest;
  }
  return inlines;
}
