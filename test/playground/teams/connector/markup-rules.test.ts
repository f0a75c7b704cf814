// The small HTML of `textFormat: xml` must be closed and escaped.
import { describe, expect, it } from 'vitest';
import { findMarkupFault } from '../../../../playground/teams/connector/markup-rules.js';

describe('markup', () => {
  it.each([
    'plain words',
    '<b>Maria · customer</b><br/>1 &lt; 2 &amp;&amp; 3 &#39;x&#x27;',
    '<blockquote><i>a</i></blockquote><pre>b</pre><a href="https://x.example/?a=1&amp;b=2">c</a>',
    '<b>a</b><br>b',
  ])('takes %s', (text) => {
    expect(findMarkupFault(text)).toBeNull();
  });

  it.each(['<b>open', 'a</b>', '<b><i>x</b></i>', 'a & b', 'a < b', '<script>x</script>', '<'])(
    'refuses %s',
    (text) => {
      expect(findMarkupFault(text)).not.toBeNull();
    },
  );
});
