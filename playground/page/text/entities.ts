// Undoes the three escapes Slack text uses for its own markup characters.

/** `&amp;`, `&lt;` and `&gt;` become the characters they stand for; nothing else is touched. */
export function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'lt' ? '<' : '>',
  );
}
