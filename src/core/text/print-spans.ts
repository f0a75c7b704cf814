// Prints inline trees with delimiters, leaving a span unformatted where its delimiters would not take effect.

import { characterAt, characterBefore } from './characters.js';
import type { Inline } from './document.js';
import { tidyInlines } from './inline-leaves.js';

export type SpanKind = 'bold' | 'italic' | 'strike';

/** The characters around and just inside a pair of delimiters; '' at the edge of the text. */
export interface Surroundings {
  readonly before: string;
  readonly first: string;
  readonly last: string;
  readonly after: string;
}

/** Where a piece stands: what was printed before it, what may follow it, and whether it is inside a span or link. */
export interface Position {
  readonly before: string;
  readonly after: readonly string[];
  readonly nested: boolean;
}

export interface SpanStyle {
  /** The delimiters to try, best first. */
  delimiters(kind: SpanKind): readonly string[];
  /** Would the delimiter take effect here? */
  works(delimiter: string, around: Surroundings): boolean;
  /** Literal text, escaped. */
  text(text: string, at: Position): string;
  code(text: string): string;
  /** `label` is printed already; `words` is the label without any markup. */
  link(link: { readonly url: string; readonly label: string; readonly words: string }, at: Position): string;
}

/** The children in the style's markup, one line per break. */
export function printSpans(children: readonly Inline[], style: SpanStyle): string {
  return printRow(tidyInlines(children), style, { before: '', after: [''], nested: false });
}

/** The words of an inline tree without any markup. */
export function wordsOf(children: readonly Inline[]): string {
  return children.map(wordsOfInline).join('');
}

function wordsOfInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'mention':
      return `@${inline.name}`;
    case 'break':
      return '\n';
    case 'link':
      return inline.children.length > 0 ? wordsOf(inline.children) : inline.url;
    default:
      return wordsOf(inline.children);
  }
}

function printRow(children: readonly Inline[], style: SpanStyle, at: Position): string {
  const parts: string[] = [];
  let before = at.before;
  for (const [index, child] of children.entries()) {
    const next = children[index + 1];
    const after = next ? edgesOf(next, style, 'first') : at.after;
    const part = printInline(child, style, { before, after, nested: at.nested });
    parts.push(part);
    before = part === '' ? before : characterBefore(part, part.length);
  }
  return parts.join('');
}

function printInline(inline: Inline, style: SpanStyle, at: Position): string {
  switch (inline.kind) {
    case 'text':
      return style.text(inline.text, at);
    case 'mention':
      return style.text(`@${inline.name}`, at);
    case 'code':
      return style.code(inline.text);
    case 'break':
      return '\n';
    case 'link': {
      const label = printRow(inline.children, style, { before: '', after: [''], nested: true });
      return style.link({ url: inline.url, label, words: wordsOf(inline.children) }, at);
    }
    default:
      return printSpan(inline, style, at);
  }
}

function printSpan(span: Extract<Inline, { kind: SpanKind }>, style: SpanStyle, at: Position): string {
  const [first, last] = [span.children[0], span.children.at(-1)];
  if (!first || !last) return '';
  const firsts = edgesOf(first, style, 'first');
  const lasts = edgesOf(last, style, 'last');
  const works = (delimiter: string): boolean =>
    firsts.every((one) =>
      lasts.every((end) =>
        at.after.every((after) =>
          style.works(delimiter, { before: at.before, first: one, last: end, after }),
        ),
      ),
    );
  const delimiter = style.delimiters(span.kind).find(works);
  if (delimiter === undefined) return printRow(span.children, style, at);
  const inner = printRow(span.children, style, {
    before: delimiter.slice(-1),
    after: [delimiter.slice(0, 1)],
    nested: true,
  });
  return delimiter + inner + delimiter;
}

/** Every character the printed inline may begin or end with: a span may yet lose its delimiters. */
function edgesOf(inline: Inline, style: SpanStyle, side: 'first' | 'last'): string[] {
  switch (inline.kind) {
    case 'text':
      return [
        side === 'first' ? characterAt(inline.text, 0) : characterBefore(inline.text, inline.text.length),
      ];
    case 'mention':
      return [side === 'first' ? '@' : characterBefore(inline.name, inline.name.length)];
    case 'code':
      return ['`'];
    case 'break':
      return ['\n'];
    case 'link':
      return side === 'first'
        ? ['[', ...edgesOfRow(inline.children, style, side)]
        : [')', ...edgesOfRow(inline.children, style, side)];
    default: {
      const delimiters = style.delimiters(inline.kind).map((delimiter) => delimiter.charAt(0));
      return [...delimiters, ...edgesOfRow(inline.children, style, side)];
    }
  }
}

function edgesOfRow(children: readonly Inline[], style: SpanStyle, side: 'first' | 'last'): string[] {
  const edge = side === 'first' ? children[0] : children.at(-1);
  return edge ? edgesOf(edge, style, side) : [];
}
