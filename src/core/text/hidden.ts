// Makes characters that could deceive a reader visible: controls, direction overrides, zero-width ones.

const controls = /[\p{Cc}\u202a-\u202e\u2066\u2067\u200b\u2060\ufeff]/gu;

function reveal(char: string): string {
  if (char === '\n' || char === '\t') return char;
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  return `⟦U+${point.toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

/** The text with control, direction-override and zero-width characters shown by name; joiners of emoji and scripts stay. */
export function revealHidden(text: string): string {
  return text.replace(controls, reveal);
}
