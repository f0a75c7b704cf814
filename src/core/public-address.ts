// Tells addresses of the public internet from all others.

/** An address, or the part of it that all addresses of a network share, from the first bit on. */
type Bits = readonly boolean[];

const reservedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  // A cloud's metadata and host services hide in here.
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map(network);

/** The only block of global unicast addresses … */
const globalV6 = network('2000::/3');

/** … inside of which these lead elsewhere: tunnels, documentation, protocols. */
const reservedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map(network);

/** False for loopback, private, link-local, carrier, metadata, multicast, mapped and translated addresses, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const v4 = readV4(address);
  if (v4) return !reservedV4.some((one) => within(v4, one));
  const v6 = readV6(address);
  return v6 !== null && within(v6, globalV6) && !reservedV6.some((one) => within(v6, one));
}

function within(address: Bits, start: Bits): boolean {
  return start.every((bit, index) => address[index] === bit);
}

function network(written: string): Bits {
  const [address = '', length] = written.split('/');
  return (readV4(address) ?? readV6(address) ?? []).slice(0, Number(length));
}

/** Four decimal numbers and nothing else: other spellings mean different hosts to different programs. */
function readV4(address: string): Bits | null {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1);
  if (!found?.every((part) => Number(part) <= 255 && String(Number(part)) === part)) return null;
  return found.flatMap((part) => bitsOf(Number(part), 8));
}

/** Hexadecimal groups with at most one `::`. Zones and dotted endings are none of the public internet's. */
function readV6(address: string): Bits | null {
  const halves = address.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return groups.flatMap((group) => bitsOf(Number.parseInt(group, 16), 16));
}

function bitsOf(value: number, count: number): boolean[] {
  return Array.from({ length: count }, (_, index) => ((value >> (count - 1 - index)) & 1) === 1);
}
