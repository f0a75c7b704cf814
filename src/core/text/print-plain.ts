// Prints a document as plain text: for channels that know no markup, for logs and for notifications.

import type { TextDocument } from './document.js';
import { revealHidden } from './hidden.js';
import { type LayoutStyle, layoutBlocks } from './layout-blocks.js';
import { printSpans, type SpanStyle } from './print-spans.js';
import { sameAddress } from './spell-links.js';

/** The document without markup: `label: address` for links, `•` for bullets, `>` for quotes. */
export function printPlain(document: TextDocument): string {
  return layoutBlocks(document, layout);
}

const style: SpanStyle = {
  delimiters: () => [],
  works: () => false,
  text: revealHidden,
  code: revealHidden,
  link: ({ url, words }) => {
    const shown = revealHidden(words);
    // Without its scheme an address may not be one to its reader's program: the whole of it is shown.
    if (words === url || `mailto:${words}` === url || `tel:${words}` === url) return shown;
    return sameAddress(words, url) ? revealHidden(url) : `${shown}: ${revealHidden(url)}`;
  },
};

const layout: LayoutStyle = {
  paragraph: (children) => printSpans(children, style),
  heading: (children) => printSpans(children, style),
  codeBlock: revealHidden,
  bullet: () => '•',
};
