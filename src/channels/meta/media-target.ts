// The guard on addresses of files: a few hosts of the platform, https, and nothing inside our own network.

import { lookup } from 'node:dns/promises';
import { Failure } from '../../core/errors.js';
import { isPublicAddress } from '../../core/public-address.js';

/** Where the platforms keep what customers sent; what lies under these names counts too. */
export const mediaHosts: readonly string[] = [
  'lookaside.fbsbx.com',
  'cdn.fbsbx.com',
  'fbsbx.com',
  'fbcdn.net',
  'cdninstagram.com',
];

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Finds a host's addresses; tests hand in their own. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface MediaPolicy {
  readonly hosts: readonly string[];
  /** Origins of a stand-in, for which every check is lifted; none unless someone says so. */
  readonly insecure?: readonly string[] | undefined;
  readonly resolve?: Resolve | undefined;
}

/** Where a call goes: exactly this address, so that a second look-up cannot lead elsewhere. */
export interface MediaTarget {
  readonly url: URL;
  readonly address: string;
  readonly family: number;
  /** True for a stand-in. */
  readonly insecure: boolean;
}

const resolveByDns: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** True when the host is one of these or lies under one of these: `scontent.fbcdn.net` under `fbcdn.net`. */
export function isHostOf(host: string, hosts: readonly string[]): boolean {
  return hosts.some((one) => host === one || host.endsWith(`.${one}`));
}

/**
 * Checks the address of a file and looks its host up once. Throws Failure `content` `media-unsafe` when it is not one
 * of the platform's or leads anywhere but to the public internet, `retry` when the look-up fails.
 */
export async function findMediaTarget(address: string, policy: MediaPolicy): Promise<MediaTarget> {
  if (!URL.canParse(address)) throw unsafe();
  const url = new URL(address);
  const insecure = policy.insecure?.includes(url.origin) === true;
  if (!insecure && !isAllowed(url, policy.hosts)) throw unsafe();
  const { resolve = resolveByDns } = policy;
  const found = await resolve(url.hostname.replace(/^\[|\]$/g, '')).catch(throwNotFound);
  const [first] = found;
  if (!first) return throwNotFound(new Error('no address'));
  if (!insecure && !found.every((one) => isPublicAddress(one.address))) throw unsafe();
  return { url, address: first.address, family: first.family, insecure };
}

function isAllowed(url: URL, hosts: readonly string[]): boolean {
  const bare = url.username === '' && url.password === '' && url.port === '';
  return url.protocol === 'https:' && bare && isHostOf(url.hostname, hosts);
}

/** Nothing in it names the address: it may be someone's trap, and agents would click on it. */
export function unsafe(): Failure {
  return new Failure('The file lies at an address that is not the platform’s, so it was not fetched.', {
    class: 'content',
    code: 'media-unsafe',
  });
}

function throwNotFound(cause: unknown): never {
  throw new Failure(
    'The platform’s server for files could not be found.',
    { class: 'retry', code: 'dns' },
    { cause },
  );
}
