// What kind of character stands at a place: the question every delimiter rule asks.

const space = /^\s$/u;
const punctuation = /^[\p{P}\p{S}]$/u;
const word = /^[\p{L}\p{N}\p{M}]$/u;

/** The whole character (never half a surrogate pair) that ends just before `at`; '' at the start. */
export function characterBefore(text: string, at: number): string {
  if (at <= 0) return '';
  const unit = text.charCodeAt(at - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff && at >= 2;
  return isLow ? text.slice(at - 2, at) : text.charAt(at - 1);
}

/** The whole character that starts at `at`; '' at the end. */
export function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

/** White space, or the edge of the text. */
export function isSpace(char: string): boolean {
  return char === '' || space.test(char);
}

/** Punctuation or a symbol. */
export function isPunctuation(char: string): boolean {
  return punctuation.test(char);
}

/** A letter, a digit or a combining mark. */
export function isWord(char: string): boolean {
  return word.test(char);
}
