// The size of a card: words give way first, and what can be done with it last.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Control, Part } from '../../../src/bridge/cards/card.js';
import { countJsonBytes, textLine } from '../../../src/bridge/teams/elements.js';
import { bodyLimit, fitBody } from '../../../src/bridge/teams/fit-body.js';
import { renderCard } from '../../../src/bridge/teams/render.js';
import { literal } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { judgeCard, readLines } from './card-shape.js';

const line = (size: number) => ({ element: textLine('x'.repeat(size)) });
const button = (size: number) => ({
  element: { type: 'ActionSet', actions: ['x'.repeat(size)] },
  keep: true,
});

const text = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'grapheme', maxLength: 120 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 2_000, maxLength: 6_000 }) },
);
const document = fc.oneof(text.map(literal), text.map(parseCommonmark), fc.constant([]));
const ask = fc.record({
  word: fc.constantFrom('claim', 'note', 'queue', 'template'),
  args: fc.string({ maxLength: 1_500 }),
});
const control: fc.Arbitrary<Control> = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const),
    label: text,
    ask,
    confirm: fc.record({ title: text, text, yes: text }),
  }),
  fc.record({ kind: fc.constant('button' as const), label: text, ask }),
  fc.record({ kind: fc.constant('link' as const), label: text, url: fc.oneof(fc.webUrl(), text) }),
  fc.record({
    kind: fc.constant('menu' as const),
    placeholder: text,
    ask,
    options: fc.array(fc.record({ label: text, value: fc.string({ maxLength: 90 }) }), { maxLength: 120 }),
  }),
);
const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text }),
  fc.record({ kind: fc.constant('text' as const), text: document }),
  fc.record({ kind: fc.constant('context' as const), text: document }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: document }), { maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('controls' as const), controls: fc.array(control, { maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('since' as const),
    label: text,
    at: fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') }),
    after: text,
  }),
  fc.record({
    kind: fc.constant('ways' as const),
    from: fc.constantFrom('ai' as const, 'help' as const),
    more: text,
  }),
  fc.record({ kind: fc.constant('divider' as const) }),
);
const card: fc.Arbitrary<Card> = fc.record({ fallback: text, parts: fc.array(part, { maxLength: 30 }) });

describe('what does not fit', () => {
  it('leaves a body alone that fits', () => {
    expect(fitBody(() => [line(20_000), button(10)])).toHaveLength(2);
  });

  it('cuts words as little as it must', () => {
    const asked: number[] = [];
    const body = fitBody((limit) => {
      asked.push(limit);
      return [line(Math.min(limit, 9_000)), line(Math.min(limit, 9_000)), line(Math.min(limit, 9_000))];
    });
    expect(asked).toEqual([Number.POSITIVE_INFINITY, 4_000]);
    expect(readLines(body).map((words) => words.length)).toEqual([4_000, 4_000, 4_000, 27]);
  });

  it('leaves out words from the end before any control', () => {
    const body = fitBody(() => [line(9_000), button(9_000), line(9_000), line(9_000)]);
    expect(body.map((element) => element.type)).toEqual(['RichTextBlock', 'ActionSet', 'RichTextBlock']);
    expect(countJsonBytes(body)).toBeLessThanOrEqual(bodyLimit);
  });

  it('leaves out controls only when no words are left', () => {
    const body = fitBody(() => [line(9_000), button(12_000), button(12_000)]);
    expect(body.map((element) => element.type)).toEqual(['ActionSet', 'RichTextBlock']);
  });

  it('never makes a card that Teams refuses, whatever it is drawn from', () => {
    fc.assert(
      fc.property(card, (one) => {
        expect(judgeCard(renderCard(one, 'plain'))).toEqual([]);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });
});
