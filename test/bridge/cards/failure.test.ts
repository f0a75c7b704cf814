// A failed reply's line: what happened, what helps, and only the buttons that do.

import { describe, expect, it } from 'vitest';
import { lineCard } from '../../../src/bridge/cards/line.js';
import { systemActor } from '../../../src/core/actor.js';
import { buttonsOf, livePieces, readCard } from '../../support/card-facts.js';

const failed = (kind: string, more: Record<string, unknown> = {}) =>
  lineCard({
    event: 'delivery.dead',
    actor: systemActor('deliver'),
    data: { messageId: 'm1', error: { class: kind, code: '1', sentence: 'It was refused.' }, ...more },
    conversationId: 'c',
  });
const waysOut = (card: ReturnType<typeof failed>) =>
  buttonsOf(card).map(({ label, ask }) => [label, ask.word, ask.args]);
const giveUp = ['Give up', 'retry', 'discard m1'];

describe('a reply that did not arrive (B2, A8)', () => {
  it.each(['retry', 'recipient', 'auth', 'policy'])('of class %s can be retried', (kind) => {
    expect(waysOut(failed(kind))).toEqual([['Retry', 'retry', 'send m1'], giveUp]);
    expect(readCard(failed(kind)).split('\n').length).toBeGreaterThan(1);
  });

  it('because the window closed offers a template, and no Retry that would fail again (A4)', () => {
    expect(waysOut(failed('window', { hasTemplates: true }))).toEqual([
      ['Template', 'template', undefined],
      giveUp,
    ]);
    expect(waysOut(failed('window'))).toEqual([giveUp]);
    expect(readCard(failed('window'))).toContain('once the customer writes again, the word retry');
  });

  it('because of its content is changed before it is sent again', () => {
    expect(waysOut(failed('content'))).toEqual([['Edit and send again', 'retry', 'edit m1'], giveUp]);
  });

  it('says which reply it was, literally', () => {
    const card = failed('retry', { text: '<!channel> [x](https://evil.example) your parcel' });
    expect(readCard(card)).toContain('“<!channel> [x](https://evil.example) your parcel”');
    expect(livePieces(card)).toEqual([]);
  });

  it('of unknown fate warns that it may come twice', () => {
    const card = lineCard({
      event: 'delivery.unknown',
      actor: systemActor('deliver'),
      data: { messageId: 'm1', error: { class: 'retry', code: 'x', sentence: 'No answer.' } },
      conversationId: 'c',
    });
    expect(readCard(card)).toContain('twice');
    expect(waysOut(card)).toEqual([
      ['Send again', 'retry', 'send m1'],
      ['Leave it', 'retry', 'discard m1'],
    ]);
  });

  it.each([
    ['assistant', '⚠️ What the assistant wrote did not reach the customer: It was refused.'],
    ['system', '⚠️ An automatic message did not reach the customer: It was refused.'],
  ])('of the %s says which words were lost; nobody but its author could send them again', (what, words) => {
    const card = failed('window', { what, text: 'One moment, please.' });
    expect(card.fallback).toBe(words);
    expect(readCard(card)).toContain('“One moment, please.”');
    expect(buttonsOf(card)).toEqual([]);
  });

  it.each([
    ['reaction', '⚠️ A reaction did not reach the customer: It was refused.'],
    ['edit', '⚠️ An edited message did not reach the customer: It was refused.'],
  ])('that only changes what is out says so, without buttons: %s', (what, words) => {
    const card = failed('content', { what });
    expect(card.fallback).toBe(words);
    expect(buttonsOf(card)).toEqual([]);
  });
});
