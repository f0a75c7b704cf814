// Where this desk may call: the cloud's own hosts, and on this machine whatever stands in for them.

import type { TeamsDeskOptions } from './options.js';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * True for an address that our calls, and with them our tokens, may go to: https on one of the cloud's hosts; plain
 * http only to this machine. In local mode there is no token, and no address but this machine's.
 */
export function mayCall(
  { credentials, cloud }: Pick<TeamsDeskOptions, 'credentials' | 'cloud'>,
  address: string,
): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, host, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  const isHere = loopback.test(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) return false;
  if (!credentials) return isHere;
  return cloud.serviceHosts.some((known) =>
    known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known,
  );
}
