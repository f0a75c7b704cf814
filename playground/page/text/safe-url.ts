// Decides which addresses may become live links or image sources.

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The address if it is absolute and http, https or mailto; otherwise undefined, and the text stays text. */
export function toSafeLink(address: string): string | undefined {
  const scheme = readScheme(address);
  return scheme !== undefined && LINK_SCHEMES.has(scheme) ? address : undefined;
}

/** The address if an image may be loaded from it: http, https, or a path of this very server. */
export function toSafeImage(address: string): string | undefined {
  if (/^\/(?![/\\])/.test(address)) return address;
  const scheme = readScheme(address);
  return scheme === 'http:' || scheme === 'https:' ? address : undefined;
}

function readScheme(address: string): string | undefined {
  try {
    return new URL(address).protocol;
  } catch {
    return undefined;
  }
}
