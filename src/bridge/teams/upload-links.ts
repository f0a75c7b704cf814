// Signed one-time links to the upload page: whose file it will be, and in which thread.

import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { TeamsDeskOptions } from './options.js';

/** Who uploads, and where what they upload is said. */
export interface UploadSeat {
  /** Their Entra object id. */
  readonly user: string;
  readonly place: string;
  /** Null when it was no thread's: then there is no conversation to send to. */
  readonly threadRef: string | null;
  /** The line that the files were missing from. */
  readonly lineRef: string;
}

export interface UploadClaim extends UploadSeat {
  /** Used once. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

export interface UploadLinks {
  /** A new address for this seat; it lives for half an hour, or until `expiresAt`. */
  link(seat: UploadSeat, expiresAt?: number): string;
  /** What a token claims; null when it is not one of ours or has ended. */
  read(token: string): UploadClaim | null;
}

/** How long a link opens the page. */
export const uploadMinutes = 30;

const claimShape = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.string().nullable(),
  z.string(),
  z.number(),
]);

/** Creates the signer. Links hold across processes that share the secret. */
export function createUploadLinks(
  { linkSecret, publicUrl }: Pick<TeamsDeskOptions, 'linkSecret' | 'publicUrl'>,
  now: () => number = Date.now,
): UploadLinks {
  // The secret signs other links too: a mark of this kind of link keeps them apart.
  const seal = (body: string) => createHmac('sha256', linkSecret).update(`teams-upload:${body}`).digest();
  return {
    link({ user, place, threadRef, lineRef }, expiresAt = now() + uploadMinutes * 60_000) {
      const claim = [randomUUID(), user, place, threadRef, lineRef, expiresAt];
      const body = Buffer.from(JSON.stringify(claim)).toString('base64url');
      return `${publicUrl}/teams/upload/${body}.${seal(body).toString('base64url')}`;
    },
    read(token) {
      const [body = '', mark = '', ...more] = token.split('.');
      const given = Buffer.from(mark, 'base64url');
      const right = seal(body);
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const claim = claimShape.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      const [id, user, place, threadRef, lineRef, expiresAt] = claim;
      return expiresAt > now() ? { id, user, place, threadRef, lineRef, expiresAt } : null;
    },
  };
}
