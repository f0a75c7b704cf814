// Serves the built page: the playground, the demo shop and their assets, with strict policies.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Response, type Router } from 'express';

const YEAR_SECONDS = 31_536_000;

export interface PageOptions {
  /** Folder of the built page: `dist/playground-page`. */
  pageDir: string;
  /** Whose eyes a newcomer sees the desk with. */
  firstUserId: string;
}

/**
 * A router to mount at the root: `GET /playground`, `/playground/shop`, `/playground/assets/*`
 * and `/playground/api/start`, which tells the page whose desk to open: `{ ok: true, userId }`.
 * When the page was not built the two pages answer 503 with the command that builds it.
 */
export function createPageRouter({ pageDir, firstUserId }: PageOptions): Router {
  const router = express.Router();
  router.get('/playground', (_request, response) => {
    allow(response, PAGE_POLICY);
    response.set('x-frame-options', 'DENY');
    sendPage(response, pageDir, 'index.html');
  });
  for (const [path, site] of shops) {
    router.get(path, (_request, response) => {
      allow(response, SHOP_POLICY);
      response.set('x-frame-options', 'SAMEORIGIN');
      sendShop(response, pageDir, site);
    });
  }
  router.get('/playground/api/start', (_request, response) => {
    response.set('cache-control', 'no-store').json({ ok: true, userId: firstUserId });
  });
  // Names carry a hash of the content, so a file may be kept for good; the pages that name them may not.
  router.use(
    '/playground/assets',
    express.static(pageDir, { index: false, redirect: false, maxAge: YEAR_SECONDS * 1000, immutable: true }),
    (_request, response) => {
      response.status(404).type('text/plain').send('There is no such file.');
    },
  );
  return router;
}

/** The shop, and the same goods for traders: another site, whose chats another desk answers. */
const shops = [
  ['/playground/shop', null],
  ['/playground/wholesale', { siteKey: 'acme-wholesale', word: 'Wholesale' }],
] as const;

const SELF = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
// Cards may show pictures of contacts and assistants from anywhere that is encrypted.
const IMAGES = "img-src 'self' data: blob: https:";
const PAGE_POLICY = `${SELF}; style-src 'self'; ${IMAGES}; media-src 'self'; frame-src 'self'; frame-ancestors 'none'`;
const SHOP_POLICY = `${SELF}; style-src 'self'; ${IMAGES}; frame-src 'self'; frame-ancestors 'self'`;

function allow(response: Response, policy: string): void {
  response.set('content-security-policy', policy);
  response.set('cache-control', 'no-cache');
  response.set('referrer-policy', 'same-origin');
  response.set('x-content-type-options', 'nosniff');
}

function sendPage(response: Response, pageDir: string, name: string): void {
  if (existsSync(join(pageDir, name))) response.sendFile(name, { root: pageDir, cacheControl: false });
  else sayUnbuilt(response);
}

function sendShop(response: Response, pageDir: string, site: (typeof shops)[number][1]): void {
  const path = join(pageDir, 'shop.html');
  if (site === null || !existsSync(path)) {
    sendPage(response, pageDir, 'shop.html');
    return;
  }
  const page = readFileSync(path, 'utf8')
    .replace('data-site="acme-web"', `data-site="${site.siteKey}"`)
    .replaceAll(/\bOutfitters\b/g, site.word);
  response.type('html').send(page);
}

function sayUnbuilt(response: Response): void {
  response
    .status(503)
    .type('text/plain')
    .send('The playground’s page is not built yet. Run: npm run build\n');
}
