// What agents and assistants write reaches WhatsApp's readers formatted as meant, and nothing else is.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Inline, literal, type TextDocument } from '../../../src/core/text/document.js';
import { tidyInlines } from '../../../src/core/text/inline-leaves.js';
import { parseMrkdwn } from '../../../src/core/text/parse-mrkdwn.js';
import { countBytes } from '../../../src/core/text/split.js';
import { parseText, printMrkdwn, printPlain, printWhatsApp, splitText } from '../../../src/core/text.js';
import { documents, hostileText } from './document-arbitrary.js';
import { readWhatsApp } from './read-whatsapp.js';

const fromCommonmark = (text: string) => printWhatsApp(parseText(text, 'commonmark'));
const bare = (text: string) => printWhatsApp(literal(text));

/** Whether a WhatsApp reader sees any formatting. */
function isPlain(text: string): boolean {
  return readWhatsApp(text).every(
    (block) =>
      block.kind === 'paragraph' && block.children.every(({ kind }) => kind === 'text' || kind === 'break'),
  );
}

describe('printWhatsApp', () => {
  it.each([
    ['bold, italic, strike, code', '**b** *i* ~~s~~ `c`', '*b* _i_ ~s~ `c`'],
    ['spans in spans', '**b *i* ~~s~~**', '*b _i_ ~s~*'],
    ['a fence', '```\na *b*\n\nc\n```', '```\na *b*\n\nc\n```'],
    ['a heading', '# Hello *you*', '*Hello _you_*'],
    ['a bullet list', '- a\n- b\n  - c', '- a\n- b\n    ◦ c'],
    ['a numbered list', '3. a\n4. b', '3. a\n4. b'],
    ['a quote', '> a\n> **b**\n>\n> c', '> a\n> *b*\n\n> c'],
    ['a list and code in a quote', '> - a\n>\n> ```\n> x\n> y\n> ```', '> • a\n\n> `x`\n> `y`'],
    ['a link with words', '[our *shop*](https://acme.example/a_b_)', 'our _shop_: https://acme.example/a_b_'],
    ['a link that is its address', '<https://acme.example/x>', 'https://acme.example/x'],
    [
      'a link whose words are the bare address',
      '[acme.example](https://acme.example/)',
      'https://acme.example/',
    ],
    ['a bold link', '**[shop](https://acme.example)** now', '*shop*: https://acme.example now'],
    [
      'mail and phone',
      '[Kim](mailto:kim@acme.example) [+49 1](tel:+491)',
      'Kim: kim@acme.example +49 1: +491',
    ],
    ['a bold run over two lines', '**one\ntwo**', '*one*\n*two*'],
  ])('prints %s', (_, source, printed) => {
    expect(fromCommonmark(source)).toBe(printed);
  });

  it('moves spaces out of spans, and formats no part of a word', () => {
    const words = (...children: Inline[]) => printWhatsApp([{ kind: 'paragraph', children }]);
    const text = (value: string): Inline => ({ kind: 'text', text: value });
    expect(words(text('a'), { kind: 'bold', children: [text(' b ')] }, text('c'))).toBe('a *b* c');
    expect(words(text('un'), { kind: 'bold', children: [text('believ')] }, text('able'))).toBe(
      'unbelievable',
    );
    expect(words({ kind: 'code', text: ' a `b` ' }, text('!'))).toBe(' `a ˋbˋ` !');
  });

  it.each([
    '5 * 3 * 2',
    'snake_case_name and 2*3*4',
    'from *one',
    'cost ~5 to 10',
    '¯\\_(ツ)_/¯'.replaceAll('_', '-'),
    'https://acme.example/_a_/*b*?c=~d and https://acme.example/_e_/',
    'card ****1234',
    "it's `one tick",
    '- dashes and 1. numbers',
    '>:( cross',
  ])('leaves %j exactly as it is', (text) => {
    expect(bare(text)).toBe(text);
  });

  it.each([
    ['*not bold*', '∗not bold∗'],
    ['say _this_ or ~that~', 'say ˍthisˍ or ∼that∼'],
    ['run `rm`', 'run ˋrmˋ'],
    ['```\nx\n```', 'ˋˋˋ\nx\nˋˋˋ'],
    ['* item', '∗ item'],
    ['> said', '› said'],
    ['*half https://a.example/*x*/ done*', '∗half https://a.example/*x*/ done∗'],
  ])('shows a literal %j without formatting it', (text, printed) => {
    expect(bare(text)).toBe(printed);
    expect(isPlain(printed)).toBe(true);
  });

  it('lets a literal sign never meet a real one', () => {
    expect(fromCommonmark('\\*a **b** c\\*')).toBe('∗a *b* c∗');
    expect(fromCommonmark('a\\` `b`')).toBe('aˋ `b`');
  });

  it('keeps an address apart from what stands next to it', () => {
    const words = (before: string, after: string) =>
      printWhatsApp([
        {
          kind: 'paragraph',
          children: [
            { kind: 'text', text: before },
            { kind: 'link', url: 'https://a.example/x', children: [] },
            { kind: 'text', text: after },
          ],
        },
      ]);
    expect(words('see', 'now')).toBe('see https://a.example/x now');
    expect(words('(', ').')).toBe('(https://a.example/x).');
  });

  it('shows what must not be a link, and hidden characters, as text', () => {
    expect(
      printWhatsApp([
        {
          kind: 'paragraph',
          children: [{ kind: 'link', url: 'javascript:x', children: [{ kind: 'text', text: 'y' }] }],
        },
      ]),
    ).toBe('y: javascript:x');
    expect(bare('a\u202eb')).toBe('a⟦U+202E⟧b');
  });

  it('shows no customer or agent formatting that was not meant, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const read = readWhatsApp(bare(text));
        const spans = JSON.stringify(read).match(/"kind":"(?:bold|italic|strike|code|code-block|quote)"/g);
        expect(spans).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});

const plainWord = fc.stringMatching(/^[a-zäé0-9]{1,8}$/).filter((word) => !/^\d+$/.test(word));
const plainWords = fc.array(plainWord, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));
const text = plainWords.map((value): Inline => ({ kind: 'text', text: value }));
const span = fc
  .tuple(
    fc.constantFrom('bold' as const, 'italic' as const, 'strike' as const),
    fc.oneof(
      text,
      fc
        .tuple(fc.constantFrom('bold' as const, 'italic' as const, 'strike' as const), text)
        .map(([kind, child]): Inline => ({ kind, children: [child] })),
    ),
  )
  .map(([kind, child]): Inline => ({ kind, children: [child] }));
const code = plainWords.map((value): Inline => ({ kind: 'code', text: value }));
const row = fc
  .array(fc.oneof(text, span, code), { minLength: 1, maxLength: 5 })
  .map((pieces) =>
    tidyInlines(
      pieces.flatMap((piece, index): Inline[] =>
        index > 0 ? [{ kind: 'text', text: ' ' }, piece] : [piece],
      ),
    ),
  );
const paragraph = fc.array(row, { minLength: 1, maxLength: 3 }).map(
  (rows): Block => ({
    kind: 'paragraph',
    children: rows.flatMap((one, index): Inline[] => (index > 0 ? [{ kind: 'break' }, ...one] : [...one])),
  }),
);
const item = row.map((children): Block[] => [{ kind: 'paragraph', children }]);
const list = fc
  .tuple(fc.boolean(), fc.integer({ min: 1, max: 20 }), fc.array(item, { minLength: 1, maxLength: 4 }))
  .map(([ordered, start, items]): Block => ({ kind: 'list', ordered, start: ordered ? start : 1, items }));
const quote = paragraph.map((one): Block => ({ kind: 'quote', children: [one] }));
const fence = fc
  .array(plainWords, { minLength: 1, maxLength: 3 })
  .map((lines): Block => ({ kind: 'code-block', text: lines.join('\n') }));
/** What an agent writes in Slack; two neighbours of a kind would be read as one. */
const written: fc.Arbitrary<TextDocument> = fc
  .array(fc.oneof(paragraph, list, quote, fence), { minLength: 1, maxLength: 4 })
  .map((blocks) =>
    blocks.filter(
      (block, index) => index === 0 || block.kind === 'paragraph' || block.kind !== blocks[index - 1]?.kind,
    ),
  );

describe('the way from Slack to WhatsApp', () => {
  it('keeps bold, italic, strike, code, lists, quotes and fences', () => {
    fc.assert(
      fc.property(written, (document) => {
        const typed = parseMrkdwn(printMrkdwn(document));
        expect(readWhatsApp(printWhatsApp(typed))).toEqual(typed);
      }),
      { numRuns: 500 },
    );
  });

  it('shows a sign literally typed on Slack without formatting', () => {
    expect(printWhatsApp(parseMrkdwn('2 * 3 is *six* not 2*3'))).toBe('2 * 3 is *six* not 2*3');
  });
});

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
const graphemes = (value: string) =>
  [...segmenter.segment(value)].map(({ segment }) => segment).filter((segment) => segment.trim() !== '');
const long = fc
  .array(
    fc.constantFrom(
      'word',
      'Sentence. ',
      ' ',
      '\n',
      '\n\n',
      '👩‍👩‍👧‍👦',
      '🇩🇪🇫🇷',
      '👍🏽',
      '1️⃣',
      'é',
      '漢字',
      'กำ',
      `z${'\u0301'.repeat(40)}`,
      'https://a.example/x_y',
    ),
    { minLength: 200, maxLength: 1200 },
  )
  .map((parts) => parts.join(''));

describe('splitting for channels', () => {
  const cases = [
    { channel: 'WhatsApp', print: printWhatsApp, limit: 4096, measure: (part: string) => part.length },
    { channel: 'Messenger', print: printPlain, limit: 2000, measure: (part: string) => part.length },
    { channel: 'Instagram', print: printPlain, limit: 1000, measure: countBytes },
  ];

  it.each(cases)('loses no grapheme and keeps the limit of $channel', ({ print, limit, measure }) => {
    fc.assert(
      fc.property(long, (value) => {
        const parts = splitText(print, literal(value), limit, measure);
        expect(parts.every((part) => measure(part) <= limit && part.trim() !== '')).toBe(true);
        expect(parts.flatMap(graphemes)).toEqual(graphemes(value));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the limit for formatted documents, and every span within its part', () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 60, max: 150 }), (document, limit) => {
        expect(splitText(printWhatsApp, document, limit).every((part) => part.length <= limit)).toBe(true);
      }),
    );
    fc.assert(
      fc.property(written, fc.integer({ min: 40, max: 120 }), (document, limit) => {
        for (const part of splitText(printWhatsApp, document, limit)) {
          const left = readWhatsApp(part).flatMap(wordsOf).join('');
          expect(left).not.toMatch(/[*_~`]/);
        }
      }),
    );
  });
});

function wordsOf(part: Block | Inline): string[] {
  if ('text' in part) return [part.text];
  if (part.kind === 'list') return part.items.flat().flatMap(wordsOf);
  return 'children' in part ? part.children.flatMap(wordsOf) : [];
}
