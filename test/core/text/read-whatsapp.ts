// Reads WhatsApp's markup as its apps do, so that tests can say what a customer would see.

import type { Block, Inline, TextDocument } from '../../../src/core/text/document.js';
import { tidyInlines } from '../../../src/core/text/inline-leaves.js';

const kinds = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** The document a WhatsApp reader sees; quotes and lists one level deep. */
export function readWhatsApp(text: string): TextDocument {
  const blocks: Block[] = [];
  const lines = text.split('\n');
  let at = 0;
  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const start = at;
    while (at < lines.length && fits(lines[at] ?? '')) at += 1;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line === '') at += 1;
    else if (line === '```') {
      at += 1;
      blocks.push({ kind: 'code-block', text: takeWhile((one) => one !== '```').join('\n') });
      at += 1;
    } else if (isQuote(line)) {
      const quoted = takeWhile(isQuote).map((one) => one.slice(2));
      blocks.push({ kind: 'quote', children: [paragraph(quoted)] });
    } else if (isBullet(line)) {
      blocks.push(list(takeWhile(isBullet), false));
    } else if (isNumber(line)) {
      blocks.push(list(takeWhile(isNumber), true));
    } else {
      blocks.push(
        paragraph(takeWhile((one) => one !== '' && !isQuote(one) && !isBullet(one) && !isNumber(one))),
      );
    }
  }
  return blocks;
}

const isQuote = (line: string) => line.startsWith('> ');
const isBullet = (line: string) => /^[-*] /.test(line);
const isNumber = (line: string) => /^\d+\. /.test(line);

function paragraph(lines: readonly string[]): Block {
  const children = lines.flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ kind: 'break' as const }] : []),
    ...readInline(line),
  ]);
  return { kind: 'paragraph', children: tidyInlines(children) };
}

function list(lines: readonly string[], ordered: boolean): Block {
  const items = lines.map((line) => [paragraph([line.replace(/^\S+ /, '')])]);
  return { kind: 'list', ordered, start: ordered ? Number.parseInt(lines[0] ?? '1', 10) : 1, items };
}

/** The spans of one line: a sign opens after a non-word before a non-space, and closes the other way round. */
export function readInline(line: string, before = ''): Inline[] {
  const found = firstSpan(line, before);
  if (!found) return line === '' ? [] : [{ kind: 'text', text: line }];
  const inner = line.slice(found.start + 1, found.end);
  const span: Inline =
    found.sign === '`'
      ? { kind: 'code', text: inner }
      : { kind: kinds[found.sign], children: readInline(inner, found.sign) };
  return [
    ...readInline(line.slice(0, found.start), before),
    span,
    ...readInline(line.slice(found.end + 1), found.sign),
  ];
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly sign: keyof typeof kinds | '`';
}

function firstSpan(line: string, before: string): Found | null {
  const hidden = line
    .replace(/`[^`]+`/g, (code) => `\`${'c'.repeat(code.length - 2)}\``)
    .replace(/https?:\/\/\S+/g, (url) => 'u'.repeat(url.length));
  for (let start = 0; start < line.length; start += 1) {
    const sign = hidden.charAt(start);
    if (sign === '`' && hidden.indexOf('`', start + 1) > start + 1)
      return { start, end: hidden.indexOf('`', start + 1), sign };
    if (sign !== '*' && sign !== '_' && sign !== '~') continue;
    const previous = start === 0 ? before : line.charAt(start - 1);
    if (/[\p{L}\p{N}]/u.test(previous) || /^\s?$/.test(line.charAt(start + 1))) continue;
    for (let end = start + 2; end < line.length; end += 1)
      if (
        hidden.charAt(end) === sign &&
        hidden.slice(start, end).replaceAll(sign, '') !== '' &&
        !/\s/.test(line.charAt(end - 1)) &&
        !/[\p{L}\p{N}]/u.test(line.charAt(end + 1))
      )
        return { start, end, sign };
  }
  return null;
}
