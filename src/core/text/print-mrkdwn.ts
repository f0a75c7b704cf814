// Prints a document as Slack's mrkdwn, for the places that take nothing better: fields, context lines, fallbacks.

import { isSpace, isWord } from './characters.js';
import type { TextDocument } from './document.js';
import { revealHidden } from './hidden.js';
import { type LayoutStyle, layoutBlocks } from './layout-blocks.js';
import { toLookAlikes } from './look-alikes.js';
import { printSpans, type SpanStyle } from './print-spans.js';
import { safeUrl } from './safe-url.js';

/**
 * The document as mrkdwn. Mentions, specials and links can never arise from literal text. mrkdwn has no
 * escape for its delimiters, so a literal one that could format is shown by its look-alike; where words must
 * be exact, use `printRichText`.
 */
export function printMrkdwn(document: TextDocument): string {
  return layoutBlocks(document, layout);
}

/** Escapes exactly the three characters Slack asks for. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function disarm(text: string): string {
  return text.replace(/[*_~`]/g, (sign, at: number) => {
    const inWord = sign !== '`' && isWord(text.charAt(at - 1)) && isWord(text.charAt(at + 1));
    return inWord ? sign : toLookAlikes(sign);
  });
}

function escapeText(text: string): string {
  return escapeSlack(disarm(revealHidden(text)));
}

const signs = { bold: '*', italic: '_', strike: '~' } as const;

const style: SpanStyle = {
  delimiters: (kind) => [signs[kind]],
  works: (_, { before, first, last, after }) =>
    !isWord(before) && !isSpace(first) && !isSpace(last) && !isWord(after),
  text: escapeText,
  code: (text) => (text.trim() === '' ? text : `\`${escapeSlack(revealHidden(text).replaceAll('`', 'ˋ'))}\``),
  link: ({ url, words }) => {
    const safe = safeUrl(url);
    if (safe === null) return escapeText(words === url ? url : `${words} (${url})`);
    return words === url
      ? `<${escapeSlack(safe)}>`
      : `<${escapeSlack(safe)}|${escapeText(words).replaceAll('|', '¦')}>`;
  },
};

/** A literal `>` at the start of a line would quote it. */
function disarmQuotes(text: string): string {
  return text.replace(/^([ \t]*)&gt;/gm, '$1›');
}

const layout: LayoutStyle = {
  paragraph: (children) => disarmQuotes(printSpans(children, style)),
  heading: (children) => printSpans([{ kind: 'bold', children }], style),
  codeBlock: (text) => `\`\`\`\n${escapeSlack(revealHidden(text).replaceAll('```', 'ˋˋˋ'))}\n\`\`\``,
  bullet: (depth) => ['•', '◦', '▪'][depth] ?? '▪',
};
