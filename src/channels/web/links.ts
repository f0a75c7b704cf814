// Links to files that open without a header, for images and downloads: signed, for one visitor, dead in minutes.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a link is good for: one file of one visitor on one site. */
export interface LinkFacts {
  readonly site: string;
  readonly address: string;
  readonly fileId: string;
}

export interface Links {
  /** The path of a file with its signed token, relative to Baton's origin. */
  sign(facts: LinkFacts): string;
  /** Reads a token back; null when it is forged, expired, or for another file. */
  open(token: string, fileId: string): LinkFacts | null;
}

const content = z.tuple([z.string(), z.string(), z.string(), z.number()]);

/** `lifetimeMs` is how long a link opens; `now` reads the clock in milliseconds. */
export function createLinks(at: {
  readonly secret: string | Buffer;
  readonly lifetimeMs: number;
  readonly now: () => number;
}): Links {
  const seal = (body: string) => createHmac('sha256', at.secret).update(body).digest();
  return {
    sign({ site, address, fileId }) {
      const body = Buffer.from(JSON.stringify([site, address, fileId, at.now() + at.lifetimeMs])).toString(
        'base64url',
      );
      return `/web/files/${fileId}?t=${body}.${seal(body).toString('base64url')}`;
    },
    open(token, fileId) {
      const [body = '', mark = ''] = token.split('.');
      const given = Buffer.from(mark, 'base64url');
      const right = seal(body);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const [site, address, signedId, expiresAt] = content.parse(
        JSON.parse(Buffer.from(body, 'base64url').toString('utf8')),
      );
      return signedId === fileId && expiresAt > at.now() ? { site, address, fileId } : null;
    },
  };
}
