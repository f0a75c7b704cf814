// Fetches a file a customer sent from the platform's servers: every step checked, never more than the limit.

import { createHash } from 'node:crypto';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Failure } from '../../core/errors.js';
import { findMediaTarget, isHostOf, type MediaPolicy, type MediaTarget, unsafe } from './media-target.js';
import { readFileName } from './untrusted.js';

export { mediaHosts } from './media-target.js';

export interface FetchOptions extends MediaPolicy {
  /** A token and where it may go: hosts, or a host and the beginning of a path (`lookaside.fbsbx.com/whatsapp_business`). */
  readonly bearer?: { readonly token: string; readonly hosts: readonly string[] } | undefined;
  readonly mostBytes: number;
  /** For everything together, redirects and all bytes. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly userAgent: string;
}

export interface FetchedFile {
  readonly bytes: Buffer;
  /** What the server says it is, without parameters. */
  readonly type: string | null;
  readonly name: string | null;
}

const mostRedirects = 3;

/**
 * The file at an address. Throws Failure: class `content` means it is gone for good (`media-gone`, `media-too-large`,
 * `media-unsafe`), `auth` that the token was refused (`media-refused`), `retry` anything that may pass.
 */
export async function fetchFrom(url: string, options: FetchOptions): Promise<FetchedFile> {
  const late = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, late]) : late;
  try {
    return await follow(url, options, signal);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      'The file could not be fetched from the platform.',
      { class: 'retry', code: signal.aborted ? 'timeout' : 'network' },
      { cause: error },
    );
  }
}

async function follow(start: string, options: FetchOptions, signal: AbortSignal): Promise<FetchedFile> {
  let address = start;
  let mayHaveToken = true;
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const target = await untilAborted(findMediaTarget(address, options), signal);
    const response = await ask(target, mayHaveToken ? options : { ...options, bearer: undefined }, signal);
    if (!isRedirect(response)) return readFile(response, options.mostBytes);
    response.destroy();
    const next = locationOf(response, target.url);
    // Once away from its host the token is gone for good: a way back would be a way around.
    mayHaveToken &&= next.host === target.url.host && next.protocol === target.url.protocol;
    address = next.href;
  }
  throw unsafe();
}

/** The look-up of a name cannot be called off, but nobody has to wait for it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function ask(target: MediaTarget, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, address, family } = target;
  const pinned: LookupFunction = (_, { all }, done) => {
    if (all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const token = tokenFor(target, options);
  const headers = {
    // Packed bytes could unpack to any size.
    'accept-encoding': 'identity',
    'user-agent': options.userAgent,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    // No agent: a kept connection would skip the look-up that the check pinned.
    const sent = request(url, { headers, agent: false, lookup: pinned, signal }, resolve);
    sent.on('error', reject);
    sent.end();
  });
}

function tokenFor({ url, insecure }: MediaTarget, { bearer }: FetchOptions): string | null {
  if (!bearer) return null;
  const mayGo = bearer.hosts.some((place) => {
    const slash = place.indexOf('/');
    if (slash < 0) return isHostOf(url.hostname, [place]);
    const path = place.slice(slash);
    const inPath = url.pathname === path || url.pathname.startsWith(`${path}/`);
    return inPath && isHostOf(url.hostname, [place.slice(0, slash)]);
  });
  return mayGo || insecure ? bearer.token : null;
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

function locationOf({ headers: { location } }: IncomingMessage, from: URL): URL {
  if (location === undefined || !URL.canParse(location, from)) throw unsafe();
  return new URL(location, from);
}

async function readFile(response: IncomingMessage, mostBytes: number): Promise<FetchedFile> {
  try {
    checkStatus(response);
    if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes);
    const encoding = response.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw unreadable();
    const bytes = await readBytes(response, mostBytes);
    const type = response.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    return { bytes, type: type || null, name: readName(response.headers['content-disposition']) };
  } finally {
    response.destroy();
  }
}

function checkStatus({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode === 200) return;
  if (statusCode === 401)
    throw new Failure('The platform did not let us fetch the file.', {
      class: 'auth',
      code: 'media-refused',
    });
  if (statusCode >= 500 || statusCode === 429 || statusCode === 408) {
    const waitSeconds = Number(headers['retry-after']);
    throw new Failure('The platform’s server for files does not answer well at the moment.', {
      class: 'retry',
      code: `http-${statusCode}`,
      ...(waitSeconds > 0 ? { retryAfterMs: Math.min(waitSeconds, 3600) * 1000 } : {}),
    });
  }
  throw gone();
}

async function readBytes(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function readName(disposition: string | undefined): string | null {
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition ?? '')?.[1];
  const decoded = extended === undefined ? null : decode(extended);
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '');
  return readFileName(decoded ?? plain?.[1] ?? plain?.[2]);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The file is not there any more and never will be. */
export function gone(): Failure {
  return new Failure('The platform no longer has the file: ask the customer to send it again.', {
    class: 'content',
    code: 'media-gone',
  });
}

/** The file is larger than what is kept. */
export function tooLarge(mostBytes: number): Failure {
  const limit = `${Math.floor(mostBytes / 1024 / 1024)} MB`;
  return new Failure(`The file is larger than ${limit}, so it was not fetched.`, {
    class: 'content',
    code: 'media-too-large',
  });
}

function unreadable(): Failure {
  return new Failure('The platform sent the file in a form that cannot be read.', {
    class: 'content',
    code: 'media-unsafe',
  });
}

/** Do the bytes have this SHA-256, given as hex or base64? */
export function verifySha256(bytes: Buffer, given: string): boolean {
  const digest = createHash('sha256').update(bytes).digest();
  const text = given.trim();
  if (/^[\da-f]{64}$/i.test(text)) return digest.equals(Buffer.from(text, 'hex'));
  return digest.equals(Buffer.from(text, 'base64'));
}
