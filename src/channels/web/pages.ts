// The widget's own pages and files: the loader, the panel's document with its policy, its assets, its configuration.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import type { Ears } from '../channel.js';
import { askedSite, findSite, readCaller } from './door.js';
import { WebRefusal } from './errors.js';
import type { WebHouse } from './house.js';
import type { WireConfig } from './wire.js';

/** Where the build puts the widget; the same place seen from the sources and from the build. */
export const builtWidget = fileURLToPath(new URL('../../../dist/widget', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface BuiltFile {
  readonly type: string;
  readonly body: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
}

/** Reads the built widget once, when it is first asked for; throws WebRefusal 503 while there is none. */
export function createBuiltFiles(folder: string): (name: string) => Promise<BuiltFile> {
  let files: Promise<ReadonlyMap<string, BuiltFile>> | null = null;
  return async (name) => {
    files ??= readFolder(folder);
    const found = await files.catch((cause: unknown) => {
      files = null;
      throw new WebRefusal(503, 'not-built', 'The widget is not built yet.', { cause });
    });
    const file = found.get(name);
    if (!file) throw new WebRefusal(404, 'unknown-file', 'Not found.');
    return file;
  };
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, BuiltFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, BuiltFile>();
  for (const entry of entries) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const body = await readFile(join(entry.parentPath, entry.name));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    files.set(entry.name, { type, body, zipped: gzipSync(body, { level: 9 }), etag });
  }
  return files;
}

function sendBuilt(req: Request, res: Response, file: BuiltFile, cache: string): void {
  res.setHeader('Content-Type', file.type);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  res.setHeader('Cache-Control', cache);
  res.setHeader('Vary', 'Accept-Encoding');
  res.setHeader('ETag', file.etag);
  if (req.headers['if-none-match']?.includes(file.etag)) {
    res.status(304).end();
    return;
  }
  const zip = req.acceptsEncodings('gzip', 'identity') === 'gzip';
  if (zip) res.setHeader('Content-Encoding', 'gzip');
  res.end(zip ? file.zipped : file.body);
}

/** GET /widget.js and GET /web/assets/:name */
export function giveBuilt(
  files: ReturnType<typeof createBuiltFiles>,
  cache: string,
  name?: string,
): RequestHandler {
  return async (req, res) => {
    const asked = name ?? String(req.params.name);
    if (name === undefined && asked.endsWith('.html'))
      throw new WebRefusal(404, 'unknown-file', 'Not found.');
    sendBuilt(req, res, await files(asked), cache);
  };
}

/**
 * The policy of the panel's document: nothing but our own files, no scripts from text, and only the site's pages
 * (and Baton's own) around it. No site: nobody.
 */
export function panelPolicy(origins: readonly string[] | null, pictureHosts: readonly string[]): string {
  const images = ["'self'", 'blob:', 'data:', ...pictureHosts].join(' ');
  const around = origins === null ? "'none'" : ["'self'", ...origins].join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${images}`,
    "media-src 'self' blob:",
    "connect-src 'self'",
    `frame-ancestors ${around}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** GET /web/panel?site=KEY */
export function givePanel(
  ears: Ears,
  files: ReturnType<typeof createBuiltFiles>,
  pictureHosts: readonly string[],
): RequestHandler {
  return async (req, res) => {
    const caller = await findSite(ears, askedSite(req));
    res.setHeader('Content-Security-Policy', panelPolicy(caller?.settings.origins ?? null, pictureHosts));
    res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
    // An older header that knows no list of origins and would win over the policy above in some browsers.
    res.removeHeader('X-Frame-Options');
    if (!caller) throw new WebRefusal(404, 'unknown-site', 'Not found.');
    sendBuilt(req, res, await files('panel.html'), 'no-cache');
  };
}

/** GET /web/config?site=KEY */
export function giveConfig(house: WebHouse, fileBytes: number): RequestHandler {
  return async (_req, res) => {
    const { account, settings } = readCaller(res);
    const config: WireConfig = {
      site: account.account,
      ...(await house.describe(account)),
      color: settings.color,
      greeting: settings.greeting ?? null,
      locale: settings.locale ?? null,
      position: settings.position,
      fileBytes,
    };
    res.setHeader('Cache-Control', 'private, max-age=60');
    res.json(config);
  };
}
