// Proves that rich text blocks become the tree they mean.
import { describe, expect, it } from 'vitest';
import { parseRichText } from '../../../../playground/page/text/rich-text.js';

describe('parseRichText', () => {
  it('reads sections with styles, links, mentions and emoji', () => {
    const section = {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'hi\nthere', style: { bold: true } },
        { type: 'user', user_id: 'U1' },
        { type: 'link', url: 'https://a.example', text: 'A' },
        { type: 'link', url: 'javascript:alert(1)', text: 'B' },
        { type: 'emoji', name: 'wave' },
        { type: 'text', text: 'x', style: { code: true } },
      ],
    };
    expect(parseRichText([section])).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'styled', style: 'bold', children: [{ kind: 'text', text: 'hi' }] },
          { kind: 'break' },
          { kind: 'styled', style: 'bold', children: [{ kind: 'text', text: 'there' }] },
          { kind: 'mention', of: 'user', id: 'U1', label: '' },
          { kind: 'link', url: 'https://a.example', children: [{ kind: 'text', text: 'A' }] },
          { kind: 'text', text: 'B' },
          { kind: 'emoji', name: 'wave' },
          { kind: 'code', text: 'x' },
        ],
      },
    ]);
  });

  it('reads lists, quotes and preformatted text', () => {
    const words = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
    const blocks = parseRichText([
      { type: 'rich_text_list', style: 'ordered', indent: 1, offset: 2, elements: [words('a')] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'q' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x\ny' }] },
    ]);
    expect(blocks).toEqual([
      { kind: 'list', ordered: true, start: 3, indent: 1, items: [[{ kind: 'text', text: 'a' }]] },
      { kind: 'quote', children: [{ kind: 'paragraph', children: [{ kind: 'text', text: 'q' }] }] },
      { kind: 'pre', text: 'x\ny' },
    ]);
  });

  it('leaves out what it does not know', () => {
    expect(parseRichText([{ type: 'rich_text_hologram' }, undefined, 3])).toEqual([]);
    expect(parseRichText('no list')).toEqual([]);
  });
});
