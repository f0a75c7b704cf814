// Text documents as lines of literal runs: formatting kept, links naming where they lead, cuts that break no character.

import { describe, expect, it } from 'vitest';
import { cutWords, renderWords } from '../../../src/bridge/teams/render-words.js';
import { recordsAt } from '../../../src/core/payload.js';
import { literal } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { printPlain } from '../../../src/core/text/print-plain.js';
import { piecesOf, readLines } from './card-shape.js';

const render = (commonmark: string) => renderWords(parseCommonmark(commonmark));
const runsOf = (commonmark: string) => recordsAt(render(commonmark)[0] ?? null, 'inlines');

describe('words in cards', () => {
  it('keep their formatting, run by run', () => {
    expect(runsOf('**b** _i_ ~~s~~ `c`')).toEqual([
      { type: 'TextRun', text: 'b', weight: 'Bolder' },
      { type: 'TextRun', text: ' ' },
      { type: 'TextRun', text: 'i', italic: true },
      { type: 'TextRun', text: ' ' },
      { type: 'TextRun', text: 's', strikethrough: true },
      { type: 'TextRun', text: ' ' },
      { type: 'TextRun', text: 'c', fontType: 'Monospace' },
    ]);
  });

  it('stand one line below the other, as lists and quotes do', () => {
    const elements = render('Do:\n- one\n- two\n  - three\n\n2. b\n\n> quoted\n\n```\nx\ny\n```');
    expect(readLines(elements)).toEqual([
      'Do:',
      '• one',
      '• two',
      '\u00a0\u00a0\u00a0\u00a0◦ three',
      '2. b',
      'quoted',
      'x',
      'y',
    ]);
    expect(elements.filter((element) => element.type === 'Container')).toHaveLength(2);
  });

  it('tell an empty line by distance', () => {
    expect(renderWords(literal('a\nb\n\nc')).map((line) => line.spacing)).toEqual([
      undefined,
      'None',
      'Medium',
    ]);
  });

  it('say where a link leads, and open it only when it is safe', () => {
    expect(readLines(render('[the page](https://shop.example/a)'))).toEqual(['the page (shop.example)']);
    expect(runsOf('[the page](https://shop.example/a)')[0]?.selectAction).toEqual({
      type: 'Action.OpenUrl',
      url: 'https://shop.example/a',
    });
    const unsafe = renderWords([
      { kind: 'paragraph', children: [{ kind: 'link', url: 'javascript:x', children: [] }] },
    ]);
    expect(piecesOf(unsafe).some((piece) => 'selectAction' in piece)).toBe(false);
  });

  it('keep apart what a renderer would take for a date', () => {
    const [line] = renderWords(literal('at {{DATE(2026-11-22T09:00:00Z,SHORT)}}!'));
    const runs = recordsAt(line ?? null, 'inlines').map((run) => run.text);
    expect(runs).toEqual(['at {{', 'DATE(2026-11-22T09:00:00Z,SHORT)}}!']);
  });

  it('stay readable however deep they are nested', () => {
    const deep = render(`${'> '.repeat(8)}words`);
    expect(readLines(deep)).toEqual(['words']);
    expect(piecesOf(deep).filter((piece) => piece.type === 'Container').length).toBe(3);
  });
});

describe('words that are cut', () => {
  it('end with an ellipsis, formatting closed, no character broken', () => {
    expect(printPlain(cutWords(literal('Hello there'), 6))).toBe('Hello…');
    expect(printPlain(cutWords(literal('abcd🦊'), 6))).toBe('abcd🦊');
    expect(printPlain(cutWords(literal('abcd🦊x'), 6))).toBe('abcd…');
    expect(printPlain(cutWords(parseCommonmark('- one\n- two'), 5))).toMatch(/^• one\s+…$/);
  });

  it('are left alone when they are short', () => {
    const text = parseCommonmark('**x**');
    expect(cutWords(text, 1)).toBe(text);
  });
});
