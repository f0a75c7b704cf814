// Cuts texts to a platform's limits without breaking a character in two.

/** The text, at most `limit` UTF-16 units long; an ellipsis marks what was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, splitPoint(text, limit - 1))}…`;
}

/** The text in pieces of at most `limit` units, broken at a space where one is near, never inside a character. */
export function pieces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const hard = splitPoint(rest, limit);
    const space = rest.lastIndexOf(' ', hard - 1) + 1;
    const at = space > hard * 0.75 ? space : hard;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** The last place up to `limit` that is not in the middle of a surrogate pair. */
function splitPoint(text: string, limit: number): number {
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}
