// Turns Slack's emoji names into Unicode; custom emoji keep their `:name:`.

import { emojiNames } from './emoji-names.js';

const glyphs = new Map<string, string>();
for (const entry of emojiNames.trim().split(/\s*\n\s*|\|/)) {
  const words = entry.split(' ');
  const glyph = words.pop();
  for (const word of words) if (glyph) glyphs.set(word, glyph);
}

const presentation = '\ufe0f';

/**
 * The glyph of an emoji name, with a skin tone of 2 (light) to 6 (dark) where one is given;
 * null for names we do not know, such as a workspace's own.
 */
export function findEmoji(name: string, skinTone?: number): string | null {
  const glyph = glyphs.get(name);
  if (glyph === undefined) return null;
  if (skinTone === undefined || skinTone < 2 || skinTone > 6) return glyph;
  const [first = '', ...rest] = glyph;
  if (!/\p{Emoji_Modifier_Base}/u.test(first)) return glyph;
  const tone = String.fromCodePoint(0x1f3f9 + skinTone);
  const tail = rest[0] === presentation ? rest.slice(1) : rest;
  return first + tone + tail.join('');
}

const shortcode = /:([a-z0-9_+'-]{1,100}):(?::skin-tone-([2-6]):)?/y;

/** The shortcode that starts exactly at `at`: its length and its glyph; null when none we know starts there. */
export function readShortcode(
  text: string,
  at: number,
): { readonly glyph: string; readonly length: number } | null {
  shortcode.lastIndex = at;
  const found = shortcode.exec(text);
  if (!found) return null;
  const glyph = findEmoji(found[1] ?? '', found[2] === undefined ? undefined : Number(found[2]));
  return glyph === null ? null : { glyph, length: found[0].length };
}
