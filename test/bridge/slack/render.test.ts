// Cards, words and forms stay within Slack's limits whatever they hold, and nothing typed is ever live.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBlocks, checkView } from '../../../playground/slack/block-limits.js';
import type { Card, Control, Form, FormField, Part } from '../../../src/bridge/cards/card.js';
import type { Post } from '../../../src/bridge/desk.js';
import { renderCard, renderPost } from '../../../src/bridge/slack/render.js';
import { renderForm } from '../../../src/bridge/slack/render-form.js';
import { literal, type TextDocument } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { readText } from './stage.js';

const hostile = [
  '<!channel>',
  '<@U01>',
  '<https://evil.example|bank.example>',
  ':smile:',
  '*bold*',
  '`code`',
  '&lt;!here&gt;',
  '\u202Eabc',
  '\u0000',
  '👩‍👩‍👧',
  '@here',
];
const text = fc.oneof(
  { weight: 12, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...hostile), { maxLength: 400 }).map((all) => all.join(' ')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 2500, maxLength: 7000 }) },
);
const document: fc.Arbitrary<TextDocument> = fc.oneof(
  text.map(literal),
  text.map(parseCommonmark),
  fc.constant([]),
);
const ask = fc.record({ word: fc.constantFrom('claim', 'note'), args: fc.string({ maxLength: 2500 }) });
const option = fc.record({ label: text, value: fc.string({ maxLength: 90 }) });

const control: fc.Arbitrary<Control> = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const),
    label: text,
    ask,
    style: fc.constantFrom('primary' as const, 'danger' as const),
    confirm: fc.record({ title: text, text, yes: text }),
  }),
  fc.record({ kind: fc.constant('link' as const), label: text, url: fc.oneof(fc.webUrl(), text) }),
  fc.record({
    kind: fc.constant('menu' as const),
    placeholder: text,
    ask: fc.record({ word: fc.constant('category') }),
    options: fc.array(option, { maxLength: 120 }),
  }),
);

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text }),
  fc.record({ kind: fc.constant('text' as const), text: document }),
  fc.record({ kind: fc.constant('context' as const), text: document }),
  fc.record({
    kind: fc.constant('fields' as const),
    fields: fc.array(fc.record({ label: text, value: document }), { maxLength: 25 }),
  }),
  fc.record({ kind: fc.constant('controls' as const), controls: fc.array(control, { maxLength: 30 }) }),
  fc.record({
    kind: fc.constant('since' as const),
    label: text,
    at: fc.date({ noInvalidDate: true }),
    after: text,
  }),
  fc.record({ kind: fc.constant('divider' as const) }),
);

const card: fc.Arbitrary<Card> = fc.record({
  fallback: text,
  parts: fc.array(part, { maxLength: 60, size: 'max' }),
});

const field: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    id: fc.uuid(),
    label: text,
    multiline: fc.boolean(),
    initial: text,
    placeholder: text,
    maxLength: fc.integer({ min: -5, max: 9000 }),
  }),
  fc.record({
    kind: fc.constant('choice' as const),
    id: fc.uuid(),
    label: text,
    options: fc.array(option, { maxLength: 110 }),
    initial: text,
  }),
  fc.record({
    kind: fc.constant('files' as const),
    id: fc.uuid(),
    label: text,
    max: fc.integer({ min: 0, max: 50 }),
  }),
  fc.record({ kind: fc.constant('info' as const), text: document }),
);

/** Slack's tokens in text that Slack reads as mrkdwn; dates are ours. */
function liveTokens(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(liveTokens);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text: words } = value as { type?: string; text?: unknown };
  if (['user', 'usergroup', 'broadcast', 'channel', 'emoji'].includes(type ?? '')) return [String(type)];
  if (type === 'mrkdwn' && typeof words === 'string') return words.match(/<(?!!date\^)[@#!][^>]*>/g) ?? [];
  return Object.values(value).flatMap(liveTokens);
}

function sizeOf(blocks: readonly unknown[]): number {
  return blocks.reduce<number>((sum, block) => sum + readText(block).length, 0);
}

describe('renderCard', () => {
  it('stays within every limit and never makes anything typed live', () => {
    fc.assert(
      fc.property(card, (drawn) => {
        const message = renderCard(drawn);
        expect(checkBlocks(message.blocks, 'message')).toEqual([]);
        expect(message.text.length).toBeLessThanOrEqual(3000);
        expect(message.text).not.toMatch(/[<>]/);
        expect(message.text).not.toBe('');
        expect(liveTokens(message.blocks)).toEqual([]);
        expect(sizeOf(message.blocks.filter((block) => block.type !== 'actions'))).toBeLessThanOrEqual(
          12_100,
        );
        expect(checkBlocks(renderCard(drawn, 'home').blocks, 'home')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('says when something did not fit', () => {
    const parts = Array.from({ length: 60 }, (_, at) => ({
      kind: 'text' as const,
      text: literal(`line ${at}`),
    }));
    const { blocks } = renderCard({ fallback: 'x', parts });
    expect(blocks).toHaveLength(50);
    expect(readText(blocks.at(-1))).toContain('did not fit');
    expect(readText(blocks.at(-2))).toBe('line 48');
    expect(
      renderCard({ fallback: 'x', parts: parts.slice(0, 50) })
        .blocks.map(readText)
        .at(-1),
    ).toBe('line 49');
  });

  it('leaves out a button whose ask cannot be carried whole, and a menu of nothing', () => {
    const controls: Control[] = [
      { kind: 'button', label: 'Long', ask: { word: 'reply', args: 'x'.repeat(2000) } },
      { kind: 'menu', placeholder: 'Pick', ask: { word: 'category' }, options: [] },
      { kind: 'button', label: 'Fine', ask: { word: 'claim' } },
    ];
    const { blocks } = renderCard({ fallback: 'x', parts: [{ kind: 'controls', controls }] });
    expect(blocks.map(readText)).toEqual(['Fine']);
  });

  it('shows a moment in the reader’s own time zone', () => {
    const { blocks } = renderCard({
      fallback: 'x',
      parts: [{ kind: 'since', label: 'Waiting since', at: new Date(1_790_000_000_000) }],
    });
    expect(readText(blocks)).toBe(
      'Waiting since <!date^1790000000^{date_short_pretty} {time}|2026-09-21 14:13 UTC>',
    );
  });

  it('goes on after the moment with words that stay literal', () => {
    const { blocks } = renderCard({
      fallback: 'x',
      parts: [
        { kind: 'since', label: 'Until', at: new Date(1_790_000_000_000), after: '(5 h left) <!here>' },
      ],
    });
    expect(readText(blocks)).toMatch(/^Until <!date\^.*> \(5 h left\) &lt;!here&gt;$/u);
  });

  it('shows fields with bold labels and literal values', () => {
    const { blocks } = renderCard({
      fallback: 'x',
      parts: [{ kind: 'fields', fields: [{ label: 'Name', value: literal('<@U01> *M*') }] }],
    });
    expect(blocks).toEqual([
      { type: 'section', fields: [{ type: 'mrkdwn', text: '*Name*\n&lt;@U01&gt; ∗M∗', verbatim: true }] },
    ]);
  });
});

describe('renderPost', () => {
  it('shows words literally, whatever they hold', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const post: Post = {
          kind: 'words',
          as: { name: typed, pictureUrl: null, side: 'contact' },
          text: literal(typed),
          files: [],
          evidence: 'e',
        };
        const { blocks, text: fallback } = renderPost(post);
        expect(checkBlocks(blocks, 'message')).toEqual([]);
        expect(liveTokens(blocks)).toEqual([]);
        expect(fallback).not.toMatch(/[<>]/);
      }),
      { numRuns: 60 },
    );
  });

  it('names a file once: not again below words that are only its placeholder', () => {
    const bytes = async () => Buffer.alloc(0);
    const files = [{ name: 'dent.png', type: 'image/png', bytes, link: () => 'https://a.example/f' }];
    const show = (words: string) => {
      const as = { name: 'M', pictureUrl: null, side: 'contact' } as const;
      const { blocks } = renderPost({ kind: 'words', as, text: literal(words), files, evidence: 'e' });
      return JSON.stringify(blocks).split('dent.png').length - 1;
    };
    expect(show('🖼 image: dent.png')).toBe(1);
    expect(show('Look at this')).toBe(1);
  });

  it('keeps ten thousand characters whole', () => {
    const typed = 'ab cd 🙂 ef '.repeat(800);
    const { blocks } = renderPost({
      kind: 'words',
      as: { name: 'M', pictureUrl: null, side: 'contact' },
      text: literal(typed),
      files: [],
      evidence: 'e',
    });
    expect(blocks.map(readText).join('')).toBe(typed);
    expect(blocks.every((block) => readText(block).length <= 2900)).toBe(true);
  });
});

describe('renderForm', () => {
  it('can be submitted without inputs only when it asks for a yes', () => {
    const form: Form = {
      title: 'reopen_chat',
      submit: 'Send',
      ask: { word: 'template' },
      fields: [{ kind: 'info', text: literal('Hello again') }],
    };
    expect(renderForm(form, { place: null, threadRef: null, postRef: null }).submit).toBeUndefined();
    expect(
      renderForm({ ...form, confirms: true }, { place: null, threadRef: null, postRef: null }).submit,
    ).toMatchObject({ text: 'Send' });
  });

  it('stays within every limit', () => {
    const form: fc.Arbitrary<Form> = fc.record({
      title: text,
      submit: text,
      ask: fc.record({ word: fc.constant('note'), args: fc.string({ maxLength: 900 }) }),
      fields: fc.array(field, { maxLength: 20 }),
    });
    fc.assert(
      fc.property(form, (drawn) => {
        const view = renderForm(drawn, { place: 'C01', threadRef: '1.1', postRef: '1.2' });
        expect(checkView({ ...view }, 'modal')).toEqual([]);
        expect(liveTokens(view.blocks)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
