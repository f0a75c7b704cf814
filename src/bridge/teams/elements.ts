// The pieces of Adaptive Cards that we write; what others typed goes into text runs only, because text blocks read Markdown.

import type { Json } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import { revealHidden } from '../../core/text/hidden.js';

export type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large';

/** How a run of text looks. */
export interface RunStyle {
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly color?: 'Attention';
  readonly isSubtle?: boolean;
  readonly italic?: boolean;
  readonly strikethrough?: boolean;
  readonly fontType?: 'Monospace';
  readonly selectAction?: Json;
}

export const cardContentType = 'application/vnd.microsoft.card.adaptive';

/** What renderers replace by a date, even in text runs. */
const moment = /(?<=\{\{)(?=(?:date|time)\()/i;

/** Literal text as runs; words that a renderer would take for a date are kept apart, which disarms them. */
export function textRuns(text: string, style: RunStyle = {}): Json[] {
  return revealHidden(text)
    .split(moment)
    .filter((piece) => piece !== '')
    .map((piece) => ({ type: 'TextRun', text: piece, ...style }));
}

/** One line of runs; a blank where there are none, because Teams refuses empty ones. */
export function richLine(inlines: readonly Json[], spacing?: Spacing): Json {
  const shown = inlines.length > 0 ? inlines : [{ type: 'TextRun', text: ' ' }];
  return spaced({ type: 'RichTextBlock', inlines: shown }, spacing);
}

/** One line of literal text. */
export function textLine(text: string, style: RunStyle = {}, spacing?: Spacing): Json {
  return richLine(textRuns(text, style), spacing);
}

/** A title of a button or choice: one line that is cut at `limit` and never empty. */
export function titleOf(text: string, limit: number): string {
  const flat = revealHidden(text).replace(/\s+/gu, ' ').trim();
  return cut(flat.replace(new RegExp(moment, 'gi'), ' '), limit) || '–';
}

/** The element with its distance from what stands above it. */
export function spaced(element: Json, spacing: Spacing | undefined): Json {
  return spacing === undefined || spacing === 'Default' ? element : { ...element, spacing };
}

/** The card around a body, as wide as the conversation. */
export function adaptiveCard(body: readonly Json[], actions: readonly Json[] = []): Json {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    msteams: { width: 'Full' },
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** The card as an attachment of a message or dialog. */
export function asAttachment(content: Json): { readonly contentType: string; readonly content: Json } {
  return { contentType: cardContentType, content };
}

/** The size of what is sent, in bytes of JSON. */
export function countJsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}
