// Only addresses of the public internet are public, however the others are written.

import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/core/public-address.js';

describe('isPublicAddress', () => {
  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    'lets %s through',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '2606:4700::1111%eth0',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '1.2.3',
    '01.2.3.4',
    '0x8.8.8.8',
    '8.8.8.8.',
    '8.8.8.256',
    '2606:4700::1111::1',
    '2606:4700:0:0:0:0:0',
    '2606:4700::8.8.8.8',
    'localhost',
    '',
  ])('holds %j back', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('takes nothing for public that is no address', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f:.%x]{1,30}$/), (text) => {
        if (isIP(text) === 0) expect(isPublicAddress(text)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('judges any spelling of an IPv6 address alike', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        if (text.includes('.')) return;
        const usual = new URL(`http://[${text}]/`).hostname.slice(1, -1);
        expect(isPublicAddress(text)).toBe(isPublicAddress(usual));
        expect(isPublicAddress(text.toUpperCase())).toBe(isPublicAddress(usual));
      }),
    );
  });
});
