// Signs that look like formatting and are none: for markups that have no escape for a literal sign.

const lookAlikes: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ', '>': '›' };

/** Every formatting sign of the text by its look-alike; other characters stay. */
export function toLookAlikes(signs: string): string {
  return [...signs].map((sign) => lookAlikes[sign] ?? sign).join('');
}
