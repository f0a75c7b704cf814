// Characters beside a place are whole ones, and told apart as delimiters need it.

import { describe, expect, it } from 'vitest';
import {
  characterAt,
  characterBefore,
  isPunctuation,
  isSpace,
  isWord,
} from '../../../src/core/text/characters.js';

describe('the character', () => {
  const text = 'a😀b';

  it.each([
    [0, ''],
    [1, 'a'],
    [3, '😀'],
    [4, 'b'],
  ])('before %d is %j', (at, char) => {
    expect(characterBefore(text, at)).toBe(char);
  });

  it.each([
    [0, 'a'],
    [1, '😀'],
    [3, 'b'],
    [4, ''],
  ])('at %d is %j', (at, char) => {
    expect(characterAt(text, at)).toBe(char);
  });

  it('is what is there where a pair is broken', () => {
    expect(characterBefore('\ude00x', 1)).toBe('\ude00');
  });

  it.each([
    ['', { space: true, punctuation: false, word: false }],
    ['\u00a0', { space: true, punctuation: false, word: false }],
    ['*', { space: false, punctuation: true, word: false }],
    ['€', { space: false, punctuation: true, word: false }],
    ['ß', { space: false, punctuation: false, word: true }],
    ['7', { space: false, punctuation: false, word: true }],
    ['漢', { space: false, punctuation: false, word: true }],
    ['😀', { space: false, punctuation: true, word: false }],
  ])('%j is told apart', (char, kinds) => {
    expect({ space: isSpace(char), punctuation: isPunctuation(char), word: isWord(char) }).toEqual(kinds);
  });
});
