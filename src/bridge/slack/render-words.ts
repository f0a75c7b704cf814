// Renders text documents as Slack's rich text: every text node is literal, so nothing a customer typed is ever live.

import { cut, pieces } from '../../core/text/cut.js';
import type { TextDocument } from '../../core/text/document.js';
import { escapeSlack } from '../../core/text/print-mrkdwn.js';
import { printPlain } from '../../core/text/print-plain.js';
import { printRichText } from '../../core/text/print-rich-text.js';
import type { RichTextBlock, RichTextInline, RichTextPart } from '../../core/text/rich-text.js';

/** The most characters of one rich text block. */
const blockLimit = 2900;
/** The most characters of a fallback text; an update refuses more than 4000. */
const fallbackLimit = 3000;

/** The document as rich text blocks of at most 2,900 characters each; none for an empty one. */
export function renderWords(document: TextDocument): RichTextBlock[] {
  if (printPlain(document).trim() === '') return [];
  const blocks: RichTextBlock[] = [];
  let parts: RichTextPart[] = [];
  let size = 0;
  const flush = (): void => {
    if (parts.length > 0) blocks.push({ type: 'rich_text', elements: parts });
    parts = [];
    size = 0;
  };
  for (const part of printRichText(document).elements.flatMap(splitPart)) {
    const more = measure(part);
    if (size + more > blockLimit) flush();
    parts.push(part);
    size += more;
  }
  flush();
  return blocks;
}

/** The document as an escaped line for notifications and screen readers. */
export function renderFallback(document: TextDocument): string {
  return cutEscaped(printPlain(document));
}

/** Escapes a text and cuts it, never inside an entity. */
export function cutEscaped(text: string, limit = fallbackLimit): string {
  let room = limit;
  let escaped = escapeSlack(cut(text, room));
  while (escaped.length > limit) {
    room = Math.floor(room * 0.8);
    escaped = escapeSlack(cut(text, room));
  }
  return escaped;
}

/** How many characters of text blocks hold. */
export function measureWords(block: RichTextBlock): number {
  return block.elements.reduce((sum, part) => sum + measure(part), 0);
}

function measure(part: RichTextPart): number {
  if (part.type === 'rich_text_list') return part.elements.reduce((sum, item) => sum + measure(item), 0);
  return part.elements.reduce((sum, inline) => sum + inline.text.length, 0);
}

/** A part in pieces that fit into a block; a list becomes several that go on counting. */
function splitPart(part: RichTextPart): RichTextPart[] {
  if (measure(part) <= blockLimit) return [part];
  if (part.type === 'rich_text_list') {
    const start = part.offset ?? 0;
    return part.elements.flatMap((item, index) =>
      splitPart(item).map((section) => ({
        ...part,
        ...(part.style === 'ordered' ? { offset: start + index } : {}),
        elements: section.type === 'rich_text_section' ? [section] : [],
      })),
    );
  }
  return groupInlines(part.elements).map((elements) => ({ ...part, elements }) as RichTextPart);
}

function groupInlines(inlines: readonly RichTextInline[]): RichTextInline[][] {
  const groups: RichTextInline[][] = [[]];
  let size = 0;
  for (const inline of inlines.flatMap(splitInline)) {
    if (size + inline.text.length > blockLimit) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(inline);
    size += inline.text.length;
  }
  return groups.filter((group) => group.length > 0);
}

function splitInline(inline: RichTextInline): RichTextInline[] {
  return pieces(inline.text, blockLimit).map((text) => ({ ...inline, text }));
}
