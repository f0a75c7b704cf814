// Proves that Slack's text becomes the tree it means, and that nothing in it can become live by accident.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, parseMrkdwn, parsePlain } from '../../../../playground/page/text/mrkdwn.js';
import type { Block, Inline } from '../../../../playground/page/text/tree.js';

const text = (words: string): Inline => ({ kind: 'text', text: words });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

describe('parseInline', () => {
  it('reads bold, italic, strike and code', () => {
    expect(parseInline('a *b* _c_ ~d~ `e*f*`')).toEqual([
      text('a '),
      { kind: 'styled', style: 'bold', children: [text('b')] },
      text(' '),
      { kind: 'styled', style: 'italic', children: [text('c')] },
      text(' '),
      { kind: 'styled', style: 'strike', children: [text('d')] },
      text(' '),
      { kind: 'code', text: 'e*f*' },
    ]);
  });

  it('nests styles', () => {
    expect(parseInline('*a _b_*')).toEqual([
      {
        kind: 'styled',
        style: 'bold',
        children: [text('a '), { kind: 'styled', style: 'italic', children: [text('b')] }],
      },
    ]);
  });

  it.each(['snake_case_name', '2 * 3 * 4', 'a*b*c', '* not bold *', '**'])('leaves %s alone', (words) => {
    expect(parseInline(words)).toEqual([text(words)]);
  });

  it('does not end a style inside a link or code', () => {
    expect(parseInline('_<https://a.example/x_y|x_ y>_')).toEqual([
      {
        kind: 'styled',
        style: 'italic',
        children: [{ kind: 'link', url: 'https://a.example/x_y', children: [text('x_ y')] }],
      },
    ]);
  });

  it('reads mentions of people, channels, groups and everyone', () => {
    expect(parseInline('<@U1|ann><#C1|general><!subteam^S1|@team><!here>')).toEqual([
      { kind: 'mention', of: 'user', id: 'U1', label: 'ann' },
      { kind: 'mention', of: 'channel', id: 'C1', label: 'general' },
      { kind: 'mention', of: 'group', id: 'S1', label: '@team' },
      { kind: 'mention', of: 'everyone', id: 'here', label: '@here' },
    ]);
  });

  it('links http, https and mailto, and leaves every other scheme as text', () => {
    expect(parseInline('<https://a.example/?a=1&amp;b=2|A &amp; B>')).toEqual([
      { kind: 'link', url: 'https://a.example/?a=1&b=2', children: [text('A & B')] },
    ]);
    expect(parseInline('<mailto:a@b.example|a@b.example>')).toEqual([
      { kind: 'link', url: 'mailto:a@b.example', children: [text('a@b.example')] },
    ]);
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//x.example',
      'vbscript:x',
    ]) {
      expect(parseInline(`<${url}|click>`)).toEqual([text('click')]);
    }
  });

  it('links bare addresses unless verbatim, without the full stop behind them', () => {
    const link: Inline = {
      kind: 'link',
      url: 'https://a.example/b',
      children: [text('https://a.example/b')],
    };
    expect(parseInline('see https://a.example/b.')).toEqual([text('see '), link, text('.')]);
    expect(parseInline('see https://a.example/b.', { verbatim: true })).toEqual([
      text('see https://a.example/b.'),
    ]);
  });

  it('reads emoji with skin tones', () => {
    expect(parseInline(':wave::skin-tone-3: hi :no emoji:')).toEqual([
      { kind: 'emoji', name: 'wave' },
      text(' hi :no emoji:'),
    ]);
  });

  it('shows escaped markup as the characters it stands for', () => {
    expect(parseInline('&lt;!here&gt; &amp;lt; &lt;@U1&gt;')).toEqual([text('<!here> &lt; <@U1>')]);
  });

  it('fills in dates, and falls back when the token is broken', () => {
    const nowMs = Date.UTC(2026, 10, 22, 12);
    const [time] = parseInline(`<!date^${nowMs / 1000 - 120}^{ago}|then>`, { nowMs });
    expect(time).toEqual({ kind: 'time', text: '2 min ago' });
    expect(parseInline('<!date^soon^{date}|then>')).toEqual([text('then')]);
  });
});

describe('parseMrkdwn', () => {
  it('reads quotes, lists and code blocks', () => {
    expect(parseMrkdwn('hi\n&gt; one\n&gt; two\n• a\n• b\n1. c\n```x &lt; *y*\n<@U1|ann>```\nend')).toEqual([
      paragraph(text('hi')),
      { kind: 'quote', children: [paragraph(text('one'), { kind: 'break' }, text('two'))] },
      { kind: 'list', ordered: false, start: 1, indent: 0, items: [[text('a')], [text('b')]] },
      { kind: 'list', ordered: true, start: 1, indent: 0, items: [[text('c')]] },
      { kind: 'pre', text: 'x < *y*\nann' },
      paragraph(text('end')),
    ]);
  });

  it('keeps line breaks', () => {
    expect(parseMrkdwn('a\n\nb')).toEqual([
      paragraph(text('a'), { kind: 'break' }, { kind: 'break' }, text('b')),
    ]);
  });

  it('never throws and never makes an unsafe link, whatever the text', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      '|',
      '@',
      '!',
      '&lt;',
      'javascript:',
      'https://x',
      ' ',
      'a',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const url of listLinks(parseMrkdwn(pieces.join('')))) expect(url).toMatch(/^(https?:|mailto:)/);
      }),
    );
  });
});

describe('parsePlain', () => {
  it('knows only line breaks and emoji', () => {
    expect(parsePlain('*a* <@U1>\n:tada:')).toEqual([
      text('*a* <@U1>'),
      { kind: 'break' },
      { kind: 'emoji', name: 'tada' },
    ]);
    expect(parsePlain(':tada:', false)).toEqual([text(':tada:')]);
  });
});

function listLinks(blocks: Block[]): string[] {
  return [...JSON.stringify(blocks).matchAll(/"url":"([^"]*)"/g)].map((match) => match[1] ?? '');
}
