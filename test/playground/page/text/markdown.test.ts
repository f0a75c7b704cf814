// Proves that markdown blocks become the tree they mean.
import { describe, expect, it } from 'vitest';
import { parseMarkdown, parseMarkdownInline } from '../../../../playground/page/text/markdown.js';
import type { Inline } from '../../../../playground/page/text/tree.js';

const text = (words: string): Inline => ({ kind: 'text', text: words });

describe('parseMarkdown', () => {
  it('reads headings, paragraphs, lists, quotes, rules and fences', () => {
    expect(parseMarkdown('# Hi\none\ntwo\n\nthree\n- a\n- b\n1. c\n> q\n---\n```ts\nx **y**\n```')).toEqual([
      { kind: 'heading', level: 1, children: [text('Hi')] },
      { kind: 'paragraph', children: [text('one'), { kind: 'break' }, text('two')] },
      { kind: 'paragraph', children: [text('three')] },
      { kind: 'list', ordered: false, start: 1, indent: 0, items: [[text('a')], [text('b')]] },
      { kind: 'list', ordered: true, start: 1, indent: 0, items: [[text('c')]] },
      { kind: 'quote', children: [{ kind: 'paragraph', children: [text('q')] }] },
      { kind: 'rule' },
      { kind: 'pre', text: 'x **y**' },
    ]);
  });

  it('ends an unfinished fence at the end of the text', () => {
    expect(parseMarkdown('```\nx')).toEqual([{ kind: 'pre', text: 'x' }]);
  });
});

describe('parseMarkdownInline', () => {
  it('reads emphasis, code, escapes and links', () => {
    expect(parseMarkdownInline('**a** *b* ~~c~~ `d` \\*e\\* [f](https://f.example)')).toEqual([
      { kind: 'styled', style: 'bold', children: [text('a')] },
      text(' '),
      { kind: 'styled', style: 'italic', children: [text('b')] },
      text(' '),
      { kind: 'styled', style: 'strike', children: [text('c')] },
      text(' '),
      { kind: 'code', text: 'd' },
      text(' *e* '),
      { kind: 'link', url: 'https://f.example', children: [text('f')] },
    ]);
  });

  it('leaves unsafe links and names with underscores as text', () => {
    expect(parseMarkdownInline('[x](javascript:alert)')).toEqual([text('x (javascript:alert)')]);
    expect(parseMarkdownInline('a_b_c')).toEqual([text('a_b_c')]);
  });
});
