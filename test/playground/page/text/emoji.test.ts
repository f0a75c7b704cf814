// Proves that the emoji table is whole and can be searched.
import { describe, expect, it } from 'vitest';
import { findEmoji, PICKER_EMOJI, searchEmoji } from '../../../../playground/page/text/emoji.js';

describe('the emoji table', () => {
  it('knows every emoji the picker offers, and the marks Baton sets on messages', () => {
    const marks = ['hourglass_flowing_sand', 'white_check_mark', 'eyes', 'warning'];
    for (const name of [...PICKER_EMOJI, ...marks]) expect(findEmoji(name), name).toBeTruthy();
  });
  it('answers undefined for what it does not know', () => {
    expect(findEmoji('acme_logo')).toBeUndefined();
  });
  it('offers names that begin with the word first', () => {
    expect(searchEmoji('heart', 3)).toEqual(['heart', 'heart_eyes', 'broken_heart']);
  });
});
