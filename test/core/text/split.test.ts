// Parts fit their limit, lose nothing, and are cut where a reader would cut.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { printCommonmark } from '../../../src/core/text/print-commonmark.js';
import { printMrkdwn } from '../../../src/core/text/print-mrkdwn.js';
import { printPlain } from '../../../src/core/text/print-plain.js';
import { countBytes, splitDocument, splitText } from '../../../src/core/text/split.js';
import { documents } from './document-arbitrary.js';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const graphemes = (text: string) =>
  [...segmenter.segment(text)].map(({ segment }) => segment).filter((segment) => segment.trim() !== '');

const readable = fc
  .array(
    fc.constantFrom(
      'word',
      'Sentence. ',
      ' ',
      '\n',
      '\n\n',
      '👩‍👩‍👧‍👦',
      '🇩🇪',
      '👍🏽',
      '1️⃣',
      'é',
      '漢字',
      'กำ',
      '&',
      '<',
      'https://a.example/x',
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(''));

describe('splitText', () => {
  it('keeps every grapheme in order and every part within its limit', () => {
    fc.assert(
      fc.property(readable, fc.integer({ min: 40, max: 120 }), (text, limit) => {
        for (const measure of [(part: string) => part.length, countBytes]) {
          const parts = splitText(printPlain, literal(text), limit, measure);
          expect(parts.every((part) => measure(part) <= limit && part.trim() !== '')).toBe(true);
          expect(parts.flatMap(graphemes)).toEqual(graphemes(text));
        }
      }),
    );
  });

  it('keeps every part of formatted documents within its limit, whatever the printer', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 60, max: 150 }), (document, limit) => {
        for (const print of [printCommonmark, printMrkdwn, printPlain]) {
          expect(splitText(print, document, limit).every((part) => part.length <= limit)).toBe(true);
        }
      }),
    );
  });

  it('leaves what fits alone, and makes nothing of nothing', () => {
    expect(splitText(printPlain, literal('short'), 100)).toEqual(['short']);
    expect(splitText(printPlain, literal(''), 100)).toEqual([]);
    expect(splitText(printPlain, literal(' \n '), 100)).toEqual([]);
  });

  it.each([
    ['paragraphs', 'First one here.\n\nSecond one.', 24, ['First one here.', 'Second one.']],
    ['lines', 'First line here\nSecond line', 20, ['First line here', 'Second line']],
    ['sentences', 'It is here. It came by mail today.', 28, ['It is here.', 'It came by mail today.']],
    ['words', 'somewhat longer words without an end', 20, ['somewhat longer', 'words without an end']],
    ['graphemes', '👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽', 17, ['👍🏽👍🏽👍🏽👍🏽', '👍🏽👍🏽']],
    [
      'before rather than inside an address',
      'go https://acme.example/one-two-three',
      35,
      ['go', 'https://acme.example/one-two-three'],
    ],
    [
      'before an address',
      'look at this: https://acme.example/path',
      30,
      ['look at this:', 'https://acme.example/path'],
    ],
  ])('cuts between %s', (_, text, limit, parts) => {
    expect(splitText(printPlain, literal(text), limit)).toEqual(parts);
  });

  it('closes and opens spans, code blocks, quotes and lists again', () => {
    const source =
      '**bold words that go on and on**\n\n```\nline one\nline two\nline three\n```\n\n> quoted words that are long\n\n1. one item\n2. two items\n3. three items';
    expect(splitText(printCommonmark, parseCommonmark(source), 27)).toEqual([
      '**bold words that go on**',
      '**and on**',
      '```\nline one\nline two\n```',
      '```\nline three\n```',
      '> quoted words that are',
      '> long\n\n1. one item',
      '2. two items\n3. three items',
    ]);
  });

  it('shows the rest of a list item that was cut without a second sign', () => {
    expect(splitText(printPlain, parseCommonmark('4. an item of many words\n5. next'), 16)).toEqual([
      '4. an item of',
      'many words',
      '5. next',
    ]);
  });

  it('drops marks of a grapheme that alone exceeds the limit, and goes on', () => {
    const parts = splitText(printPlain, literal(`z${'\u0301'.repeat(500)} done`), 16);
    expect(parts[0]).toBe(`z${'\u0301'.repeat(15)}`);
    expect(parts.slice(1)).toEqual(['done']);
  });

  it('shows an address that is longer than the limit in pieces, as text', () => {
    const url = `https://acme.example/${'a'.repeat(100)}`;
    const parts = splitText(printMrkdwn, parseCommonmark(`[page](${url})`), 50);
    expect(parts.join('').replace(/\s/g, '')).toBe(`page${url}`);
    expect(parts.every((part) => part.length <= 50)).toBe(true);
  });

  it('yields documents too, for desks that print them in another way', () => {
    expect(splitDocument(printPlain, literal('one two three four five'), 16).map(printPlain)).toEqual([
      'one two three',
      'four five',
    ]);
  });
});
