// Teams' markup: formatting survives, everything typed stays literal, links say where they lead.

import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { literal } from '../../../src/core/text/document.js';
import { revealHidden } from '../../../src/core/text/hidden.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { printTeams } from '../../../src/core/text/print-teams.js';

const taken = new Set(['b', 'i', 's', 'code', 'pre', 'blockquote', 'a', 'br']);

/** What a reader of the markup makes of it. */
function readMarkup(markup: string): { readonly tags: readonly string[]; readonly words: string } {
  const tags: string[] = [];
  let words = '';
  const parser = new Parser({
    onopentagname: (name) => {
      tags.push(name);
      if (name === 'br') words += '\n';
    },
    ontext: (text) => {
      words += text;
    },
  });
  parser.end(markup);
  return { tags, words };
}

const print = (commonmark: string): string => printTeams(parseCommonmark(commonmark));

describe('text for Teams', () => {
  it('carries the formatting that every client shows', () => {
    expect(print('**b** _i_ ~~s~~ `c<d`')).toBe('<b>b</b> <i>i</i> <s>s</s> <code>c&lt;d</code>');
    expect(print('# Head\n\ntext')).toBe('<b>Head</b><br/><br/>text');
    expect(print('> quoted\n\nafter')).toBe('<blockquote>quoted</blockquote>after');
    expect(print('```\na  <b>\nc\n```')).toBe('<pre>a \u00a0&lt;b&gt;<br/>c</pre>');
  });

  it('shows lists as lines, nested ones further in', () => {
    expect(print('Do:\n- one\n- two\n  - three')).toBe(
      'Do:<br/>• one<br/>• two<br/>\u00a0\u00a0\u00a0\u00a0◦ three',
    );
    expect(print('3. c\n4. d')).toBe('3. c<br/>4. d');
  });

  it('says where a link leads when its words do not', () => {
    expect(print('[the page](https://shop.example/a?b=1&c=2)')).toBe(
      '<a href="https://shop.example/a?b=1&amp;c=2">the page</a> (shop.example)',
    );
    expect(print('[https://bank.example](https://evil.example/x)')).toContain('</a> (evil.example)');
    expect(print('<https://shop.example/a>')).toBe(
      '<a href="https://shop.example/a">https://shop.example/a</a>',
    );
    expect(print('[x](javascript:alert)')).not.toContain('<a');
  });

  it('keeps lines and spaces as they were typed', () => {
    expect(printTeams(literal('a\n\n  b   c'))).toBe('a<br/><br/>\u00a0\u00a0b \u00a0\u00a0c');
  });

  it('makes nothing live of what was typed, and loses nothing of it', () => {
    const signs = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      "'",
      '<at>Baton</at>',
      '&lt;',
      '<br/>',
      '**b**',
      '[a](https://e.example)',
      ' ',
      '\n',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.oneof(signs, fc.string({ maxLength: 5 })), { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { tags, words } = readMarkup(printTeams(literal(text)));
        expect(tags.filter((tag) => tag !== 'br')).toEqual([]);
        expect(words.replaceAll('\u00a0', ' ')).toBe(revealHidden(text).replaceAll('\u00a0', ' '));
      }),
    );
  });

  it('writes no tag that Teams does not take, whatever the formatting', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        for (const tag of readMarkup(print(`- ${text}\n\n> ${text}\n\n# ${text}`)).tags)
          expect(taken).toContain(tag);
      }),
    );
  });
});
