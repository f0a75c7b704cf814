// Reading typed lines: what is a word, what is only a line, and the text that follows with its formatting.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddressed, readBang, toInvocation, withoutWord } from '../../src/bridge/typed.js';
import { literal } from '../../src/core/text/document.js';
import { parseCommonmark } from '../../src/core/text.js';
import { line } from '../support/bridge-house.js';
import { wordsOf } from '../support/card-facts.js';

describe('a typed line', () => {
  it.each([
    ['!note VIP', { word: 'note', args: 'VIP' }],
    ['  !CLOSE', { word: 'close', args: '' }],
    ['!note two\nlines', { word: 'note', args: 'two\nlines' }],
    ['!take', { word: 'take', args: '' }],
    ['!nice work', null],
    ['!held send', null],
    ['!', null],
    ['! note', null],
    ['!note, really', null],
    ['say !note', null],
  ])('“%s” reads as %j', (raw, typed) => {
    expect(readBang(raw)).toEqual(typed);
  });

  it.each([
    ['', { word: 'help', args: '' }],
    [' claim #7 ', { word: 'claim', args: '#7' }],
    ['!close', { word: 'close', args: '' }],
    ['/livechat queue', { word: 'queue', args: '' }],
  ])('said to the bot, “%s” reads as %j', (raw, typed) => {
    expect(readAddressed(raw)).toEqual(typed);
  });

  it('keeps the formatting of what follows the word', () => {
    const typed = line('ann', '!note a *big* deal', { text: parseCommonmark('!note a **big** deal') });
    const { values, args } = toInvocation(typed.line, 'word', { word: 'note', args: 'a *big* deal' });
    expect(values.text).toBe('a **big** deal');
    expect(args).toBe('a *big* deal');
  });

  it('loses its word and no other, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const rest = withoutWord(literal(`!note ${text}`));
        expect(wordsOf(rest ?? []).trim()).toBe(wordsOf(literal(text)).trim());
      }),
    );
  });
});
