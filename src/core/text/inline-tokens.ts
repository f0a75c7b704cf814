// Pairs the delimiters of tokenized inline markup and yields marked leaves; linear in the number of tokens.

import type { Leaf, LeafContent } from './inline-leaves.js';

type SpanKind = 'bold' | 'italic' | 'strike';

/** A run of one delimiter character; `ends` and `starts` are filled while pairing, `left` is what stays literal. */
export interface Run {
  readonly kind: 'run';
  readonly char: string;
  readonly count: number;
  readonly opens: boolean;
  readonly closes: boolean;
  left: number;
  readonly ends: SpanKind[];
  readonly starts: SpanKind[];
}

export type Token =
  | { readonly kind: 'leaf'; readonly content: LeafContent }
  /** An address that is its own label; inside another link it is only its text. */
  | { readonly kind: 'address'; readonly url: string; readonly label: string }
  | { readonly kind: 'link-start'; readonly url: string }
  | { readonly kind: 'link-end' }
  | Run;

/** Which span a closing run makes with an opening one, and how many characters each spends; null for none. */
export type PairRule = (
  opener: Run,
  closer: Run,
) => { readonly kind: SpanKind; readonly width: number } | null;

export interface Pairing {
  readonly pair: PairRule;
  /** True when a span may not cross a line break. */
  readonly oneLine: boolean;
}

/** How far back a closing run looks for its opener: bounds the work on hostile input. */
const reach = 32;

/** A fresh run for the token row. */
export function createRun(facts: Pick<Run, 'char' | 'count' | 'opens' | 'closes'>): Run {
  return { kind: 'run', ...facts, left: facts.count, ends: [], starts: [] };
}

/** The leaves that a row of tokens means. */
export function resolveTokens(tokens: readonly Token[], pairing: Pairing): Leaf[] {
  pairRuns(tokens, pairing);
  return markLeaves(tokens);
}

function pairRuns(tokens: readonly Token[], { pair, oneLine }: Pairing): void {
  const open: Run[] = [];
  const outer: number[] = [];
  let bottom = 0;
  for (const token of tokens) {
    if (token.kind === 'link-start') {
      outer.push(bottom);
      bottom = open.length;
    } else if (token.kind === 'link-end') {
      open.length = bottom;
      bottom = outer.pop() ?? 0;
    } else if (token.kind === 'leaf') {
      if (oneLine && token.content.kind === 'break') open.length = bottom;
    } else if (token.kind === 'run') {
      if (token.closes) closeRun(token, { open, bottom, pair });
      if (token.opens && token.left > 0) open.push(token);
    }
  }
}

function closeRun(
  closer: Run,
  at: { readonly open: Run[]; readonly bottom: number; readonly pair: PairRule },
): void {
  const { open, bottom, pair } = at;
  let index = open.length - 1;
  for (let looks = reach; closer.left > 0 && index >= bottom && looks > 0; ) {
    const opener = open[index];
    const span = opener && opener.char === closer.char ? pair(opener, closer) : null;
    if (!opener || !span) {
      index -= 1;
      looks -= 1;
      continue;
    }
    opener.left -= span.width;
    closer.left -= span.width;
    opener.starts.push(span.kind);
    closer.ends.push(span.kind);
    open.length = opener.left > 0 ? index + 1 : index;
    index = open.length - 1;
  }
}

function markLeaves(tokens: readonly Token[]): Leaf[] {
  const leaves: Leaf[] = [];
  const depth = { bold: 0, italic: 0, strike: 0 };
  let url: string | null = null;
  const push = (content: LeafContent, link: string | null): void => {
    const marks = { bold: depth.bold > 0, italic: depth.italic > 0, strike: depth.strike > 0, url: link };
    leaves.push({ content, marks });
  };
  for (const token of tokens) {
    if (token.kind === 'leaf') push(token.content, url);
    else if (token.kind === 'address') push({ kind: 'text', text: token.label }, url ?? token.url);
    else if (token.kind === 'link-start') url = token.url;
    else if (token.kind === 'link-end') url = null;
    else {
      for (const kind of token.ends) depth[kind] -= 1;
      if (token.left > 0) push({ kind: 'text', text: token.char.repeat(token.left) }, url);
      for (const kind of token.starts) depth[kind] += 1;
    }
  }
  return leaves;
}
