// What CommonMark text means as a document, construct by construct.

import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const bold = (...children: Inline[]): Inline => ({ kind: 'bold', children });
const italic = (...children: Inline[]): Inline => ({ kind: 'italic', children });
const strike = (...children: Inline[]): Inline => ({ kind: 'strike', children });
const code = (value: string): Inline => ({ kind: 'code', text: value });
const link = (url: string, label = url): Inline => ({ kind: 'link', url, children: [text(label)] });
const lineBreak: Inline = { kind: 'break' };
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });
const bullets = (...items: Block[][]): Block => ({ kind: 'list', ordered: false, start: 1, items });
const numbers = (start: number, ...items: Block[][]): Block => ({
  kind: 'list',
  ordered: true,
  start,
  items,
});

const inlines: readonly (readonly [string, Inline[]])[] = [
  ['plain words', [text('plain words')]],
  [
    '**b** *i* _i_ ~~s~~ `c`',
    [
      bold(text('b')),
      text(' '),
      italic(text('i')),
      text(' '),
      italic(text('i')),
      text(' '),
      strike(text('s')),
      text(' '),
      code('c'),
    ],
  ],
  ['***both***', [bold(italic(text('both')))]],
  ['**bold _and_ more**', [bold(text('bold '), italic(text('and')), text(' more'))]],
  ['snake_case_name', [text('snake_case_name')]],
  ['2 * 3 * 4', [text('2 * 3 * 4')]],
  ['**open', [text('**open')]],
  ['one\ntwo', [text('one'), lineBreak, text('two')]],
  [
    'one  \ntwo<br>three\\\nfour',
    [text('one'), lineBreak, text('two'), lineBreak, text('three\\'), lineBreak, text('four')],
  ],
  ['**a\nb**', [bold(text('a')), lineBreak, bold(text('b'))]],
  ['\\*not\\* \\[this\\]', [text('*not* [this]')]],
  ['`` a`b ``', [code('a`b')]],
  ['`a', [text('`a')]],
  ['[label](https://acme.example/a_b)', [link('https://acme.example/a_b', 'label')]],
  ['[l](<https://acme.example> "title")', [link('https://acme.example', 'l')]],
  ['[x](https://acme.example/(y))', [link('https://acme.example/(y)', 'x')]],
  ['![alt](https://acme.example/i.png)', [link('https://acme.example/i.png', 'alt')]],
  ['[bad](javascript:alert(1))', [text('[bad](javascript:alert(1))')]],
  ['[bad](/relative)', [text('[bad](/relative)')]],
  ['see https://acme.example/a_b.', [text('see '), link('https://acme.example/a_b'), text('.')]],
  ['(https://acme.example/x_(y))', [text('('), link('https://acme.example/x_(y)'), text(')')]],
  ['**https://acme.example**', [bold(link('https://acme.example'))]],
  [
    '<https://acme.example> <mailto:a@b.example>',
    [link('https://acme.example'), text(' '), link('mailto:a@b.example', 'a@b.example')],
  ],
  ['*a [b* c](https://x.example)', [text('*a '), link('https://x.example', 'b* c')]],
  ['[*b](https://x.example) c*', [link('https://x.example', '*b'), text(' c*')]],
  ['&amp; &lt;b&gt; &#39; &unknown;', [text("& <b> ' &unknown;")]],
  ['<!channel> <@U1> <b>', [text('<!channel> <@U1> <b>')]],
];

const blocks: readonly (readonly [string, Block[]])[] = [
  ['', []],
  ['a\n\nb', [paragraph(text('a')), paragraph(text('b'))]],
  ['# Title ##\ntext', [{ kind: 'heading', children: [text('Title')] }, paragraph(text('text'))]],
  ['#1042 is yours', [paragraph(text('#1042 is yours'))]],
  [
    '```ts\nlet a = 1;\n\n  b\n```\nafter',
    [{ kind: 'code-block', text: 'let a = 1;\n\n  b' }, paragraph(text('after'))],
  ],
  ['```\nnever closed', [{ kind: 'code-block', text: 'never closed' }]],
  [
    '> a\n> b\n\nc',
    [{ kind: 'quote', children: [paragraph(text('a'), lineBreak, text('b'))] }, paragraph(text('c'))],
  ],
  [
    '- a\n  - b\n- c',
    [bullets([paragraph(text('a')), bullets([paragraph(text('b'))])], [paragraph(text('c'))])],
  ],
  [
    '3. x\n4. y\n   more',
    [numbers(3, [paragraph(text('x'))], [paragraph(text('y'), lineBreak, text('more'))])],
  ],
  [
    'Intro:\n- a\n- b\nThanks',
    [
      paragraph(text('Intro:')),
      bullets([paragraph(text('a'))], [paragraph(text('b'))]),
      paragraph(text('Thanks')),
    ],
  ],
  ['- a\n\n- b', [bullets([paragraph(text('a'))], [paragraph(text('b'))])]],
  ['- a\n1. b', [bullets([paragraph(text('a'))]), numbers(1, [paragraph(text('b'))])]],
  ['born in\n1986. A good year', [paragraph(text('born in'), lineBreak, text('1986. A good year'))]],
  [
    '> - a\n>   > b',
    [
      {
        kind: 'quote',
        children: [bullets([paragraph(text('a')), { kind: 'quote', children: [paragraph(text('b'))] }])],
      },
    ],
  ],
  ['a\r\nb', [paragraph(text('a'), lineBreak, text('b'))]],
];

describe('parseCommonmark (A26)', () => {
  it.each(inlines)('reads %j inline', (source, expected) => {
    expect(parseCommonmark(source)).toEqual([paragraph(...expected)]);
  });

  it.each(blocks)('reads %j as blocks', (source, expected) => {
    expect(parseCommonmark(source)).toEqual(expected);
  });
});
