// Teams' HTML as the text tree: what agents format crosses, what is Teams' own furniture does not.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTeamsHtml } from '../../../src/bridge/teams/text-in.js';
import { printCommonmark } from '../../../src/core/text.js';
import { mentionSpan } from './activities.js';

const read = (html: string) => printCommonmark(parseTeamsHtml(html).text);

describe('what crosses', () => {
  it.each([
    ['<p>one</p><p>&nbsp;</p><p>two&nbsp;&nbsp;spaces</p>\n', 'one\n\ntwo  spaces'],
    ['<div><div>a<br>b</div><div>c</div></div>', 'a\nb\nc'],
    ['<p><strong>b</strong> <em>i</em> <s>s</s> <u>u</u></p>', '**b** _i_ ~~s~~ u'],
    ['<p>run <code>npm ci</code> now</p>', 'run `npm ci` now'],
    ['<pre class="language-ts"><code>if (a) {<br>  b&lt;c\n}</code></pre>', '```\nif (a) {\n  b<c\n}\n```'],
    ['<codeblock class="Json"><code>{<br>}</code></codeblock>', '```\n{\n}\n```'],
    ['<blockquote><p>q</p></blockquote><p>a</p>', '> q\n\na'],
    ['<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n  - b\n- c'],
    ['<ol start="3"><li>c</li><li>d</li></ol>', '3. c\n4. d'],
    [
      '<p>see <a href="https://a.example/?x=1&amp;y=2">here</a></p>',
      'see [here](https://a.example/?x=1&y=2)',
    ],
    ['<p><a href="javascript:alert(1)">x</a></p>', 'x'],
    ['<p>ok <emoji id="smile" alt="🙂" title="Smile"></emoji></p>', 'ok 🙂'],
    [
      '<p><img itemtype="http://schema.skype.com/Emoji" alt="👍"><img src="https://x.example/a.png" alt="image"></p>',
      '👍',
    ],
    ['<p>1 &lt; 2 &amp;&amp; *not bold*</p>', '1 \\< 2 && \\*not bold\\*'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a | b\nc'],
    ['<p>look</p><attachment id="1"></attachment>', 'look'],
    ['<style>p{}</style><script>x()</script><p>y</p>', 'y'],
  ])('%s', (html, words) => {
    expect(read(html)).toBe(words);
  });

  it('leaves a quoted reply out: whom it names is for colleagues', () => {
    const quoted =
      '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><strong>Ann</strong><p itemprop="preview">internal</p></blockquote><p>yes</p>';
    expect(read(quoted)).toBe('yes');
  });

  it('names those who are mentioned, in order', () => {
    const { text, mentions } = parseTeamsHtml(
      `<p>hi ${mentionSpan('Ann&nbsp;Lee', 1)} and <at id="0">Bo</at></p>`,
    );
    expect(printCommonmark(text)).toBe('hi @Ann Lee and @Bo');
    expect(mentions).toEqual([
      { name: 'Ann Lee', index: 1 },
      { name: 'Bo', index: 0 },
    ]);
  });
});

describe('whatever comes', () => {
  it('never throws and keeps to a depth that printers can follow', () => {
    const tag = fc.constantFrom(
      'p',
      'div',
      'b',
      'i',
      'ul',
      'ol',
      'li',
      'a',
      'pre',
      'code',
      'blockquote',
      'at',
      'br',
      'td',
    );
    const piece = fc.oneof(
      fc.string(),
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      tag.map((name) => `<${name} href="x" itemtype="Mention" itemid="${name}">`),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof read(pieces.join(''))).toBe('string');
      }),
      { numRuns: 300 },
    );
    expect(read(`${'<blockquote><ul><li>'.repeat(2000)}deep`)).toContain('deep');
  });
});
