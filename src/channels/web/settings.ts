// The web channel's settings in baton.yaml, checked, and the rule which host pages belong to a site.

import { z } from 'zod';
import type { ChannelAccount } from '../../core/chatbot.js';

const originPattern = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?$/;

/** What baton.yaml may say of a web channel beside `kind` and `siteKey` (which is the account). */
export const webSettings = z.strictObject({
  siteKey: z.string().min(1).max(100).optional(),
  /** Pages that may embed the widget: `https://shop.example`, or `https://*.shop.example` for every subdomain. */
  origins: z
    .array(z.string().regex(originPattern, 'must be an origin such as https://shop.example, without a path'))
    .max(100)
    .default([]),
  /** Shared with the company's back end, which signs identity tokens with it (HS256). */
  identitySecret: z.string().min(32, 'must have at least 32 characters').optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must look like #1f6f5c')
    .default('#1f6f5c'),
  greeting: z.string().max(500).optional(),
  locale: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as de or pt-BR')
    .optional(),
  position: z.enum(['right', 'left']).default('right'),
});
export type WebSettings = z.infer<typeof webSettings>;

/** The settings of a stored account with the defaults filled in. Throws ZodError when the row holds nonsense. */
export function readWebSettings(account: ChannelAccount): WebSettings {
  const known = checked.get(account);
  if (known) return known;
  const { kind: _kind, ...settings } = account.settings;
  const read = webSettings.parse(settings);
  checked.set(account, read);
  return read;
}

/** Each account object is checked once; whoever hands out accounts hands out new ones when they change. */
const checked = new WeakMap<ChannelAccount, WebSettings>();

/**
 * Tells whether a page of this origin may use the site: scheme, host and port must be exactly those of an entry,
 * or the host a true subdomain of a `*.` entry. `null` (sandboxed pages, files) never matches.
 */
export function matchesOrigin(allowed: readonly string[], origin: string): boolean {
  const asked = readOrigin(origin);
  if (!asked) return false;
  return allowed.some((entry) => {
    if (!entry.includes('*')) return readOrigin(entry)?.origin === asked.origin;
    const rule = readOrigin(entry.replace('://*.', '://'));
    return (
      rule !== null &&
      rule.protocol === asked.protocol &&
      rule.port === asked.port &&
      asked.hostname.endsWith(`.${rule.hostname}`)
    );
  });
}

/** Reads an Origin header; null unless it is http(s) and nothing but an origin. */
function readOrigin(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' || url.protocol === 'http:';
  return plain && (url.origin === text || `${url.origin}` === text.toLowerCase()) ? url : null;
}

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Baton's own origins: the public one, and its loopback names when it runs on this machine only. */
export function ownOrigins(publicUrl: string): readonly string[] {
  const url = new URL(publicUrl);
  if (!loopback.includes(url.hostname)) return [url.origin];
  const port = url.port === '' ? '' : `:${url.port}`;
  return loopback.map((host) => `${url.protocol}//${host}${port}`);
}
