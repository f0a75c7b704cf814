// CommonMark that is printed reads back as the same document, whatever the words hold.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { printCommonmark } from '../../../src/core/text/print-commonmark.js';
import { printPlain } from '../../../src/core/text/print-plain.js';
import { documents } from './document-arbitrary.js';

describe('printCommonmark (A26)', () => {
  it('reads back as the same document', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(parseCommonmark(printCommonmark(document))).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '# no heading',
    '- no list',
    '1. no list',
    '> no quote',
    '---',
    '===',
    '**no bold**',
    '[no](https://link.example)',
    'https://no.example link',
    '```no fence',
    '&amp; no entity',
    '<br> no break',
    'a_b _c_',
    '\\*',
    '+ 1',
    '!',
  ])('keeps the literal text %j literal', (text) => {
    expect(parseCommonmark(printCommonmark(literal(text)))).toEqual(literal(text));
  });

  it('leaves out delimiters that would not work, and moves spaces out of spans', () => {
    const bold = (text: string) => ({ kind: 'bold' as const, children: [{ kind: 'text' as const, text }] });
    const after = { kind: 'text' as const, text: 'after' };
    expect(printCommonmark([{ kind: 'paragraph', children: [bold('"quoted"'), after] }])).toBe(
      '"quoted"after',
    );
    expect(printCommonmark([{ kind: 'paragraph', children: [bold(' spaced '), after] }])).toBe(
      '**spaced** after',
    );
  });

  it('shows every word in plain text too', () => {
    const document = parseCommonmark(
      '# Hi **you**\n\n- [our page](https://acme.example)\n- `code` and <mailto:a@b.example>\n\n> quote',
    );
    expect(printPlain(document)).toBe(
      'Hi you\n• our page: https://acme.example\n• code and a@b.example\n\n> quote',
    );
  });
});
