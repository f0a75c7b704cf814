// Signs and checks calls between Baton and an outside bot, as the Standard Webhooks specification says.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** What is signed: the id and the moment with the body's very bytes. */
export interface Signed {
  readonly id: string;
  /** Unix time in seconds. */
  readonly timestamp: number;
  readonly body: Buffer;
}

/** The headers a signed call carries, as received. */
export interface SignatureHeaders {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/** How far a call's clock may be from ours, either way. */
const toleranceSeconds = 300;

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/** `v1,<base64>`: HMAC-SHA256 of `id.timestamp.body`. */
export function sign(secret: string, { id, timestamp, body }: Signed): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** True when one of the signatures is ours and the call is at most five minutes old, or ahead. */
export function isSigned(
  secret: string,
  headers: SignatureHeaders,
  at: { readonly body: Buffer; readonly now: Date },
): boolean {
  const { id, timestamp, signature } = headers;
  if (!id || id.length > 256 || !signature || signature.length > 4096 || !/^\d{1,12}$/.test(timestamp ?? ''))
    return false;
  const seconds = Number(timestamp);
  if (Math.abs(at.now.getTime() / 1000 - seconds) > toleranceSeconds) return false;
  const expected = Buffer.from(sign(secret, { id, timestamp: seconds, body: at.body }));
  return signature.split(' ').some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
