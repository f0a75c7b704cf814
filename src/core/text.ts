// The front door of the text tree: read any markup, print any other.

import type { Markup } from './message.js';
import { literal, type TextDocument } from './text/document.js';
import { type Names, noNames } from './text/names.js';
import { parseCommonmark } from './text/parse-commonmark.js';
import { parseMrkdwn } from './text/parse-mrkdwn.js';
import { printPlain } from './text/print-plain.js';

export { literal } from './text/document.js';
export { parseCommonmark } from './text/parse-commonmark.js';
export { printCommonmark } from './text/print-commonmark.js';
export { printMrkdwn } from './text/print-mrkdwn.js';
export { printPlain } from './text/print-plain.js';
export { printRichText } from './text/print-rich-text.js';
export { printWhatsApp } from './text/print-whatsapp.js';
export { splitText } from './text/split.js';

/** The document a stored text means, by its markup; `names` resolves ids in Slack's mrkdwn. Never throws. */
export function parseText(text: string, markup: Markup, names: Names = noNames): TextDocument {
  if (markup === 'commonmark') return parseCommonmark(text);
  if (markup === 'mrkdwn') return parseMrkdwn(text, names);
  return literal(text);
}

/** A message's words without their markup, for quoting a stretch of them. */
export function plainWords({ text, markup }: { readonly text: string; readonly markup: Markup }): string {
  return printPlain(parseText(text, markup));
}
