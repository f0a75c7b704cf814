// Reads Slack's rich_text blocks: the exact structure of what an agent typed, preferred over the message's text.

import type { Block, TextDocument } from './document.js';
import { findEmoji } from './emoji.js';
import { breakLines, type Leaf, type Marks } from './inline-leaves.js';
import { type Names, noNames } from './names.js';
import { type FlatItem, nestItems } from './nest-items.js';
import { toParagraphs } from './paragraphs.js';
import { safeUrl } from './safe-url.js';
import { showMoment } from './slack-token.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * The document of a message's `blocks` as Slack sends them; null when none of them is rich_text, so that
 * the caller falls back to the text. Unknown parts are skipped, unknown elements show their text. Never throws.
 */
export function parseRichText(blocks: unknown, names: Names = noNames): TextDocument | null {
  const rich = listOf(Array.isArray(blocks) ? blocks : [blocks]).filter(
    (block) => block.type === 'rich_text',
  );
  if (rich.length === 0) return null;
  return rich.flatMap((block) => parseParts(listOf(block.elements), names));
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value)
    ? value.filter((item): item is Json => typeof item === 'object' && item !== null)
    : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

function parseParts(parts: readonly Json[], names: Names): Block[] {
  const blocks: Block[] = [];
  let items: FlatItem[] = [];
  let bordered = false;
  const add = (made: readonly Block[], quoted: boolean): void => {
    const last = blocks.at(-1);
    if (!quoted) for (const block of made) blocks.push(block);
    else if (last?.kind === 'quote')
      blocks[blocks.length - 1] = { kind: 'quote', children: [...last.children, ...made] };
    else if (made.length > 0) blocks.push({ kind: 'quote', children: made });
  };
  const flush = (): void => {
    add(nestItems(items), bordered);
    items = [];
  };
  for (const part of parts) {
    const quoted = part.border === 1 || part.type === 'rich_text_quote';
    if (part.type === 'rich_text_list') {
      if (quoted !== bordered) flush();
      bordered = quoted;
      for (const item of flatten(part, items, names)) items.push(item);
      continue;
    }
    flush();
    add(parsePart(part, names), quoted);
  }
  flush();
  return blocks;
}

function parsePart(part: Json, names: Names): Block[] {
  const elements = listOf(part.elements);
  if (part.type !== 'rich_text_preformatted') return toParagraphs(leavesOf(elements, names));
  const text = elements.map((element) => textOf(element.text) || textOf(element.url)).join('');
  return [{ kind: 'code-block', text: text.replace(/\n$/, '') }];
}

/** Slack writes a nested list as flat lists with indents; an ordered one that goes on says how far it had come. */
function flatten(list: Json, before: readonly FlatItem[], names: Names): FlatItem[] {
  const depth = typeof list.indent === 'number' ? list.indent : 0;
  const ordered = list.style === 'ordered';
  const offset = typeof list.offset === 'number' ? list.offset : countBefore(before, depth, ordered);
  return listOf(list.elements).map((section, index) => ({
    depth,
    ordered,
    number: offset + index + 1,
    blocks: toParagraphs(leavesOf(listOf(section.elements), names)),
  }));
}

function countBefore(before: readonly FlatItem[], depth: number, ordered: boolean): number {
  const last = before.findLast((item) => item.depth <= depth);
  return last && last.depth === depth && last.ordered && ordered ? last.number : 0;
}

function leavesOf(elements: readonly Json[], names: Names): Leaf[] {
  return elements.flatMap((element) => leavesOfElement(element, names));
}

function leavesOfElement(element: Json, names: Names): Leaf[] {
  const style = (typeof element.style === 'object' && element.style !== null ? element.style : {}) as Json;
  const marks: Marks = {
    bold: style.bold === true,
    italic: style.italic === true,
    strike: style.strike === true,
    url: null,
  };
  if (element.type === 'link') {
    const target = textOf(element.url);
    const url = safeUrl(target);
    const label = textOf(element.text) || target.replace(/^(?:mailto|tel):/i, '');
    if (url !== null) return breakLines(label, { ...marks, url });
    return breakLines(label === target ? label : `${label} (${target})`, marks);
  }
  const name = mentionOf(element, names);
  if (name !== null) return [{ content: { kind: 'mention', name: name.replace(/^@/, '') }, marks }];
  const text = wordsOf(element, names);
  if (style.code !== true) return breakLines(text, marks);
  return breakLines(text, marks).map((leaf) =>
    leaf.content.kind === 'text' ? { content: { kind: 'code', text: leaf.content.text }, marks } : leaf,
  );
}

function mentionOf(element: Json, names: Names): string | null {
  if (element.type === 'user') return names('user', textOf(element.user_id)) ?? 'someone';
  if (element.type === 'usergroup') return names('group', textOf(element.usergroup_id)) ?? 'a group';
  return null;
}

function wordsOf(element: Json, names: Names): string {
  switch (element.type) {
    case 'channel':
      return `#${names('channel', textOf(element.channel_id)) ?? 'channel'}`;
    case 'broadcast':
      return `@${textOf(element.range)}`;
    case 'emoji':
      return emojiOf(element);
    case 'date':
      return textOf(element.fallback) || showMoment(textOf(element.timestamp));
    case 'color':
      return textOf(element.value);
    default:
      return textOf(element.text);
  }
}

function emojiOf(element: Json): string {
  const points = textOf(element.unicode)
    .split('-')
    .map((point) => Number.parseInt(point, 16));
  if (points.every((point) => point > 0 && point <= 0x10ffff)) return String.fromCodePoint(...points);
  // The tone stands beside the name, or at its end as in reactions.
  const [name = '', spelled] = textOf(element.name).split('::skin-tone-');
  const given = typeof element.skin_tone === 'number' ? element.skin_tone : spelled;
  return findEmoji(name, given === undefined ? undefined : Number(given)) ?? `:${textOf(element.name)}:`;
}
