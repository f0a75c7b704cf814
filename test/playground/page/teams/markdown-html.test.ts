// Proves that the Markdown of cards becomes a little HTML and that no text can ever become markup.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeMarkdownHtml } from '../../../../playground/page/teams/markdown-html.js';

it('writes emphasis, lists and links', () => {
  expect(writeMarkdownHtml('**a** _b_ [c](https://c.example)')).toBe(
    '<p><strong>a</strong> <em>b</em> <a href="https://c.example" rel="noopener noreferrer nofollow">c</a></p>',
  );
  expect(writeMarkdownHtml('- one\n- two')).toBe('<ul><li>one</li><li>two</li></ul>');
});

it('escapes whatever looks like HTML, and links nowhere unsafe', () => {
  expect(writeMarkdownHtml('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>');
  expect(writeMarkdownHtml('[a](javascript:alert(1))')).not.toContain('<a');
  expect(writeMarkdownHtml('[a](https://x.example/"onclick="y)')).not.toContain('"onclick');
});

it('never lets a tag through that it did not write itself', () => {
  const own =
    /<\/?(p|strong|em|s|u|ul|ol|li|br)>|<a href="[^"<>]*" rel="noopener noreferrer nofollow">|<\/a>/g;
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&*_[]()a:/\\ \n`-') }), (text) => {
      expect(writeMarkdownHtml(text).replace(own, '')).not.toMatch(/[<>]/);
    }),
  );
});
