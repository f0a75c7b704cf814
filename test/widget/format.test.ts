// The panel's formatter: common marks become a tree, everything else stays text, and no link leads anywhere unsafe.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '../../src/core/text/document.js';
import { parseLiteral, parseMarkup } from '../../widget/panel/format/parse.js';
import { safeUrl } from '../../widget/panel/format/safe-url.js';

function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'code-block') return [];
    if (block.kind === 'quote') return inlinesOf(block.children);
    if (block.kind === 'list') return block.items.flatMap((item) => inlinesOf(item));
    return block.children.flatMap(flatten);
  });
}
function flatten(inline: Inline): Inline[] {
  return 'children' in inline ? [inline, ...inline.children.flatMap(flatten)] : [inline];
}
/** The tree in a short notation: b(), i(), s(), c(), a[url](). */
function show(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'text') return inline.text;
      if (inline.kind === 'break') return '/';
      if (inline.kind === 'code') return `c(${inline.text})`;
      if (inline.kind === 'mention') return `@${inline.name}`;
      if (inline.kind === 'link') return `a[${inline.url}](${show(inline.children)})`;
      return `${inline.kind[0]}(${show(inline.children)})`;
    })
    .join('');
}
const paragraph = (text: string) => {
  const [block] = parseMarkup(text);
  return block?.kind === 'paragraph' ? show(block.children) : `not a paragraph but ${block?.kind}`;
};

describe('parseMarkup', () => {
  it.each([
    ['**bold** and *italic* and _italic_ and ~~gone~~', 'b(bold) and i(italic) and i(italic) and s(gone)'],
    ['**bold *and italic***', 'b(bold i(and italic))'],
    ['`**code**` ``a`b``', 'c(**code**) c(a`b)'],
    ['2 * 3 * 4 and 5*6', '2 * 3 * 4 and 5*6'],
    ['snake_case_name', 'snake_case_name'],
    ['**open', '**open'],
    ['*a **b*', 'i(a **b)'],
    ['a\nb', 'a/b'],
    ['[here](https://x.example/a_(b))', 'a[https://x.example/a_(b)](here)'],
    ['see https://x.example/a?b=1.', 'see a[https://x.example/a?b=1](https://x.example/a?b=1).'],
    ['(https://x.example)', '(a[https://x.example/](https://x.example))'],
    ['[bad](javascript:alert(1))', '[bad](javascript:alert(1))'],
    ['[bad](data:text/html,x)', '[bad](data:text/html,x)'],
    ['[mail](mailto:a@b.example) [call](tel:+4930)', 'a[mailto:a@b.example](mail) a[tel:+4930](call)'],
    ['\\*literal\\*', '*literal*'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('reads %j', (text, tree) => {
    expect(paragraph(text)).toBe(tree);
  });

  it('reads blocks', () => {
    const text = '# Title\n\n- a\n- b\n  - c\n\n3. x\n4. y\n\n> said\n\n```js\n*raw*\n```\nend';
    expect(parseMarkup(text).map((block) => block.kind)).toEqual([
      'heading',
      'list',
      'list',
      'quote',
      'code-block',
      'paragraph',
    ]);
    expect(parseMarkup(text)[2]).toMatchObject({ ordered: true, start: 3 });
    expect(parseMarkup(text)[1]).toMatchObject({ items: [[{}], [{ kind: 'paragraph' }, { kind: 'list' }]] });
    expect(parseMarkup(text)[4]).toEqual({ kind: 'code-block', text: '*raw*' });
  });

  const marks = fc.array(
    fc.constantFrom(
      '*',
      '**',
      '_',
      '~~',
      '`',
      '```',
      '[',
      '](',
      ')',
      '>',
      '- ',
      '1. ',
      '\n',
      'a',
      ' ',
      'https://x.y',
      'javascript:',
      '<',
      '\\',
    ),
    { maxLength: 80 },
  );
  it('never throws and never makes an unsafe link', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          marks.map((parts) => parts.join('')),
          fc.webUrl().map((url) => `[x](${url})`),
        ),
        (text) => {
          for (const document of [parseMarkup(text), parseLiteral(text)]) {
            for (const inline of inlinesOf(document)) {
              if (inline.kind === 'link') expect(inline.url).toMatch(/^(https?|mailto|tel):/);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('bears long hostile texts', () => {
    for (const piece of [
      '*',
      '**',
      '_',
      '`',
      '[',
      '[a](',
      '> ',
      '- ',
      '~~',
      '*a ',
      '`a``',
      'https://',
      '<',
    ]) {
      expect(parseMarkup(piece.repeat(Math.floor(10_000 / piece.length))).length).toBeGreaterThan(0);
    }
  });
});

describe('parseLiteral', () => {
  it('keeps what customers typed and links addresses only', () => {
    const [block] = parseLiteral('*not bold*\n[x](https://a.example) https://b.example');
    expect(block?.kind === 'paragraph' && show(block.children)).toBe(
      '*not bold*/[x](a[https://a.example/](https://a.example)) a[https://b.example/](https://b.example)',
    );
  });
});

describe('safeUrl', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:x',
    ' java\nscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    '//x.example',
    'x',
    '',
  ])('refuses %j', (url) => {
    expect(safeUrl(url)).toBeNull();
  });
});
