// What people type becomes Slack's text and rich_text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlackStandIn } from '../../../playground/slack/index.js';
import { writeRichText } from '../../../playground/slack/rich-text.js';
import { unescapeText, writeTypedText } from '../../../playground/slack/typed-text.js';
import { workspace } from './start-bolt.js';

const { world } = createSlackStandIn(workspace);
const elementsOf = (text: string): unknown[] =>
  writeRichText(text).flatMap((block) => block.elements as unknown[]);

describe('text', () => {
  it.each([
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['hi @kim and @Kim_Lee', 'hi <@U0KIM> and <@U0KIM>'],
    ['<@U0KIM> <@U0NOBODY>', '<@U0KIM> &lt;@U0NOBODY&gt;'],
    ['@nobody me@x.test', '@nobody <mailto:me@x.test|me@x.test>'],
    ['see #support, #nowhere', 'see <#C0SUP|support>, #nowhere'],
    ['@here <!channel>', '<!here> &lt;!channel&gt;'],
    ['go to https://x.test/a?b=1&c=2.', 'go to <https://x.test/a?b=1&amp;c=2>.'],
    ['`@kim <b>` ```https://x.test```', '`@kim &lt;b&gt;` ```https://x.test```'],
  ])('%s', (typed, text) => {
    expect(writeTypedText(typed, world)).toBe(text);
  });

  it('never lets raw markup through', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (typed) => {
        const withoutTokens = writeTypedText(typed, world).replace(
          /<[@#!][^<>]*>|<(?:https?:|mailto:)[^<>]*>/g,
          '',
        );
        expect(withoutTokens).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
      }),
    );
  });
});

describe('rich text', () => {
  it('keeps styles, tokens, emoji, lists, quotes and code', () => {
    expect(elementsOf('*bold* _it_ ~no~ `x` :wave: 10:30:45 <@U0KIM> <https://x.test|label>')).toEqual([
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'text', text: ' ' },
          { type: 'text', text: 'it', style: { italic: true } },
          { type: 'text', text: ' ' },
          { type: 'text', text: 'no', style: { strike: true } },
          { type: 'text', text: ' ' },
          { type: 'text', text: 'x', style: { code: true } },
          { type: 'text', text: ' ' },
          { type: 'emoji', name: 'wave' },
          { type: 'text', text: ' 10:30:45 ' },
          { type: 'user', user_id: 'U0KIM' },
          { type: 'text', text: ' ' },
          { type: 'link', url: 'https://x.test', text: 'label' },
        ],
      },
    ]);
    expect(elementsOf('intro\n• one\n• two\n&gt; quoted\n```a &lt; b```')).toEqual([
      { type: 'rich_text_section', elements: [{ type: 'text', text: 'intro' }] },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 0,
        border: 0,
        elements: ['one', 'two'].map((text) => ({
          type: 'rich_text_section',
          elements: [{ type: 'text', text }],
        })),
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a < b' }], border: 0 },
    ]);
  });

  it('has no block for an empty text and survives anything', () => {
    expect(writeRichText('')).toEqual([]);
    fc.assert(
      fc.property(
        fc.string(),
        (typed) => void unescapeText(JSON.stringify(writeRichText(writeTypedText(typed, world)))),
      ),
    );
  });
});
