// Customers' files: taken in while they stay small and harmless, given out so that no browser can run them.

import type { Request, RequestHandler, Response } from 'express';
import type { AttachmentId } from '../../core/id.js';
import { looksLikeId } from '../../core/id.js';
import type { Attachment } from '../../core/message.js';
import type { Ears } from '../channel.js';
import { askedSite, type Door, findGuest, findSite, originOf, readGuest } from './door.js';
import { WebRefusal } from './errors.js';
import type { Links } from './links.js';
import { mayShowInline, sniffFile } from './sniff.js';
import { linkFor } from './streams.js';
import { writeFile } from './wire.js';

/** POST /web/files?name=…: the raw bytes as body. Too many bytes end the upload with 413, whatever was announced. */
export function takeFile(ears: Ears, links: Links, fileBytes: number): RequestHandler {
  return async (req, res) => {
    const guest = readGuest(res);
    const bytes = await readBytes(req, fileBytes);
    const name = typeof req.query.name === 'string' ? req.query.name : '';
    const sniffed = await sniffFile(name, bytes);
    const stored = await ears.storeFile(originOf(guest), { name: sniffed.name, bytes });
    res.status(201).json(writeFile(stored, linkFor(links, guest)));
  };
}

/** The body, unless it grows beyond the limit: then it is refused at once, not after its end (which may never come). */
function readBytes(req: Request, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else refuse();
    };
    const refuse = () => {
      req.off('data', take);
      req.pause();
      reject(new WebRefusal(413, 'too-large', 'That is too large.'));
    };
    if (Number(req.headers['content-length'] ?? 0) > limit) {
      refuse();
      return;
    }
    req.on('data', take);
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => reject(new WebRefusal(400, 'bad-input', 'The upload broke off.')));
  });
}

/** GET /web/files/:id, for whoever holds a signed link or the visitor's token. */
export function giveFile(door: Door, links: Links): RequestHandler {
  return async (req, res) => {
    const { id } = req.params;
    const file = looksLikeId(id) ? await openFor(door, links, req, id) : null;
    if (!file) throw new WebRefusal(404, 'unknown-file', 'Not found.');
    sendFile(req, res, file.attachment, file.bytes);
  };
}

async function openFor(door: Door, links: Links, req: Request, id: string) {
  const { t: token } = req.query;
  if (typeof token === 'string') {
    const facts = readLink(links, token, id);
    const caller = facts ? await findSite(door.ears, facts.site) : null;
    if (!facts || !caller) return null;
    return door.ears.openFile({ channel: caller.account, address: facts.address }, id as AttachmentId);
  }
  const caller = await findSite(door.ears, askedSite(req));
  const guest = caller ? await findGuest(door.house, caller, req.headers.authorization) : null;
  return guest ? door.ears.openFile(originOf(guest), id as AttachmentId) : null;
}

function readLink(links: Links, token: string, id: string) {
  try {
    return links.open(token, id);
  } catch {
    return null;
  }
}

function sendFile(req: Request, res: Response, file: Attachment, bytes: Buffer): void {
  const inline = mayShowInline(file.type);
  res.setHeader('Content-Type', inline ? file.type : 'application/octet-stream');
  res.setHeader('Content-Disposition', `${inline ? 'inline' : 'attachment'}; ${nameParameter(file.name)}`);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  // Browsers refuse to show a PDF in a sandbox; its viewer runs nothing of ours, and the type cannot be guessed anew.
  const sandbox = file.type === 'application/pdf' ? '' : 'sandbox; ';
  res.setHeader(
    'Content-Security-Policy',
    `${sandbox}default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'`,
  );
  res.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('Cache-Control', 'private, max-age=900');
  res.setHeader('Accept-Ranges', 'bytes');
  const range = readRange(req.headers.range, bytes.length);
  if (!range) {
    res.status(200).end(bytes);
    return;
  }
  res.setHeader('Content-Range', `bytes ${range.from}-${range.to}/${bytes.length}`);
  res.status(206).end(bytes.subarray(range.from, range.to + 1));
}

/** One byte range, which players of film and sound ask for; anything odd is answered with the whole file. */
function readRange(
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | null {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match) return null;
  const from = Number(match[1]);
  const to = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return from <= to ? { from, to } : null;
}

/** The file's name for every browser: plain ASCII, and the real one in RFC 5987's spelling. */
function nameParameter(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
