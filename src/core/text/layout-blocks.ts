// Lays out blocks as lines of text for markups without nesting of their own: mrkdwn, plain and their like.

import type { Block, Inline } from './document.js';

export interface LayoutStyle {
  /** A paragraph's words; may hold line breaks. */
  paragraph(children: readonly Inline[]): string;
  heading(children: readonly Inline[]): string;
  codeBlock(text: string): string;
  /** The sign of a bullet by depth, from 0. */
  bullet(depth: number): string;
  /** Where quotes can hold less than the rest: how blocks look in one, and its empty lines (otherwise `>`). */
  readonly quote?: { readonly style: LayoutStyle; readonly emptyLine: string };
}

/** The blocks as text: an empty line between them, none between words and their list. */
export function layoutBlocks(blocks: readonly Block[], style: LayoutStyle, depth = 0): string {
  const parts: string[] = [];
  let before: Block | null = null;
  for (const block of blocks) {
    const part = layoutBlock(block, style, depth);
    if (part === '') continue;
    const tight = block.kind === 'list' && (before?.kind === 'paragraph' || before?.kind === 'heading');
    if (before) parts.push(tight ? '\n' : '\n\n');
    parts.push(part);
    before = block;
  }
  return parts.join('');
}

function layoutBlock(block: Block, style: LayoutStyle, depth: number): string {
  switch (block.kind) {
    case 'paragraph':
      return style.paragraph(block.children);
    case 'heading':
      return style.heading(block.children);
    case 'code-block':
      return style.codeBlock(block.text);
    case 'quote':
      return layoutQuote(block.children, style, depth);
    case 'list':
      return block.items
        .map(
          (item, index) =>
            (block.ordered ? `${block.start + index}. ` : `${style.bullet(depth)} `) +
            layoutItem(item, style, depth),
        )
        .join('\n');
  }
}

function layoutQuote(blocks: readonly Block[], style: LayoutStyle, depth: number): string {
  const emptyLine = style.quote?.emptyLine ?? '>';
  return layoutBlocks(blocks, style.quote?.style ?? style, depth)
    .split('\n')
    .map((line) => (line.trim() === '' ? emptyLine : line.startsWith('> ') ? line : `> ${line}`.trimEnd()))
    .join('\n');
}

function layoutItem(item: readonly Block[], style: LayoutStyle, depth: number): string {
  return item
    .map((block) => {
      const text = layoutBlock(block, style, depth + 1);
      const indent = block.kind === 'list' ? '    ' : '  ';
      const lines = text.split('\n').map((line) => indent + line);
      return lines.join('\n');
    })
    .join('\n')
    .trimStart();
}
