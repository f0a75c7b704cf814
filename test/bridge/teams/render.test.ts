// Every card and post as Teams gets it: taken whole, small enough, and nothing in it that somebody typed is live.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/bridge/cards/card.js';
import type { Post } from '../../../src/bridge/desk.js';
import { renderCard, renderCardDialog, renderPost } from '../../../src/bridge/teams/render.js';
import { asRecord, recordAt, recordsAt } from '../../../src/core/payload.js';
import { literal } from '../../../src/core/text/document.js';
import { parseCommonmark } from '../../../src/core/text/parse-commonmark.js';
import { buttonsOf } from '../../support/card-facts.js';
import { actionsOf, judgeCard, piecesOf, readLines } from './card-shape.js';
import { everyCard, longHistory } from './every-card.js';

const cards = Object.entries(everyCard());
const hostile = [
  '<at>Baton</at>',
  '**bold**',
  '[bank.example](https://evil.example)',
  '{{DATE(2026-11-22T09:00:00Z,SHORT)}}',
  '{{TIME(2026-11-22T09:00:00Z)}}',
  '<b>Kim · agent</b>',
  '\u202Eabc',
  '# head\n- item',
];
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...hostile), { maxLength: 40 }).map((all) => all.join(' ')),
);

function postOf(change: Partial<Extract<Post, { kind: 'words' }>>): Extract<Post, { kind: 'words' }> {
  const as = { name: 'Maria', pictureUrl: null, side: 'contact' as const };
  return { kind: 'words', as, text: literal('Hello'), files: [], evidence: 'e', ...change };
}

const contentOf = (activity: unknown) =>
  recordAt(recordsAt(asRecord(activity), 'attachments')[0] ?? null, 'content');

describe('cards on Teams', () => {
  it.each(cards)('%s: is taken, in a message and in a dialog', (_, card) => {
    for (const speaking of ['plain', 'mention'] as const) {
      expect(judgeCard(renderCard(card, speaking))).toEqual([]);
      const dialog = renderCardDialog(card, speaking);
      expect(judgeCard(recordAt(recordAt(dialog, 'card'), 'content'))).toEqual([]);
    }
  });

  it.each(cards)('%s: offers every button', (_, card) => {
    const titles = actionsOf(renderCard(card, 'plain')).map((action) => action.title);
    expect(titles).toEqual(expect.arrayContaining(buttonsOf(card).map((button) => button.label)));
  });

  it('opens what has something to read or fill in as a dialog, and does everything else at once', () => {
    const actions = actionsOf(renderCard(everyCard()['root: active'] as Card, 'plain'));
    const typeOf = (title: string) => actions.find((action) => action.title === title);
    expect(typeOf('Note')).toMatchObject({
      type: 'Action.Submit',
      data: { msteams: { type: 'task/fetch' }, ask: { w: 'note' } },
    });
    expect(typeOf('Restore to AI')).toMatchObject({
      type: 'Action.Execute',
      verb: 'baton',
      data: { ask: { w: 'restore', e: 3 } },
    });
  });

  it('only submit in dialogs, which know no other action', () => {
    const dialog = renderCardDialog(everyCard()['root: active'] as Card, 'plain');
    expect(new Set(actionsOf(dialog).map((action) => action.type))).toEqual(new Set(['Action.Submit']));
    expect(JSON.stringify(dialog)).not.toContain('task/fetch');
    expect(dialog.title).toBe('#1042 · Maria Lopez');
  });

  it('show moments in the reader’s own time zone', () => {
    const blocks = piecesOf(renderCard(everyCard()['root: waiting'] as Card, 'plain')).filter(
      (piece) => piece.type === 'TextBlock',
    );
    expect(blocks.map((block) => block.text)).toEqual([
      '{{DATE(2026-11-22T09:05:00Z,SHORT)}} {{TIME(2026-11-22T09:05:00Z)}}',
    ]);
  });

  it('ask before what has to be confirmed', () => {
    const confirm = { title: 'Close it?', text: 'The customer is told.', yes: 'Close it' };
    const button = { kind: 'button' as const, label: 'Close', ask: { word: 'close' }, confirm };
    const card = renderCard({ fallback: 'x', parts: [{ kind: 'controls', controls: [button] }] }, 'plain');
    expect(judgeCard(card)).toEqual([]);
    expect(actionsOf(card).map(({ type, title }) => [type, title])).toEqual([
      ['Action.ShowCard', 'Close'],
      ['Action.Execute', 'Close it'],
    ]);
    expect(readLines(card)).toEqual(['Close it?', 'The customer is told.']);
  });

  it('have a row of seven stand with its last behind the rest', () => {
    const controls = Array.from({ length: 8 }, (_, index) => ({
      kind: 'button' as const,
      label: `B${index}`,
      ask: { word: 'claim' },
    }));
    const row = actionsOf(renderCard({ fallback: 'x', parts: [{ kind: 'controls', controls }] }, 'plain'));
    expect(row.map((action) => action.mode)).toEqual([...Array(6).fill(undefined), 'secondary', 'secondary']);
  });

  it('keep what customers typed literal wherever it stands (B13)', () => {
    fc.assert(
      fc.property(words, words, (name, text) => {
        for (const card of Object.values(everyCard({ name, text }))) {
          const rendered = renderCard(card, 'plain');
          expect(judgeCard(rendered)).toEqual([]);
          const opened = piecesOf(rendered).filter((piece) => piece.type === 'Action.OpenUrl');
          expect(opened.every((action) => action.url === 'https://teams.example/l/1')).toBe(true);
        }
      }),
      // Shrinking draws every card again at each step: the first example is as telling.
      { numRuns: 25, endOnFailure: true },
    );
  });

  it.each(['Lorem ipsum dolor. '.repeat(80), '漢字'.repeat(750), '🦊"\\\n'.repeat(375), '\n'.repeat(1500)])(
    'of the longest history stay below 25 KB with all buttons (%#)',
    (text) => {
      const card = renderCard(longHistory(text), 'plain');
      expect(judgeCard(card)).toEqual([]);
      expect(actionsOf(card).map((action) => action.title)).toEqual(['Show earlier (900)']);
    },
  );

  it('say so when something was cut, and only then', () => {
    expect(readLines(renderCard(longHistory('漢字'.repeat(750)), 'plain')).at(-1)).toBe(
      '… not everything fits here.',
    );
    expect(readLines(renderCard(longHistory('short'), 'plain')).join()).not.toContain('fits');
  });
});

describe('short lines on Teams', () => {
  const postCard = (card: Card) => renderPost({ kind: 'card', card, evidence: 'e' }, 'plain');
  const line = (text: string): Card => ({
    fallback: 'Closed',
    parts: [{ kind: 'context', text: literal(text) }],
  });

  it('stand without a frame, literal too', () => {
    expect(postCard(line('“<at>Kim</at> **x**”'))).toEqual({
      type: 'message',
      summary: 'Closed',
      textFormat: 'xml',
      text: '“&lt;at&gt;Kim&lt;/at&gt; **x**”',
    });
  });

  it('are cards when they are long or when something can be done', () => {
    expect(postCard(line('x'.repeat(2_000)))).not.toHaveProperty('text');
    expect(postCard(everyCard().failure as Card)).not.toHaveProperty('text');
  });
});

describe('words on Teams', () => {
  it('stand under their speaker’s name and side, literal', () => {
    const text = literal('<at>Baton</at> & **x**\nline');
    expect(renderPost(postOf({ text }), 'plain')).toEqual({
      type: 'message',
      summary: 'Maria · customer: <at>Baton</at> & **x** line',
      textFormat: 'xml',
      text: '<b>Maria · customer</b><br/>&lt;at&gt;Baton&lt;/at&gt; &amp; **x**<br/>line',
    });
  });

  it('keep the formatting of the assistant', () => {
    const as = { name: 'Acme', pictureUrl: null, side: 'assistant' as const };
    expect(renderPost(postOf({ as, text: parseCommonmark('It is **there**.') }), 'plain').text).toBe(
      '<b>Acme · assistant</b><br/>It is <b>there</b>.',
    );
  });

  it('with files are a card with a link to each, pictures inline', () => {
    const file = (name: string, type: string) => ({
      name,
      type,
      bytes: () => Promise.resolve(Buffer.alloc(0)),
      link: () => `https://baton.example/f/${encodeURIComponent(name)}`,
    });
    const files = [file('a**b**.png', 'image/png'), file('bill.pdf', 'application/pdf')];
    const card = contentOf(renderPost(postOf({ files }), 'plain'));
    expect(judgeCard(card)).toEqual([]);
    expect(readLines(card)).toEqual([
      'Maria · customer',
      'Hello',
      '🖼 a**b**.png',
      'image/png',
      '📎 bill.pdf',
      'application/pdf',
    ]);
    const pictures = piecesOf(card).filter((piece) => piece.type === 'Image');
    expect(pictures.map((picture) => picture.url)).toEqual(['https://baton.example/f/a**b**.png']);
    expect(actionsOf(card).map((action) => action.url)).toEqual(files.map((one) => one.link()));
  });

  it('name a file once: not again below words that are only its placeholder', () => {
    const bytes = () => Promise.resolve(Buffer.alloc(0));
    const files = [{ name: 'dent.png', type: 'image/png', bytes, link: () => 'https://baton.example/f' }];
    const linesOf = (words: string) =>
      readLines(contentOf(renderPost(postOf({ files, text: literal(words) }), 'plain')));
    expect(linesOf('🖼 image: dent.png')).toEqual(['Maria · customer', '🖼 dent.png', 'image/png']);
    expect(linesOf('Look')).toEqual(['Maria · customer', 'Look', '🖼 dent.png', 'image/png']);
  });

  it('that are too long for one message are cut with a line that says so', () => {
    const text = String(renderPost(postOf({ text: literal('&'.repeat(10_000)) }), 'plain').text);
    expect(text.length).toBeLessThan(20_200);
    expect(text).toMatch(/…<br\/><i>The rest does not fit into a message of Teams\.<\/i>$/);
    expect(renderPost(postOf({ text: literal('x'.repeat(10_000)) }), 'plain').text).not.toContain('fit');
  });
});

describe('names on Teams', () => {
  it('are escaped in a message', () => {
    const as = { name: '</b><at>Kim</at>', pictureUrl: null, side: 'contact' as const };
    expect(renderPost(postOf({ as }), 'plain').text).toBe(
      '<b>&lt;/b&gt;&lt;at&gt;Kim&lt;/at&gt; · customer</b><br/>Hello',
    );
  });
});
