// Parses the ordinary Markdown of `markdown` blocks into the same text tree.
import { toSafeLink } from './safe-url.js';
import { type Block, type Inline, mergeText, type TextStyle } from './tree.js';

const SPANS: [RegExp, TextStyle][] = [
  [/^\*\*(?!\s)(.+?)\*\*/, 'bold'],
  [/^__(?!\s)(.+?)__/, 'bold'],
  [/^~~(?!\s)(.+?)~~/, 'strike'],
  [/^\*(?![\s*])(.+?)\*(?!\*)/, 'italic'],
  [/^_(?![\s_])(.+?)_(?![\p{L}\p{N}_])/u, 'italic'],
];
const ITEM = /^(\s*)(?:([-*+])|(\d{1,3})[.)])\s+(.*)$/;

/** Parses headings, lists, quotes, fences, rules, emphasis, code and links. Never throws. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*```/.test(line)) {
      const end = lines.findIndex((other, index) => index > at && /^\s*```\s*$/.test(other));
      const stop = end < 0 ? lines.length : end;
      blocks.push({ kind: 'pre', text: lines.slice(at + 1, stop).join('\n') });
      at = stop;
    } else addLine(blocks, line, lines[at - 1]);
  }
  return blocks;
}

function addLine(blocks: Block[], line: string, before: string | undefined): void {
  const last = blocks.at(-1);
  if (line.trim() === '') return;
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) {
    blocks.push({
      kind: 'heading',
      level: heading[1]?.length ?? 1,
      children: parseMarkdownInline(heading[2] ?? ''),
    });
    return;
  }
  if (/^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) {
    blocks.push({ kind: 'rule' });
    return;
  }
  const quoted = /^> ?(.*)$/.exec(line);
  if (quoted) {
    const joins = last?.kind === 'quote';
    const children = joins ? last.children : [];
    if (!joins) blocks.push({ kind: 'quote', children });
    addLine(children, quoted[1] ?? '', joins ? before?.replace(/^> ?/, '') : undefined);
    return;
  }
  const item = ITEM.exec(line);
  if (item) addItem(blocks, item);
  else if (last?.kind === 'paragraph' && before !== undefined && before.trim() !== '') {
    last.children.push({ kind: 'break' }, ...parseMarkdownInline(line));
  } else blocks.push({ kind: 'paragraph', children: parseMarkdownInline(line) });
}

function addItem(blocks: Block[], item: RegExpExecArray): void {
  const last = blocks.at(-1);
  const ordered = item[3] !== undefined;
  const indent = Math.min(3, Math.floor((item[1] ?? '').length / 2));
  const children = parseMarkdownInline(item[4] ?? '');
  if (last?.kind === 'list' && last.ordered === ordered && last.indent === indent) last.items.push(children);
  else blocks.push({ kind: 'list', ordered, start: Number(item[3] ?? 1), indent, items: [children] });
}

/** One line of Markdown. */
export function parseMarkdownInline(line: string): Inline[] {
  const parts: Inline[] = [];
  for (let at = 0; at < line.length; ) {
    const found = readSpan(line.slice(at), line[at - 1]);
    parts.push(found?.part ?? { kind: 'text', text: line[at] ?? '' });
    at += found?.length ?? 1;
  }
  return mergeText(parts);
}

function readSpan(rest: string, before: string | undefined): { part: Inline; length: number } | undefined {
  const escaped = /^\\([\\`*_{}[\]()#+.!~>-])/.exec(rest);
  if (escaped) return { part: { kind: 'text', text: escaped[1] ?? '' }, length: 2 };
  const code = /^`([^`]+)`/.exec(rest);
  if (code) return { part: { kind: 'code', text: code[1] ?? '' }, length: code[0].length };
  const link = /^\[([^\]]+)\]\(([^()\s]+)\)/.exec(rest);
  if (link) return { part: makeLink(link[1] ?? '', link[2] ?? ''), length: link[0].length };
  const emoji = /^:([a-z0-9_+-]+):/.exec(rest);
  if (emoji) return { part: { kind: 'emoji', name: emoji[1] ?? '' }, length: emoji[0].length };
  if (rest[0] === '_' && before !== undefined && /[\p{L}\p{N}]/u.test(before)) return undefined;
  for (const [pattern, style] of SPANS) {
    const match = pattern.exec(rest);
    if (match) {
      return {
        part: { kind: 'styled', style, children: parseMarkdownInline(match[1] ?? '') },
        length: match[0].length,
      };
    }
  }
  return undefined;
}

function makeLink(label: string, target: string): Inline {
  const url = toSafeLink(target);
  const children = parseMarkdownInline(label);
  return url === undefined ? { kind: 'text', text: `${label} (${target})` } : { kind: 'link', url, children };
}
