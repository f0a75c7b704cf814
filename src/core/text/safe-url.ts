// Decides which addresses may become live links, and finds bare addresses in running text.

const forbidden = /[\p{Cc} <>"`|\\]/gu;
const webAddress = /^https?:\/\/[^/?#\s]/i;
const personAddress = /^(?:mailto|tel):[^\s]/i;

/** Longest address that may become a link, in characters. */
export const urlLimit = 2048;

/**
 * The address as it may stand behind a link (unsafe characters percent-encoded), or null when it is
 * not http, https, mailto or tel, or longer than `urlLimit`: such links are shown as text.
 */
export function safeUrl(url: string): string | null {
  const trimmed = url.trim();
  if (trimmed.length > urlLimit) return null;
  if (!webAddress.test(trimmed) && !personAddress.test(trimmed)) return null;
  return trimmed.replace(forbidden, (char) => encodeURIComponent(char));
}

const bareAddress = /https?:\/\/[^\s<>[\]"`\\]{1,2049}/iy;
const trailing = new Set('.,;:!?\'"*_~');

/**
 * The bare http(s) address that starts exactly at `at`, without the punctuation that closes the sentence
 * around it; null when none starts there.
 */
export function readBareUrl(text: string, at: number): string | null {
  bareAddress.lastIndex = at;
  const found = bareAddress.exec(text)?.[0];
  if (found === undefined) return null;
  const url = found.slice(0, endOfUrl(found));
  return safeUrl(url) === url ? url : null;
}

function endOfUrl(found: string): number {
  let unopened = 0;
  for (const char of found) unopened += char === ')' ? 1 : char === '(' ? -1 : 0;
  let end = found.length;
  while (end > 0) {
    const last = found.charAt(end - 1);
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!trailing.has(last)) break;
    end -= 1;
  }
  return end;
}
