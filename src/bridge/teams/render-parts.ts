// Renders the parts of a card one below the other, with the distances that make them read as one thing.

import type { Json } from '../../core/payload.js';
import { cut } from '../../core/text/cut.js';
import type { TextDocument } from '../../core/text/document.js';
import type { Part } from '../cards/card.js';
import { type RunStyle, richLine, type Spacing, spaced, textLine } from './elements.js';
import type { Piece } from './fit-body.js';
import { closer, renderControls, type Surface } from './render-controls.js';
import { cutWords, renderInlineWords, renderWords } from './render-words.js';
import { type Speaking, tellWays } from './ways.js';

export interface Surroundings {
  readonly speaking: Speaking;
  readonly surface: Surface;
  /** The most characters of each text. */
  readonly wordLimit: number;
}

const small: RunStyle = { size: 'Small', isSubtle: true };
/** A moment stands beside its label while that is short, else below it. */
const besideLimit = 44;
const perRow = 2;

/** The parts as elements of a body; a divider becomes a line above what follows it. */
export function renderParts(parts: readonly Part[], around: Surroundings): Piece[] {
  const pieces: Piece[] = [];
  const card = { headed: headsTexts(parts), isAsking: parts.some(({ kind }) => kind === 'controls') };
  let isDivided = false;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'divider') {
      isDivided = true;
      continue;
    }
    const before = parts[index - 1]?.kind ?? null;
    const after = parts[index + 1]?.kind ?? null;
    const [head, ...rest] = renderPart(part, { ...around, ...card, index, before, after });
    if (!head) continue;
    const isApart = isDivided || part.kind === 'ways' || (part.kind === 'text' && before === 'controls');
    const first = isApart && pieces.length > 0 ? { ...head, separator: true, spacing: 'Medium' } : head;
    const keep = part.kind === 'controls';
    for (const element of [first, ...rest]) pieces.push(keep ? { element, keep } : { element });
    isDivided = false;
  }
  return frameHead(parts, pieces);
}

/** A conversation's name and status above its facts stand out as the head of the card. */
function frameHead(parts: readonly Part[], pieces: readonly Piece[]): Piece[] {
  const [heading, status, ...rest] = pieces;
  const isHead = parts[0]?.kind === 'heading' && parts[1]?.kind === 'text' && parts[2]?.kind === 'fields';
  if (!isHead || !heading || status?.element.type !== 'RichTextBlock') return [...pieces];
  const items = [heading.element, spaced(status.element, 'None')];
  return [{ element: { type: 'Container', style: 'emphasis', bleed: true, items } }, ...rest];
}

/** Tells whether moments are the heads of texts (history) or belong to what stands above them (lists). */
function headsTexts(parts: readonly Part[]): boolean {
  const first = parts.findIndex(({ kind }) => kind === 'text' || kind === 'since');
  return parts[first]?.kind === 'since' && parts[first + 1]?.kind === 'text';
}

interface Place extends Surroundings {
  readonly index: number;
  readonly before: Part['kind'] | null;
  readonly after: Part['kind'] | null;
  /** Moments are the heads of texts. */
  readonly headed: boolean;
  /** Something is asked: what it is about must not be small. */
  readonly isAsking: boolean;
}

function renderPart(part: Exclude<Part, { kind: 'divider' }>, place: Place): Json[] {
  const words = (text: TextDocument): TextDocument => cutWords(text, place.wordLimit);
  switch (part.kind) {
    case 'heading':
      return [renderHeading(part.text, place)];
    case 'text':
      return renderWords(words(part.text), {}, distanceOfText(place));
    case 'context':
      return renderWords(words(part.text), place.isAsking && place.index === 0 ? {} : small, 'Small');
    case 'fields':
      return renderFields(part.fields, place.wordLimit);
    case 'controls':
      return closer(
        renderControls(part.controls, place.surface, String(place.index)),
        place.before === 'controls' ? 'Small' : 'Medium',
      );
    case 'since':
      return renderMoment(part, place);
    case 'mentions':
      // A name, and nobody is notified by it: whoever is called is told directly too.
      return [textLine(cut(part.people.map(({ name }) => name).join(', '), 300) || ' ', small)];
    case 'ways':
      return renderWords(words(tellWays(part.from, place.speaking, part.more)), small, 'Medium');
  }
}

function distanceOfText({ before, headed }: Place): Spacing {
  if (before === 'since') return headed ? 'None' : 'Medium';
  return before === 'text' ? 'Medium' : 'Small';
}

/** The first heading names the card, further ones its sections. */
function renderHeading(text: string, { index, wordLimit }: Place): Json {
  const words = cut(text.replace(/\s+/gu, ' '), Math.min(150, wordLimit)) || ' ';
  return index === 0
    ? textLine(words, { size: 'Large', weight: 'Bolder' })
    : textLine(words, { size: 'Medium', weight: 'Bolder' }, 'Medium');
}

type Field = Extract<Part, { kind: 'fields' }>['fields'][number];

/** Label above value, two in a row: a fact set would read Markdown. */
function renderFields(fields: readonly Field[], wordLimit: number): Json[] {
  const rows: Json[] = [];
  for (let at = 0; at < fields.length; at += perRow) {
    const pair = fields.slice(at, at + perRow);
    const columns: Json[] = pair.map((field) => renderField(field, wordLimit));
    while (columns.length < perRow) columns.push({ type: 'Column', width: 'stretch', items: [] });
    rows.push(spaced({ type: 'ColumnSet', columns }, at === 0 ? 'Medium' : 'Default'));
  }
  return rows;
}

function renderField({ label, value }: Field, wordLimit: number): Json {
  const head = textLine(cut(label, 60) || ' ', small);
  const words = renderInlineWords(cutWords(value, Math.min(500, wordLimit)), {});
  const items = [head, richLine(words.length > 0 ? words : [{ type: 'TextRun', text: '–' }], 'None')];
  return { type: 'Column', width: 'stretch', items };
}

/** Above a text it is that text's head (history), else it belongs to what stands above it. */
function renderMoment({ label, at, after }: Extract<Part, { kind: 'since' }>, place: Place): Json[] {
  const isHead = place.headed && place.after === 'text';
  const spacing: Spacing = isHead || place.before === 'fields' ? 'Medium' : 'Small';
  const look: RunStyle = isHead ? { size: 'Small', weight: 'Bolder' } : small;
  const words = cut(label.replace(/\s+/gu, ' '), Math.min(300, Math.max(60, place.wordLimit)));
  const iso = at.toISOString().replace(/\.\d{3}Z$/, 'Z');
  // Only a text block is promised to show it in the reader's own time zone; nothing but digits goes into it.
  const moment = {
    type: 'TextBlock',
    text: `{{DATE(${iso},SHORT)}} {{TIME(${iso})}}`,
    size: 'Small',
    isSubtle: true,
    wrap: true,
  };
  const tail = after === undefined || after === '' ? [] : [textLine(cut(after, 300), small)];
  if (words.length > besideLimit) {
    return [textLine(words, look, spacing), beside([moment, ...tail], 'None')];
  }
  return [beside([textLine(words || ' ', look), moment, ...tail], spacing)];
}

/** Elements next to each other, the last one as wide as is left. */
function beside(items: readonly Json[], spacing: Spacing): Json {
  const columns = items.map((item, index) => ({
    type: 'Column',
    width: index === items.length - 1 ? 'stretch' : 'auto',

    items: [item],
  }));
  return spaced({ type: 'ColumnSet', columns }, spacing);
}
