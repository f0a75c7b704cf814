// Who a visitor is: random tokens of which only the hash is kept, and identities signed by the company's back end.

import { createHash, randomBytes } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ContactFacts } from '../inbound.js';
import { WebRefusal } from './errors.js';

/** A new visitor token: 256 random bits, base64url. It is shown once and never stored here. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The SHA-256 of a token in hex: what the store keeps and looks up. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** The token of an Authorization header; null when there is none or it has another shape. */
export function readBearer(header: string | undefined): string | null {
  const match = /^Bearer ([^\s]+)$/i.exec(header ?? '');
  const token = match?.[1];
  return token && tokenPattern.test(token) ? token : null;
}

const longestSeconds = 3600;
const toleranceSeconds = 30;

const claims = z.object({
  sub: z.string().min(1).max(200),
  exp: z.number(),
  iat: z.number(),
  name: z.string().max(200).optional(),
  email: z.string().max(320).optional(),
  phone: z.string().max(50).optional(),
  picture: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  attributes: z.record(z.string().max(50), z.string().max(500)).optional(),
});

export interface Person {
  readonly subject: string;
  readonly facts: ContactFacts;
}

/**
 * Reads an identity signed by the company: HS256 and nothing else, `aud` = the site key, `sub`, `iat`, and an `exp`
 * at most an hour after `iat` and from now. Throws WebRefusal 401 without saying which check failed.
 */
export async function verifyIdentity(jwt: string, site: string, secret: string): Promise<Person> {
  try {
    const { payload } = await jwtVerify(jwt, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: site,
      requiredClaims: ['exp', 'iat', 'sub', 'aud'],
      clockTolerance: toleranceSeconds,
      maxTokenAge: longestSeconds,
    });
    const read = claims.parse(payload);
    if (read.exp - read.iat > longestSeconds) throw new errors.JWTExpired('lives too long', payload, 'exp');
    return { subject: read.sub, facts: readFacts(read) };
  } catch (cause) {
    throw new WebRefusal(401, 'identity-refused', 'This identity could not be verified.', { cause });
  }
}

function readFacts(read: z.infer<typeof claims>): ContactFacts {
  return {
    verified: true,
    ...(read.name === undefined ? {} : { name: read.name }),
    ...(read.email === undefined ? {} : { email: read.email }),
    ...(read.phone === undefined ? {} : { phone: read.phone }),
    ...(read.picture === undefined ? {} : { pictureUrl: read.picture }),
    ...(read.attributes === undefined ? {} : { attributes: read.attributes }),
  };
}
