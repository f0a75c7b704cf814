// What Slack's rich_text blocks mean as a document, and that our own come back unchanged.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { parseRichText } from '../../../src/core/text/parse-rich-text.js';
import { printCommonmark } from '../../../src/core/text/print-commonmark.js';
import { printRichText } from '../../../src/core/text/print-rich-text.js';

const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const rich = (...elements: unknown[]) => [{ type: 'rich_text', block_id: 'r1', elements }];
const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });
const list = (style: string, indent: number, items: string[], more: object = {}) => ({
  type: 'rich_text_list',
  style,
  indent,
  elements: items.map((item) => section(text(item))),
  ...more,
});

const golden: readonly (readonly [string, unknown, string])[] = [
  [
    'styles',
    rich(
      section(
        text('b', { bold: true }),
        text(' '),
        text('i', { italic: true }),
        text(' s ', { strike: true }),
        text('c', { code: true }),
      ),
    ),
    '**b** _i_ ~~s~~ `c`',
  ],
  [
    'nested styles',
    rich(section(text('all ', { bold: true }), text('both', { bold: true, italic: true }))),
    '**all _both_**',
  ],
  ['literal delimiters', rich(section(text('*not* _bold_ `code`'))), '\\*not\\* \\_bold\\_ \\`code\\`'],
  ['lines and paragraphs', rich(section(text('a\nb\n\nc\n'))), 'a\nb\n\nc'],
  [
    'links',
    rich(
      section({ type: 'link', url: 'https://x.example', text: 'x' }, text(' '), {
        type: 'link',
        url: 'https://y.example',
      }),
    ),
    '[x](https://x.example) https://y.example',
  ],
  [
    'a link of another kind',
    rich(section({ type: 'link', url: 'javascript:x', text: 'x' })),
    'x (javascript:x)',
  ],
  [
    'emoji',
    rich(
      section(
        { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fc' },
        { type: 'emoji', name: '+1', skin_tone: 3 },
        { type: 'emoji', name: 'clap::skin-tone-6' },
        { type: 'emoji', name: 'logo' },
      ),
    ),
    '👋🏼👍🏼👏🏿:logo:',
  ],
  [
    'mentions',
    rich(
      section(
        { type: 'user', user_id: 'U1' },
        text(' '),
        { type: 'usergroup', usergroup_id: 'S1' },
        text(' '),
        { type: 'channel', channel_id: 'C1' },
        text(' '),
        { type: 'broadcast', range: 'here' },
      ),
    ),
    '@Kim @a group #channel @here',
  ],
  [
    'dates',
    rich(section({ type: 'date', timestamp: 1790000000, format: '{date}', fallback: 'today' })),
    'today',
  ],
  [
    'nested lists',
    rich(list('bullet', 0, ['a']), list('ordered', 1, ['x', 'y']), list('bullet', 0, ['b'])),
    '- a\n  1. x\n  2. y\n- b',
  ],
  [
    'an ordered list that goes on',
    rich(list('ordered', 0, ['a']), list('bullet', 1, ['x']), list('ordered', 0, ['b'], { offset: 1 })),
    '1. a\n   - x\n2. b',
  ],
  [
    'code',
    rich({
      type: 'rich_text_preformatted',
      elements: [text('let a;\n'), { type: 'link', url: 'https://x.example' }],
    }),
    '```\nlet a;\nhttps://x.example\n```',
  ],
  [
    'quotes',
    rich(
      { type: 'rich_text_quote', elements: [text('q')] },
      list('bullet', 0, ['in'], { border: 1 }),
      section(text('out')),
    ),
    '> q\n>\n> - in\n\nout',
  ],
];

describe('parseRichText (A26)', () => {
  it.each(golden)('reads %s', (_, blocks, expected) => {
    const names = (kind: string, id: string) => (kind === 'user' && id === 'U1' ? 'Kim' : null);
    expect(printCommonmark(parseRichText(blocks, names) ?? [])).toBe(expected);
  });

  it('says null where there is no rich_text, so that the text is read instead', () => {
    expect(parseRichText([{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }])).toBeNull();
    expect(parseRichText(undefined)).toBeNull();
  });

  it('survives any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (inside, style) => {
        parseRichText([
          { type: 'rich_text', elements: inside },
          {
            type: 'rich_text',
            elements: [
              section({ type: 'emoji', unicode: inside, name: style }, { type: 'text', text: 'x', style }),
            ],
          },
        ]);
      }),
    );
  });

  it('reads back what we print, headings as bold lines', () => {
    const source =
      '# Title\n\nWords **bold _both_** and `code`\nnext [link](https://x.example)\n\n- a\n  1. one\n  2. two\n- b\n\n> quote\n\n```\ncode\n```\n\n5. five';
    const document = parseCommonmark(source);
    expect(printCommonmark(parseRichText(printRichText(document)) ?? [])).toBe(
      source.replace('# Title', '**Title**'),
    );
  });
});
