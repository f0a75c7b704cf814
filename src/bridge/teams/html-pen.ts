// Collects what a reader of HTML comes across into blocks: words with their marks, quotes and lists inside each other.

import type { Block, TextDocument } from '../../core/text/document.js';
import { breakLines, type Leaf, type Marks, noMarks } from '../../core/text/inline-leaves.js';
import { toParagraphs } from '../../core/text/paragraphs.js';

/** A mention as the HTML has it; `index` is its place among the activity's mentions where the HTML says it. */
export interface HtmlMention {
  readonly name: string;
  readonly index: number | null;
}

type Frame =
  | { readonly kind: 'root' | 'quote' | 'item'; readonly blocks: Block[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: (readonly Block[])[];
    };

/** Quotes and lists below this are read as if they stood at it: nobody typed them by hand. */
const deepest = 8;

export interface Pen {
  readonly frames: Frame[];
  readonly mentions: HtmlMention[];
  readonly depths: Record<'bold' | 'italic' | 'strike' | 'code' | 'hidden' | 'pre', number>;
  /** For each open link, quote or list whether it counts, so that its end undoes only what its start did. */
  readonly opened: { readonly tag: string; readonly counts: boolean }[];
  readonly urls: (string | null)[];
  leaves: Leaf[];
  code: string;
  mention: { words: string; readonly tag: string; readonly index: number | null } | null;
}

/** Takes up an empty sheet. */
export function createPen(): Pen {
  return {
    frames: [{ kind: 'root', blocks: [] }],
    mentions: [],
    depths: { bold: 0, italic: 0, strike: 0, code: 0, hidden: 0, pre: 0 },
    opened: [],
    urls: [],
    leaves: [],
    code: '',
    mention: null,
  };
}

/** Ends whatever is still open. */
export function finish(pen: Pen): TextDocument {
  flush(pen);
  while (pen.frames.length > 1) leave(pen);
  const [root] = pen.frames;
  return root && root.kind !== 'list' ? root.blocks : [];
}

/** Begins what may hold blocks of its own; null for what only looks so. */
export function enter(pen: Pen, tag: string, frame: Frame | null): void {
  const counts = frame !== null && pen.frames.length <= deepest * 2;
  pen.opened.push({ tag, counts });
  if (counts) pen.frames.push(frame);
}

/** Ends what was begun last. */
export function exit(pen: Pen): void {
  flush(pen);
  const ended = pen.opened.pop();
  if (ended?.tag === 'reply') pen.depths.hidden = Math.max(0, pen.depths.hidden - 1);
  if (ended?.counts) leave(pen);
}

/** Puts the innermost frame into the one around it. */
function leave(pen: Pen): void {
  const frame = pen.frames.pop();
  const around = pen.frames.at(-1);
  if (!frame || !around) return;
  if (frame.kind === 'list') {
    const { ordered, start, items } = frame;
    if (items.length > 0) add(around, [{ kind: 'list', ordered, start, items }]);
  } else if (frame.blocks.length === 0) return;
  else add(around, frame.kind === 'quote' ? [{ kind: 'quote', children: frame.blocks }] : frame.blocks);
}

function add(frame: Frame, blocks: readonly Block[]): void {
  if (blocks.length === 0) return;
  if (frame.kind === 'list') frame.items.push(blocks);
  else for (const block of blocks) frame.blocks.push(block);
}

/** Ends a paragraph. */
export function flush(pen: Pen, as: 'paragraph' | 'heading' = 'paragraph'): void {
  const frame = pen.frames.at(-1);
  const blocks = toParagraphs(pen.leaves);
  pen.leaves = [];
  if (!frame) return;
  add(
    frame,
    as === 'paragraph'
      ? blocks
      : blocks.map((block) =>
          block.kind === 'paragraph' ? { kind: 'heading', children: block.children } : block,
        ),
  );
}

/** Ends a block of code. */
export function flushCode(pen: Pen): void {
  const text = pen.code.replace(/^\n/, '').replace(/\n+$/, '');
  pen.code = '';
  const frame = pen.frames.at(-1);
  if (frame && text !== '') add(frame, [{ kind: 'code-block', text }]);
}

/** Writes words as they stand in the HTML. */
export function write(pen: Pen, words: string): void {
  if (pen.depths.hidden > 0 || words === '') return;
  if (pen.mention) {
    pen.mention.words += words;
    return;
  }
  if (pen.depths.pre > 0) {
    pen.code += words.replaceAll('\u00a0', ' ');
    return;
  }
  // A browser folds white space; the spaces a person typed are hard ones.
  const folded = words.replace(/[ \t\r\n\f]+/g, ' ');
  const starts = pen.leaves.length === 0 || pen.leaves.at(-1)?.content.kind === 'break';
  const text = (starts ? folded.replace(/^ /, '') : folded).replaceAll('\u00a0', ' ');
  if (text === '') return;
  const marks = marksOf(pen);
  if (pen.depths.code > 0) pen.leaves.push({ content: { kind: 'code', text }, marks });
  else for (const leaf of breakLines(text, marks)) pen.leaves.push(leaf);
}

/** The marks of what is written now. */
export function marksOf({ depths, urls }: Pen): Marks {
  const [bold, italic, strike] = [depths.bold > 0, depths.italic > 0, depths.strike > 0];
  return { bold, italic, strike, url: urls.findLast((url) => url !== null) ?? null };
}

/** Begins a new line. */
export function addBreak(pen: Pen): void {
  if (pen.depths.hidden > 0) return;
  if (pen.depths.pre > 0) pen.code += '\n';
  else pen.leaves.push({ content: { kind: 'break' }, marks: noMarks });
}

/** Boxes stand on lines of their own, however many of them are nested. */
export function addSoftBreak(pen: Pen): void {
  const last = pen.leaves.at(-1);
  if (pen.depths.pre === 0 && last && last.content.kind !== 'break') addBreak(pen);
}

/** Keeps the cells of a row apart. */
export function separateCell(pen: Pen): void {
  const last = pen.leaves.at(-1);
  if (last && last.content.kind !== 'break') write(pen, ' | ');
}
