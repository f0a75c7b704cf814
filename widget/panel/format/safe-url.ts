// Which addresses a link in a message may lead to.

const schemes = ['http:', 'https:', 'mailto:', 'tel:'];

/** The address to link to; null for every other scheme and for what is no address at all. */
export function safeUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return schemes.includes(url.protocol) ? url.href : null;
}
