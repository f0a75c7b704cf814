// Parses Slack's mrkdwn into the text tree: pure, so that it can be tested without a page.
import { decodeEntities } from './entities.js';
import { readToken } from './tokens.js';
import { type Block, type Inline, mergeText, type TextStyle } from './tree.js';

const STYLES: Record<string, TextStyle> = { '*': 'bold', _: 'italic', '~': 'strike' };
const BARE_URL = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/;
const EMOJI = /^:([a-z0-9_+-]+)(?:::skin-tone-[2-6])?:/;
const BULLET = /^(\s*)(?:•|◦|▪)\s+(.*)$/;
const NUMBERED = /^(\s*)(\d{1,3})[.)]\s+(.*)$/;

/** Options: the reader's present for dates; `verbatim` leaves bare addresses unlinked, as Slack does. */
export interface MrkdwnOptions {
  nowMs?: number;
  verbatim?: boolean;
}

/** Parses mrkdwn as it travels on the wire (escaped `&`, `<`, `>`; tokens in `<…>`). Never throws. */
export function parseMrkdwn(text: string, options: MrkdwnOptions = {}): Block[] {
  const blocks: Block[] = [];
  const fence = /```\n?([\s\S]*?)\n?```/g;
  let from = 0;
  for (const match of text.matchAll(fence)) {
    blocks.push(...parseLines(text.slice(from, match.index).replace(/\n$/, ''), options));
    blocks.push({ kind: 'pre', text: flattenTokens(match[1] ?? '') });
    from = match.index + match[0].length;
    if (text[from] === '\n') from += 1;
  }
  blocks.push(...parseLines(text.slice(from), options));
  return blocks;
}

/** A `plain_text` object: nothing is markup but line breaks and, where allowed, `:emoji:`. */
export function parsePlain(text: string, emoji = true): Inline[] {
  const parts: Inline[] = [];
  for (let at = 0; at < text.length; ) {
    const named = emoji ? EMOJI.exec(text.slice(at)) : null;
    if (named) {
      parts.push({ kind: 'emoji', name: named[1] ?? '' });
      at += named[0].length;
    } else {
      parts.push(text[at] === '\n' ? { kind: 'break' } : { kind: 'text', text: text[at] ?? '' });
      at += 1;
    }
  }
  return mergeText(parts);
}

function parseLines(text: string, options: MrkdwnOptions): Block[] {
  if (text === '') return [];
  const blocks: Block[] = [];
  for (const line of text.split('\n')) addLine(blocks, line, options);
  return blocks;
}

function addLine(blocks: Block[], line: string, options: MrkdwnOptions): void {
  const last = blocks.at(-1);
  const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
  if (quoted) {
    const quote = last?.kind === 'quote' ? last : pushed(blocks, { kind: 'quote', children: [] });
    addLine(quote.children, quoted[1] ?? '', options);
    return;
  }
  const bullet = BULLET.exec(line);
  const numbered = bullet ? null : NUMBERED.exec(line);
  const marker = bullet ?? numbered;
  if (marker) {
    const ordered = numbered !== null;
    const indent = Math.min(3, Math.floor((marker[1] ?? '').length / 2));
    const fits = last?.kind === 'list' && last.ordered === ordered && last.indent === indent;
    const start = ordered ? Number(marker[2]) : 1;
    const list = fits ? last : pushed(blocks, { kind: 'list', ordered, start, indent, items: [] });
    list.items.push(parseInline(marker[ordered ? 3 : 2] ?? '', options));
    return;
  }
  if (last?.kind === 'paragraph') last.children.push({ kind: 'break' }, ...parseInline(line, options));
  else blocks.push({ kind: 'paragraph', children: parseInline(line, options) });
}

function pushed<B extends Block>(blocks: Block[], block: B): B {
  blocks.push(block);
  return block;
}

/** One line of mrkdwn; the styles do not reach over a line's end. */
export function parseInline(line: string, options: MrkdwnOptions = {}): Inline[] {
  const parts: Inline[] = [];
  for (let at = 0; at < line.length; ) {
    const found = readMarkup(line, at, options);
    parts.push(found?.part ?? { kind: 'text', text: line[at] ?? '' });
    at += found?.length ?? 1;
  }
  return mergeText(parts);
}

function readMarkup(
  line: string,
  at: number,
  options: MrkdwnOptions,
): { part: Inline; length: number } | undefined {
  const rest = line.slice(at);
  const char = rest[0] ?? '';
  if (char === '<') {
    const end = rest.indexOf('>');
    return end > 1
      ? { part: readToken(rest.slice(1, end), options.nowMs ?? Date.now()), length: end + 1 }
      : undefined;
  }
  if (char === '&') {
    const entity = /^&(?:amp|lt|gt);/.exec(rest)?.[0];
    return entity
      ? { part: { kind: 'text', text: decodeEntities(entity) }, length: entity.length }
      : undefined;
  }
  if (char === '`') {
    const end = rest.indexOf('`', 1);
    return end > 1
      ? { part: { kind: 'code', text: flattenTokens(rest.slice(1, end)) }, length: end + 1 }
      : undefined;
  }
  const style = STYLES[char];
  if (style) return readStyled(line, at, style, options);
  const named = char === ':' ? EMOJI.exec(rest) : null;
  if (named) return { part: { kind: 'emoji', name: named[1] ?? '' }, length: named[0].length };
  const bare = char === 'h' && !options.verbatim && !isWord(line[at - 1]) ? BARE_URL.exec(rest) : null;
  if (!bare) return undefined;
  const url = decodeEntities(bare[0]);
  return { part: { kind: 'link', url, children: [{ kind: 'text', text: url }] }, length: bare[0].length };
}

function readStyled(line: string, at: number, style: TextStyle, options: MrkdwnOptions) {
  const marker = line[at] ?? '';
  if (isWord(line[at - 1]) || /[\s]|^$/.test(line[at + 1] ?? '') || line[at + 1] === marker) return undefined;
  for (let end = line.indexOf(marker, at + 2); end > 0; end = line.indexOf(marker, end + 1)) {
    if (/\s/.test(line[end - 1] ?? '') || isWord(line[end + 1]) || isInsideToken(line, at, end)) continue;
    const children = parseInline(line.slice(at + 1, end), options);
    return { part: { kind: 'styled', style, children } as Inline, length: end - at + 1 };
  }
  return undefined;
}

function isInsideToken(line: string, from: number, at: number): boolean {
  const open = line.lastIndexOf('<', at);
  if (open > from && !line.slice(open, at).includes('>')) return true;
  return (line.slice(from, at).split('`').length - 1) % 2 === 1;
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

function flattenTokens(text: string): string {
  const shown = text.replace(/<([^<>]+)>/g, (_, inside: string) => inside.slice(inside.indexOf('|') + 1));
  return decodeEntities(shown);
}
