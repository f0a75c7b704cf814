// The guard on calls to addresses that a chatbot's settings name: nothing inside our own network can be reached.

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Failure } from '../core/errors.js';
import { isPublicAddress } from '../core/public-address.js';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Finds a host's addresses; tests hand in their own. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

export interface EgressPolicy {
  /** For loopback and tests: http, any port and any address are let through. */
  readonly allowInsecure: boolean;
  readonly resolve?: Resolve;
}

/** Where a call goes: exactly this address, so that a second look-up cannot lead elsewhere. */
export interface EgressTarget {
  readonly url: URL;
  readonly address: string;
  readonly family: number;
}

const resolveByDns: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** What is wrong with an address before any look-up, in one sentence; null when nothing is. */
export function describeBadAddress(address: string, allowInsecure: boolean): string | null {
  if (!URL.canParse(address)) return 'is not an address';
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(allowInsecure && url.protocol === 'http:'))
    return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must not hold a name or a password';
  if (!allowInsecure && url.port !== '') return 'must not name a port';
  const host = bareHost(url);
  if (!allowInsecure && isIP(host) !== 0 && !isPublicAddress(host))
    return 'must be an address of the public internet';
  return null;
}

/** IPv6 without its brackets; names and IPv4 are in their usual form already, whatever was written. */
function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * Checks an address and looks its host up once. Throws Failure `policy` when it is not https or when any of
 * the host's addresses is not public, `retry` when the look-up fails.
 */
export async function findEgressTarget(
  address: string,
  { allowInsecure, resolve = resolveByDns }: EgressPolicy,
): Promise<EgressTarget> {
  const wrong = describeBadAddress(address, allowInsecure);
  if (wrong !== null) throw refused(wrong);
  const url = new URL(address);
  const host = bareHost(url);
  const family = isIP(host);
  const found = family !== 0 ? [{ address: host, family }] : await resolve(host).catch(rethrowAsFailure);
  const [first] = found;
  if (!first) return rethrowAsFailure(new Error('no address'));
  if (!allowInsecure && !found.every((one) => isPublicAddress(one.address)))
    throw refused('must be an address of the public internet');
  return { url, address: first.address, family: first.family };
}

function refused(why: string): Failure {
  return new Failure(`The webhook's address ${why}.`, { class: 'policy', code: 'egress' });
}

function rethrowAsFailure(cause: unknown): never {
  throw new Failure("The webhook's host could not be found.", { class: 'retry', code: 'dns' }, { cause });
}
