// Short-lived signed links to files, for platforms that fetch by address what they are to show the customer.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import type { AttachmentId, OrganizationId } from '../../core/id.js';
import { looksLikeId } from '../../core/id.js';
import type { Attachment } from '../../core/message.js';

/** A file and its bytes, or null when the organization has no such file. */
export type OpenPublicFile = (
  organizationId: OrganizationId,
  attachmentId: AttachmentId,
) => Promise<{ readonly attachment: Attachment; readonly bytes: Buffer } | null>;

export interface PublicFiles {
  /**
   * The address under which anyone reads this file of the organization for a while (`lifetimeMs`, else as long as
   * platforms need): hand it to nobody else than the customer and their platform.
   */
  link(attachment: Pick<Attachment, 'id'>, owner: OrganizationId, lifetimeMs?: number): string;
  /** Mounts `GET /files/:token`. Everything that is not a living link of ours is 404 alike. */
  listen(mount: Router, open: OpenPublicFile): void;
}

export interface PublicFilesOptions {
  readonly secret: string | Buffer;
  /** Where the platforms reach Baton, without a slash at the end. */
  readonly publicUrl: string;
  /** How long a link opens that is not given another life; 15 minutes. */
  readonly lifetimeMs?: number;
  /** The clock in milliseconds. */
  readonly now?: () => number;
}

interface Claim {
  readonly organizationId: string;
  readonly attachmentId: string;
}

const quarterHourMs = 15 * 60_000;
const claimShape = z.tuple([z.string(), z.string(), z.number()]);

/** Makes the signer and its route. Links hold across processes that share the secret. */
export function createPublicFiles(options: PublicFilesOptions): PublicFiles {
  const { secret, publicUrl, lifetimeMs = quarterHourMs, now = Date.now } = options;
  // The secret may sign other links too: a mark of this kind of link keeps them apart.
  const seal = (body: string) => createHmac('sha256', secret).update(`public-file:${body}`).digest();

  const read = (token: string): Claim | null => {
    const [body = '', mark = '', ...more] = token.split('.');
    const given = Buffer.from(mark, 'base64url');
    const right = seal(body);
    if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
    const [organizationId, attachmentId, expiresAt] = claimShape.parse(
      JSON.parse(Buffer.from(body, 'base64url').toString('utf8')),
    );
    return expiresAt > now() ? { organizationId, attachmentId } : null;
  };

  return {
    link(attachment, owner, opensMs = lifetimeMs) {
      const claim = [owner, attachment.id, now() + opensMs];
      const body = Buffer.from(JSON.stringify(claim)).toString('base64url');
      return `${publicUrl}/files/${body}.${seal(body).toString('base64url')}`;
    },
    listen(mount, open) {
      mount.get('/files/:token', giveFile(read, open));
    },
  };
}

function giveFile(
  read: (token: string) => Claim | null,
  open: OpenPublicFile,
): RequestHandler<{ token: string }> {
  return async (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('Cache-Control', 'private, no-store');
    const claim = read(request.params.token);
    const file =
      claim && looksLikeId(claim.attachmentId)
        ? await open(claim.organizationId as OrganizationId, claim.attachmentId as AttachmentId)
        : null;
    if (!file) {
      response.status(404).json({ error: { code: 'unknown-file', message: 'Not found.' } });
      return;
    }
    const { name, type } = file.attachment;
    if (mayShowInline(type)) response.setHeader('Content-Disposition', 'inline');
    else response.attachment(name.replace(/\p{Cc}/gu, '_'));
    // After the name, whose ending would choose another type.
    response.setHeader('Content-Type', type);
    response.status(200).end(file.bytes);
  };
}

/** Pictures of pixels, sound and film run nothing; all else is only ever downloaded. */
function mayShowInline(type: string): boolean {
  return /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/.test(type);
}
