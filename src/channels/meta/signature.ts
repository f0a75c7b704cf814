// Tells Meta's own requests from everyone else's: the signature over the raw bytes, the token of the handshake.

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const shape = /^sha256=([0-9a-f]{64})$/i;

/**
 * True when the header (`X-Hub-Signature-256`) signs exactly these bytes with one of the app secrets. Several are
 * known while one is being replaced, and where Instagram has its own.
 */
export function isSigned(raw: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  const hex = shape.exec(header ?? '')?.[1];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  // All of them are tried, so that the time taken does not tell which one fits.
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => timingSafeEqual(given, createHmac('sha256', secret).update(raw).digest()))
    .includes(true);
}

/** True when the given value is the wanted token; takes the same time wherever they differ. */
export function isToken(given: unknown, wanted: string): boolean {
  if (typeof given !== 'string' || wanted === '') return false;
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
