// A slip of the finger: which words are taken for a mistyped command, and which are simply words.

import { describe, expect, it } from 'vitest';
import { findMeantWord, findNearWord, findSlippedWord } from '../../src/bridge/near-word.js';

describe('a mistyped word', () => {
  it.each([
    ['onlin', 'online'],
    ['noet', 'note'],
    ['categroy', 'category'],
    ['tranfser', 'transfer'],
    ['CLOES', 'close'],
    ['note', null],
    ['nice', null],
    ['thanks', null],
    ['hello', null],
    ['', null],
    ['ai', null],
    ['x'.repeat(5000), null],
  ])('“%s” is near to %s', (word, near) => {
    expect(findNearWord(word)).toBe(near);
  });

  it.each([
    ['!noet they are angry', 'note'],
    ['!note: they are angry', 'note'],
    ['! note they are angry', 'note'],
    ['!Categroy Returns', 'category'],
    ['!note they are angry', null],
    ['!note, really', null],
    ['!held send', null],
    ['!nice work', null],
    ['!!! great', null],
    ['note they are angry', null],
    ['say !noet', null],
  ])('“%s” was meant to ask %s', (raw, meant) => {
    expect(findMeantWord(raw)).toBe(meant);
  });

  it.each([
    ['noet they are angry', 'note'],
    ['Ntoe they are angry', 'note'],
    ['notte they are angry', 'note'],
    ['note: they are angry', 'note'],
    ['/clsoe', 'close'],
    ['!catgeory Returns', 'category'],
    ['note they are angry', null],
    ['not sure', null],
    ['Nope', null],
    ['none of these', null],
    ['hello: how can I help', null],
    ['text me', null],
    ['', null],
    ['x'.repeat(5000), null],
  ])('“%s” said to the bot was meant to ask %s', (raw, meant) => {
    expect(findSlippedWord(raw)).toBe(meant);
  });
});
