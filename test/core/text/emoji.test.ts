// Emoji names become glyphs, with skin tones where they apply; every entry of the table is an emoji.

import { describe, expect, it } from 'vitest';
import { findEmoji, readShortcode } from '../../../src/core/text/emoji.js';
import { emojiNames } from '../../../src/core/text/emoji-names.js';

describe('findEmoji', () => {
  it('knows several names of one emoji, and not a custom one', () => {
    expect([findEmoji('thumbsup'), findEmoji('+1'), findEmoji('acme-logo')]).toEqual(['👍', '👍', null]);
  });

  it('gives hands and people their skin tone, and nothing else', () => {
    expect([
      findEmoji('wave', 2),
      findEmoji('wave', 6),
      findEmoji('tada', 3),
      findEmoji('v', 4),
      findEmoji('woman-shrugging', 5),
    ]).toEqual(['👋🏻', '👋🏿', '🎉', '✌🏽', '🤷🏾‍♀️']);
  });

  it('holds only names with one glyph each', () => {
    const seen = new Set<string>();
    for (const entry of emojiNames.trim().split(/[\n|]/)) {
      const entryNames = entry.split(' ');
      expect(entryNames.pop()).toMatch(/^\P{ASCII}+$|^[0-9#]\ufe0f\u20e3$/u);
      for (const name of entryNames) {
        expect(seen.has(name), name).toBe(false);
        expect(name).toMatch(/^[a-z0-9_+-]+$/);
        seen.add(name);
      }
    }
    expect(seen.size).toBeGreaterThan(400);
  });

  it('reads a shortcode at its place only', () => {
    expect(readShortcode('a :wave:', 2)).toEqual({ glyph: '👋', length: 6 });
    expect(readShortcode('a :wave:', 1)).toBeNull();
    expect(readShortcode(':30:', 0)).toBeNull();
  });
});
