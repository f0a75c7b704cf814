// Writes the little Markdown that cards may use as HTML, every word of it escaped: the card library takes only that.
import { findEmoji } from '../text/emoji.js';
import { parseMarkdown } from '../text/markdown.js';
import type { Block, Inline } from '../text/tree.js';

/** HTML of paragraphs, emphasis, lists and links; nothing in the text can become a tag or an attribute. */
export function writeMarkdownHtml(text: string): string {
  return parseMarkdown(text).map(writeBlock).join('');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    // Headings are not part of what cards understand: their words stay.
    case 'heading':
      return `<p>${writeInlines(block.children)}</p>`;
    case 'pre':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'quote':
      return block.children.map(writeBlock).join('');
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${writeInlines(item)}</li>`).join('')}</${tag}>`;
    }
    case 'rule':
      return '<p>---</p>';
  }
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's', underline: 'u' } as const;

function writeInlines(parts: readonly Inline[]): string {
  return parts.map(writeInline).join('');
}

function writeInline(part: Inline): string {
  switch (part.kind) {
    case 'text':
    case 'time':
    case 'code':
      return escapeHtml(part.text);
    case 'break':
      return '<br>';
    case 'emoji':
      return escapeHtml(findEmoji(part.name) ?? `:${part.name}:`);
    case 'mention':
      return escapeHtml(part.label);
    case 'link':
      return `<a href="${escapeHtml(part.url)}" rel="noopener noreferrer nofollow">${writeInlines(part.children)}</a>`;
    case 'styled':
      return `<${TAGS[part.style]}>${writeInlines(part.children)}</${TAGS[part.style]}>`;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
