// Proves that the HTML of a chat line becomes our text tree, and nothing else of it survives.
import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../../../playground/page/teams/parse-html.js';

const text = (words: string) => ({ kind: 'text', text: words });

describe('the HTML of a line', () => {
  it('reads paragraphs, emphasis, breaks and entities', () => {
    expect(parseHtml('<p><b>Maria · customer</b><br/>a &lt;b&gt; &amp; c</p>')).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'styled', style: 'bold', children: [text('Maria · customer')] },
          { kind: 'break' },
          text('a <b> & c'),
        ],
      },
    ]);
  });

  it('reads lists, quotes and preformatted text', () => {
    expect(parseHtml('<ul>\n<li>one</li><li>two</li></ul><blockquote>q</blockquote><pre>x\ny</pre>')).toEqual(
      [
        { kind: 'list', ordered: false, start: 1, indent: 0, items: [[text('one')], [text('two')]] },
        { kind: 'quote', children: [{ kind: 'paragraph', children: [text('q')] }] },
        { kind: 'pre', text: 'x\ny' },
      ],
    );
  });

  it('keeps mentions apart from words that look like one', () => {
    const span = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Baton</span>';
    expect(parseHtml(`${span} @Kim`)).toEqual(parseHtml('<at>Baton</at> @Kim'));
    expect(parseHtml('<at>Baton</at> @Kim')).toEqual([
      {
        kind: 'paragraph',
        children: [{ kind: 'mention', of: 'user', id: 'Baton', label: 'Baton' }, text(' @Kim')],
      },
    ]);
  });

  it('takes links to safe addresses only, and drops scripts with their words', () => {
    const html =
      '<a href="javascript:alert(1)">a</a><a href="https://a.example">b</a><script>alert(1)</script><attachment id="1"></attachment>';
    expect(parseHtml(html)).toEqual([
      {
        kind: 'paragraph',
        children: [text('a'), { kind: 'link', url: 'https://a.example', children: [text('b')] }],
      },
    ]);
  });

  it('survives what is no HTML', () => {
    expect(parseHtml('<<p <b')).toBeInstanceOf(Array);
    expect(parseHtml('')).toEqual([]);
  });
});
