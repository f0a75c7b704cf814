// Prints a document as Slack's rich_text, where text is literal by nature: what the Slack desk uses for words.

import type { Block, Inline, TextDocument } from './document.js';
import { revealHidden } from './hidden.js';
import { fromLeaves, type Leaf, toLeaves } from './inline-leaves.js';
import type {
  RichTextBlock,
  RichTextInline,
  RichTextList,
  RichTextPart,
  RichTextSection,
  RichTextStyle,
} from './rich-text.js';
import { safeUrl } from './safe-url.js';

/** The document as one rich_text block. Never makes mentions, broadcasts or emoji names live; at least one section. */
export function printRichText(document: TextDocument): RichTextBlock {
  const parts = printBlocks(document, 0);
  return {
    type: 'rich_text',
    elements: parts.length > 0 ? parts : [{ type: 'rich_text_section', elements: [blank] }],
  };
}

type Border = 0 | 1;

const blank: RichTextInline = { type: 'text', text: ' ' };
const deepestIndent = 8;

function printBlocks(blocks: readonly Block[], border: Border): RichTextPart[] {
  const parts: RichTextPart[] = [];
  let words: RichTextInline[] = [];
  const flush = (): void => {
    if (words.length > 0)
      parts.push({ type: border === 1 ? 'rich_text_quote' : 'rich_text_section', elements: words });
    words = [];
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph' || block.kind === 'heading') {
      const elements = printInlines(
        block.kind === 'heading' ? [{ kind: 'bold', children: block.children }] : block.children,
      );
      if (words.length > 0 && elements.length > 0) words.push({ type: 'text', text: '\n\n' });
      for (const element of elements) words.push(element);
      continue;
    }
    flush();
    for (const part of printPart(block, border)) parts.push(part);
  }
  flush();
  return parts;
}

function printPart(block: Exclude<Block, { kind: 'paragraph' | 'heading' }>, border: Border): RichTextPart[] {
  if (block.kind === 'quote') return printBlocks(block.children, 1);
  if (block.kind === 'list') return printList(block, 0, border);
  const text = revealHidden(block.text);
  return [
    {
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: text === '' ? ' ' : text }],
      ...(border === 1 ? { border } : {}),
    },
  ];
}

function printList(list: Extract<Block, { kind: 'list' }>, indent: number, border: Border): RichTextPart[] {
  const parts: RichTextPart[] = [];
  let current: RichTextList | null = null;
  for (const [index, item] of list.items.entries()) {
    if (!current) {
      const offset = list.ordered ? list.start - 1 + index : 0;
      current = { type: 'rich_text_list', style: list.ordered ? 'ordered' : 'bullet', indent, elements: [] };
      if (offset > 0) current.offset = offset;
      if (border === 1) current.border = 1;
      parts.push(current);
    }
    current.elements.push(printItem(item));
    for (const nested of item) {
      if (nested.kind !== 'list') continue;
      for (const part of printList(nested, Math.min(indent + 1, deepestIndent), border)) parts.push(part);
      current = null;
    }
  }
  return parts;
}

/** An item's words on one row of lines: Slack's items hold no blocks. */
function printItem(item: readonly Block[]): RichTextSection {
  const row: RichTextInline[] = [];
  for (const block of item) {
    const elements = block.kind === 'list' ? [] : printInlines(wordsOfBlock(block));
    if (row.length > 0 && elements.length > 0) row.push({ type: 'text', text: '\n' });
    for (const element of elements) row.push(element);
  }
  return { type: 'rich_text_section', elements: row.length > 0 ? row : [blank] };
}

function wordsOfBlock(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'code-block':
      return block.text.split('\n').flatMap((line, index): Inline[] => {
        const code: Inline[] = line === '' ? [] : [{ kind: 'code', text: line }];
        return index > 0 ? [{ kind: 'break' }, ...code] : code;
      });
    case 'quote':
      return block.children.flatMap((child, index): Inline[] =>
        index > 0 ? [{ kind: 'break' }, ...wordsOfBlock(child)] : [...wordsOfBlock(child)],
      );
    case 'list':
      return [];
    default:
      return block.children;
  }
}

function printInlines(children: readonly Inline[]): RichTextInline[] {
  const elements: RichTextInline[] = [];
  for (const leaf of toLeaves(fromLeaves(toLeaves(children)))) {
    const element = printLeaf(leaf);
    const last = elements.at(-1);
    if (last?.type === 'text' && element.type === 'text' && sameStyle(last.style, element.style))
      last.text += element.text;
    else if (
      last?.type === 'link' &&
      element.type === 'link' &&
      last.url === element.url &&
      sameStyle(last.style, element.style)
    )
      last.text += element.text;
    else elements.push(element);
  }
  return elements;
}

function sameStyle(a: RichTextStyle | undefined, b: RichTextStyle | undefined): boolean {
  return a?.bold === b?.bold && a?.italic === b?.italic && a?.strike === b?.strike && a?.code === b?.code;
}

function printLeaf({ content, marks }: Leaf): RichTextInline {
  if (content.kind === 'break') return { type: 'text', text: '\n' };
  const style: RichTextStyle = {
    ...(marks.bold ? { bold: true } : {}),
    ...(marks.italic ? { italic: true } : {}),
    ...(marks.strike ? { strike: true } : {}),
    ...(content.kind === 'code' ? { code: true } : {}),
  };
  const styled = Object.keys(style).length > 0 ? { style } : {};
  const words = content.kind === 'mention' ? `@${content.name}` : content.text;
  const text = revealHidden(words) || ' ';
  const url = marks.url === null ? null : safeUrl(marks.url);
  return url === null ? { type: 'text', text, ...styled } : { type: 'link', url, text, ...styled };
}
