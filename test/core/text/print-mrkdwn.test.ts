// Nothing a customer types becomes live on Slack, neither in mrkdwn nor in rich_text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, type TextDocument } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { parseMrkdwn } from '../../../src/core/text/parse-mrkdwn.js';
import { parseRichText } from '../../../src/core/text/parse-rich-text.js';
import { printMrkdwn } from '../../../src/core/text/print-mrkdwn.js';
import { printPlain } from '../../../src/core/text/print-plain.js';
import { printRichText } from '../../../src/core/text/print-rich-text.js';
import { hostileText } from './document-arbitrary.js';

const attacks = [
  '<!channel>',
  '<!here|x>',
  '<@U1>',
  '<#C1>',
  '<http://evil.example|bank.example>',
  '*bold*',
  '_it_',
  '~s~',
  '`code`',
  '```block```',
  '&lt;!channel&gt;',
  '*a',
  'b* c*',
];

function hasFormat(document: TextDocument): boolean {
  return document.some(
    (block) =>
      block.kind !== 'paragraph' || block.children.some((child) => !['text', 'break'].includes(child.kind)),
  );
}

describe('printMrkdwn', () => {
  it.each(attacks)('shows %j from a customer as nothing but text', (attack) => {
    const printed = printMrkdwn(literal(attack));
    expect(printed).not.toMatch(/<[^>]*>/);
    expect(hasFormat(parseMrkdwn(printed))).toBe(false);
  });

  it('never prints a live token for any literal text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const printed = printMrkdwn(literal(text));
        expect(printed).not.toMatch(/[<>]/);
        expect(printed).not.toMatch(/(?:^|\s)[*_~][^\s]|`/);
      }),
    );
  });

  it('prints formatting, links and lists Slack understands', () => {
    const document = parseCommonmark(
      '# Hi\n\n**bold** *it* ~~s~~ `a<b` [x](https://x.example?a=1&b=2) https://y.example\n\n- a\n  - b',
    );
    expect(printMrkdwn(document)).toBe(
      '*Hi*\n\n*bold* _it_ ~s~ `a&lt;b` <https://x.example?a=1&amp;b=2|x> <https://y.example>\n• a\n    ◦ b',
    );
  });

  it('makes only web, mail and phone addresses into links', () => {
    const link = (url: string) =>
      printMrkdwn([
        { kind: 'paragraph', children: [{ kind: 'link', url, children: [{ kind: 'text', text: 'x' }] }] },
      ]);
    expect(link('tel:+491')).toBe('<tel:+491|x>');
    expect(link('https://a.example/|b> <!channel')).toBe('<https://a.example/%7Cb%3E%20%3C!channel|x>');
    expect(link('slack://open')).toBe('x (slack://open)');
    expect(link('!channel')).toBe('x (!channel)');
  });

  it('shows direction overrides, controls and zero-width characters', () => {
    expect(printMrkdwn(literal('a\u202egnp.exe\u0007\u200b'))).toBe('a⟦U+202E⟧gnp.exe␇⟦U+200B⟧');
    expect(printPlain(literal('family 👩‍👩‍👧 שלום'))).toBe('family 👩‍👩‍👧 שלום');
  });
});

describe('printRichText', () => {
  it('keeps any literal text exactly, as text elements without style', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const block = printRichText(literal(text));
        const elements = block.elements.flatMap((part) =>
          part.type === 'rich_text_section' ? part.elements : [],
        );
        expect(
          elements.every(
            (element) => element.type === 'text' && element.style === undefined && element.text !== '',
          ),
        ).toBe(true);
        expect(elements.map((element) => ('text' in element ? element.text : '')).join('')).toBe(
          printPlain(literal(text)) || ' ',
        );
      }),
    );
  });

  it.each(attacks)('shows %j exactly as typed', (attack) => {
    expect(parseRichText(printRichText(literal(attack)))).toEqual(literal(attack));
  });

  it('makes a mention into its name', () => {
    expect(printRichText([{ kind: 'paragraph', children: [{ kind: 'mention', name: 'Kim' }] }])).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '@Kim' }] }],
    });
  });
});
