// Reads the marks within a line: bold, italic, strike, code, links; one pass, whatever is unbalanced stays as typed.

import type { Inline } from '../../../src/core/text/document.js';
import { safeUrl } from './safe-url.js';

interface Frame {
  readonly mark: string;
  children: Inline[];
}

const kinds: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '**': 'bold',
  __: 'bold',
  '*': 'italic',
  _: 'italic',
  '~~': 'strike',
  '~': 'strike',
};
const markPattern = /\*\*|__|~~|[*_~]/y;
const namedLink =
  /\[([^[\]\n]{1,500})\]\(\s*<?([^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,5})>?\s*\)/y;
const bareLink = /<?(https?:\/\/[^\s<>"'`*]{1,2000})>?/y;
const escaped = /\\[!-/:-@[-`{-~]/y;
const word = /[\p{L}\p{N}]/u;

/** Links in plain text, everything else literal: what customers typed. */
export function parsePlain(text: string): Inline[] {
  return parseWith(text, { marks: false, links: true });
}

/** Line breaks become `break`. */
export function parseInline(text: string): Inline[] {
  return parseWith(text, { marks: true, links: true });
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function parseWith(text: string, allow: { readonly marks: boolean; readonly links: boolean }): Inline[] {
  const writer = createWriter();
  const hopeless = new Set<number>();
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    let taken = 0;
    if (char === '\n') {
      writer.node({ kind: 'break' });
      taken = 1;
    } else if (allow.marks && char === '`') taken = takeCode(text, at, writer, hopeless);
    else if (allow.marks && char === '\\' && matchAt(escaped, text, at)) {
      writer.text(text[at + 1] ?? '');
      taken = 2;
    } else if (allow.links && allow.marks && char === '[') taken = takeNamedLink(text, at, writer);
    else if (allow.links && (char === 'h' || char === '<')) taken = takeBareLink(text, at, writer);
    else if (allow.marks) taken = takeMark(text, at, writer);
    if (taken === 0) {
      writer.text(char);
      taken = 1;
    }
    at += taken;
  }
  return writer.end();
}
type Writer = ReturnType<typeof createWriter>;

/** Collects nodes into nested frames; a frame that is never closed gives its mark back as text. */
function createWriter() {
  const root: Frame = { mark: '', children: [] };
  const frames: Frame[] = [root];
  const open = new Map<string, number>();
  const top = () => frames.at(-1) ?? root;
  const count = (mark: string, by: number) => open.set(mark, (open.get(mark) ?? 0) + by);
  const text = (value: string) => {
    const { children } = top();
    const last = children.at(-1);
    if (last?.kind === 'text') children[children.length - 1] = { kind: 'text', text: last.text + value };
    else children.push({ kind: 'text', text: value });
  };
  const node = (value: Inline) => {
    if (value.kind === 'text') text(value.text);
    else top().children.push(value);
  };
  const giveUp = () => {
    const frame = frames.pop() ?? root;
    count(frame.mark, -1);
    text(frame.mark);
    for (const child of frame.children) node(child);
  };
  return {
    text,
    node,
    isOpen: (mark: string) => (open.get(mark) ?? 0) > 0,
    isEmpty: () => top().children.length === 0,
    mark: () => top().mark,
    depth: () => frames.length,
    open(mark: string) {
      frames.push({ mark, children: [] });
      count(mark, 1);
    },
    close(mark: string) {
      while (top().mark !== mark) giveUp();
      const frame = frames.pop() ?? root;
      count(mark, -1);
      const kind = kinds[mark];
      if (kind) node({ kind, children: frame.children });
    },
    end(): Inline[] {
      while (frames.length > 1) giveUp();
      return root.children;
    },
  };
}

function takeMark(text: string, at: number, writer: Writer): number {
  // `***` after an open `*` first ends the inner one.
  const inner = writer.mark() === '*' && text.startsWith('***', at);
  const mark = inner ? '*' : matchAt(markPattern, text, at)?.[0];
  if (!mark) return 0;
  const before = text[at - 1] ?? ' ';
  const after = text[at + mark.length] ?? ' ';
  const inWord = mark[0] === '_' || mark === '~';
  const mayClose = !/\s/.test(before) && !(inWord && word.test(after));
  if (mayClose && writer.isOpen(mark) && !writer.isEmpty()) writer.close(mark);
  else if (!/\s/.test(after) && !(inWord && word.test(before)) && !writer.isOpen(mark) && writer.depth() < 8)
    writer.open(mark);
  else writer.text(mark);
  return mark.length;
}

function takeCode(text: string, at: number, writer: Writer, hopeless: Set<number>): number {
  let run = 1;
  while (text[at + run] === '`') run += 1;
  if (!hopeless.has(run)) {
    const fence = '`'.repeat(run);
    let end = text.indexOf(fence, at + run);
    while (end >= 0 && text[end + run] === '`') {
      let next = end + run;
      while (text[next] === '`') next += 1;
      end = text.indexOf(fence, next);
    }
    if (end >= 0) {
      const inner = text.slice(at + run, end);
      const trimmed = /^ .*[^ ].* $/s.test(inner) ? inner.slice(1, -1) : inner;
      writer.node({ kind: 'code', text: trimmed });
      return end + run - at;
    }
    hopeless.add(run);
  }
  writer.text('`'.repeat(run));
  return run;
}

function takeNamedLink(text: string, at: number, writer: Writer): number {
  const match = matchAt(namedLink, text, at);
  const url = match ? safeUrl(match[2] ?? '') : null;
  if (!match || url === null) return 0;
  writer.node({ kind: 'link', url, children: parseWith(match[1] ?? '', { marks: true, links: false }) });
  return match[0].length;
}

function takeBareLink(text: string, at: number, writer: Writer): number {
  if (word.test(text[at - 1] ?? ' ')) return 0;
  const match = matchAt(bareLink, text, at);
  if (!match) return 0;
  const angle = match[0].startsWith('<') && match[0].endsWith('>');
  if (match[0].startsWith('<') && !angle) return 0;
  const shown = angle ? (match[1] ?? '') : trimEnd(match[1] ?? '');
  const url = safeUrl(shown);
  if (url === null) return 0;
  writer.node({ kind: 'link', url, children: [{ kind: 'text', text: shown }] });
  return angle ? match[0].length : shown.length;
}

/** Punctuation after an address belongs to the sentence; a closing bracket too, unless the address opened it. */
function trimEnd(url: string): string {
  let end = url.length;
  while (end > 0) {
    const char = url[end - 1] ?? '';
    const unopened = char === ')' && !url.slice(0, end).includes('(');
    if (!/[.,;:!?\]]/.test(char) && !unopened) break;
    end -= 1;
  }
  return url.slice(0, end);
}
