// Prints a document the way WhatsApp writes: its own signs for formatting, addresses in full.

import { characterAt, characterBefore, isSpace, isWord } from './characters.js';
import type { Inline, TextDocument } from './document.js';
import { revealHidden } from './hidden.js';
import { fromLeaves, type Leaf, toLeaves, wordsOfLeaf } from './inline-leaves.js';
import { type LayoutStyle, layoutBlocks } from './layout-blocks.js';
import { toLookAlikes } from './look-alikes.js';
import { type Position, printSpans, type SpanStyle } from './print-spans.js';
import { readBareUrl } from './safe-url.js';
import { spellLinks } from './spell-links.js';

/**
 * The document in WhatsApp's markup: `*bold*`, `_italic_`, `~strike~`, code, fences, lists, quotes; headings as bold
 * lines, links as `words: address`. WhatsApp has no escape for its signs, so a literal one is shown by its
 * look-alike, but only where it would format; addresses are never touched.
 */
export function printWhatsApp(document: TextDocument): string {
  return layoutBlocks(document, layout);
}

const signs = { bold: '*', italic: '_', strike: '~' } as const;
const spanKinds = ['bold', 'italic', 'strike'] as const;

/** The words line by line: WhatsApp's signs work on one line only. */
function printWords(children: readonly Inline[]): string {
  const lines: Leaf[][] = [[]];
  for (const leaf of spellLinks(toLeaves(children))) {
    if (leaf.content.kind === 'break') lines.push([]);
    else lines.at(-1)?.push(leaf);
  }
  return lines.map(printLine).join('\n');
}

function printLine(leaves: readonly Leaf[]): string {
  return disarmStart(printSpans(fromLeaves(leaves), styleFor(findRisky(leaves))));
}

/** A literal `>` or `*` before a space would begin a quote or a list; a literal `-` or `1.` looks the same as one. */
function disarmStart(line: string): string {
  return line.replace(
    /^(\s*)([>*])(?=\s|$)/,
    (_, indent: string, sign: string) => indent + toLookAlikes(sign),
  );
}

interface Run {
  readonly before: string;
  readonly after: string;
  /** Two signs or more: each has another for a neighbour, so that they may do anything. */
  readonly long: boolean;
}

function mayOpen({ before, after, long }: Run): boolean {
  return long || (!isWord(before) && !isSpace(after));
}

function mayClose({ before, after, long }: Run): boolean {
  return long || (!isSpace(before) && !isWord(after));
}

/** The signs of which a literal one could format something on this line, alone or together with a real span. */
function findRisky(leaves: readonly Leaf[]): ReadonlySet<string> {
  // A character that is neither word nor space stands for the signs a printed span may add between two leaves.
  const line = leaves.map(wordsOfLeaf).join('\u0001');
  const risky = new Set<string>();
  for (const kind of spanKinds)
    if (leaves.some(({ marks }) => marks[kind]) || couldPair(line, signs[kind])) risky.add(signs[kind]);
  const ticks = line.split('`').length - 1;
  if (ticks > 1 || leaves.some(({ content }) => content.kind === 'code')) risky.add('`');
  return risky;
}

/** Does one run of the sign that may open come before another that may close? */
function couldPair(line: string, sign: string): boolean {
  let opened = false;
  let end = 0;
  for (let start = line.indexOf(sign); start >= 0; start = line.indexOf(sign, end)) {
    end = start + 1;
    while (line.charAt(end) === sign) end += 1;
    const run = {
      before: characterBefore(line, start),
      after: characterAt(line, end),
      long: end > start + 1,
    };
    if (opened && mayClose(run)) return true;
    opened ||= mayOpen(run);
  }
  return false;
}

function printText(text: string, at: Position, risky: ReadonlySet<string>): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/https?:\/\//gi)) {
    const url = index < from ? null : readBareUrl(text, index);
    if (url === null) continue;
    parts.push(disarm(text, [from, index], at, risky), url);
    from = index + url.length;
  }
  return [...parts, disarm(text, [from, text.length], at, risky)].join('');
}

/** A stretch of the text with the risky signs in it that stand where they could format shown by their look-alikes. */
function disarm(
  text: string,
  [from, to]: readonly [number, number],
  at: Position,
  risky: ReadonlySet<string>,
): string {
  return text.slice(from, to).replace(/([*_~`])\1*/g, (run, sign: string, offset: number) => {
    if (!risky.has(sign)) return run;
    const [start, end] = [from + offset, from + offset + run.length];
    const before = start === 0 ? at.before : characterBefore(text, start);
    const afters = end === text.length ? at.after : [characterAt(text, end)];
    const formats = afters.some((after) => {
      const one = { before, after, long: run.length > 1 };
      return sign === '`' || mayOpen(one) || mayClose(one);
    });
    return formats ? toLookAlikes(run) : run;
  });
}

function printCode(text: string): string {
  const line = revealHidden(text).replaceAll('\n', ' ');
  const words = line.trim();
  return words === '' ? line : line.replace(words, () => `\`${words.replace(/`+/g, toLookAlikes)}\``);
}

function styleFor(risky: ReadonlySet<string>): SpanStyle {
  return {
    delimiters: (kind) => [signs[kind]],
    works: (_, { before, first, last, after }) =>
      mayOpen({ before, after: first, long: false }) && mayClose({ before: last, after, long: false }),
    text: (text, at) => printText(revealHidden(text), at, risky),
    code: printCode,
    link: ({ words }) => revealHidden(words),
  };
}

const plainBlocks: LayoutStyle = {
  paragraph: printWords,
  heading: (children) => printWords([{ kind: 'bold', children }]),
  codeBlock: (text) => text.split('\n').map(printCode).join('\n'),
  bullet: (depth) => (depth === 0 ? '•' : '◦'),
};

const layout: LayoutStyle = {
  ...plainBlocks,
  codeBlock: (text) =>
    text.trim() === '' ? '' : `\`\`\`\n${revealHidden(text).replace(/`{3,}/g, toLookAlikes)}\n\`\`\``,
  bullet: (depth) => (depth === 0 ? '-' : '◦'),
  // A quote holds neither lists nor fences, and a bare `>` would be shown as it is.
  quote: { style: plainBlocks, emptyLine: '' },
};
