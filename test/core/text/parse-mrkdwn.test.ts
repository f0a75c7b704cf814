// What Slack's text means as a document, and what customers then read.

import { describe, expect, it } from 'vitest';
import type { Names } from '../../../src/core/text/names.js';
import { parseMrkdwn } from '../../../src/core/text/parse-mrkdwn.js';
import { printCommonmark } from '../../../src/core/text/print-commonmark.js';
import { printPlain } from '../../../src/core/text/print-plain.js';

const known: Readonly<Record<string, string>> = {
  'user U1': 'Kim',
  'channel C1': 'support',
  'group S1': 'billing',
};
const names: Names = (kind, id) => known[`${kind} ${id}`] ?? null;

/** Slack's text, as CommonMark for the widget, as plain text for a channel without markup. */
const golden: readonly (readonly [string, string, string])[] = [
  ['*bold* _italic_ ~strike~ `code`', '**bold** _italic_ ~~strike~~ `code`', 'bold italic strike code'],
  ['_*both*_', '**_both_**', 'both'],
  ['a*b*c snake_case **twice**', 'a\\*b\\*c snake_case \\*\\*twice\\*\\*', 'a*b*c snake_case **twice**'],
  ['*not\nbold*', '\\*not\nbold\\*', '*not\nbold*'],
  ['fish &amp; chips &lt;3 &amp;lt;', 'fish & chips \\<3 \\&lt;', 'fish & chips <3 &lt;'],
  ['ask <@U1> or <@U9|Lee> or <@U8>', 'ask @Kim or @Lee or @someone', 'ask @Kim or @Lee or @someone'],
  ['in <#C1|old-name> and <#C9|>', 'in #support and #channel', 'in #support and #channel'],
  [
    '<!here> <!channel> <!subteam^S1|@old> <!subteam^S2|@ops>',
    '@here @channel @billing @ops',
    '@here @channel @billing @ops',
  ],
  ['<!date^1790000000^{date}|21 Sept>', '21 Sept', '21 Sept'],
  ['<!date^1790000000^{date}>', '2026-09-21 14:13 UTC', '2026-09-21 14:13 UTC'],
  [
    '<https://acme.example/a_b|our page>',
    '[our page](https://acme.example/a_b)',
    'our page: https://acme.example/a_b',
  ],
  ['<https://acme.example?a=1&amp;b=2>', 'https://acme.example?a=1&b=2', 'https://acme.example?a=1&b=2'],
  ['<mailto:a@b.example|a@b.example>', '<mailto:a@b.example>', 'a@b.example'],
  ['<javascript:alert(1)>', 'javascript:alert(1)', 'javascript:alert(1)'],
  ['<javascript:alert(1)|click>', 'click (javascript:alert(1))', 'click (javascript:alert(1))'],
  [
    ':wave: :+1::skin-tone-3: :our-logo: 10:30:45',
    '👋 👍🏼 :our-logo: 10:30:45',
    '👋 👍🏼 :our-logo: 10:30:45',
  ],
  ['`:wave: &lt;@U1&gt; *x*`', '`:wave: <@U1> *x*`', ':wave: <@U1> *x*'],
  ['```\nlet a = &lt;b&gt;;\n```', '```\nlet a = <b>;\n```', 'let a = <b>;'],
  ['before ```x``` after', 'before\n\n```\nx\n```\n\nafter', 'before\n\nx\n\nafter'],
  ['``` never closed', '\\`\\`\\` never closed', '``` never closed'],
  ['&gt; quoted\n&gt; twice\nnot', '> quoted\n> twice\n\nnot', '> quoted\n> twice\n\nnot'],
  ['&gt;&gt;&gt; all\nthe rest', '> all\n> the rest', '> all\n> the rest'],
  ['• a\n    ◦ b\n• c', '- a\n  - b\n- c', '• a\n    • b\n• c'],
  ['Steps:\n1. one\n2. two', 'Steps:\n\n1. one\n2. two', 'Steps:\n1. one\n2. two'],
  ['a\n\n\nb', 'a\n\nb', 'a\n\nb'],
];

describe('parseMrkdwn (A26)', () => {
  it.each(golden)('%j becomes CommonMark %j and plain %j', (source, commonmark, plain) => {
    const document = parseMrkdwn(source, names);
    expect(printCommonmark(document)).toBe(commonmark);
    expect(printPlain(document)).toBe(plain);
  });

  it('reads text without names', () => {
    expect(printPlain(parseMrkdwn('hi <@U1>'))).toBe('hi @someone');
  });
});
