// Which headers can be Slack's: both of them, once, in shape, and within five minutes either way.

import { describe, expect, it } from 'vitest';
import { findHeaderFault } from '../../../src/bridge/slack/guard.js';

const nowMs = 1_790_000_000_000;
const signature = `v0=${'0a'.repeat(32)}`;
const faultAt = (seconds: number): string | null =>
  findHeaderFault({ signature, timestamp: String(1_790_000_000 + seconds) }, nowMs);

describe('findHeaderFault', () => {
  it.each([0, 299, 300, -299, -300])('passes %i seconds from now', (seconds) => {
    expect(faultAt(seconds)).toBeNull();
  });

  it.each([301, -301, 86_400])('refuses %i seconds from now', (seconds) => {
    expect(faultAt(seconds)).not.toBeNull();
  });

  it.each([
    '',
    'v0=',
    signature.slice(0, -1),
    `${signature}0`,
    signature.toUpperCase(),
    `${signature},${signature}`,
    ` ${signature}`,
  ])('refuses the signature %j', (wrong) => {
    expect(findHeaderFault({ signature: wrong, timestamp: '1790000000' }, nowMs)).not.toBeNull();
  });

  it.each(['', '-1', '1e9', '1790000000.5', ' 1790000000', '0x6AB'])(
    'refuses the timestamp %j',
    (timestamp) => {
      expect(findHeaderFault({ signature, timestamp }, nowMs)).not.toBeNull();
    },
  );

  it('refuses a missing header', () => {
    expect(findHeaderFault({ signature: undefined, timestamp: '1790000000' }, nowMs)).not.toBeNull();
    expect(findHeaderFault({ signature, timestamp: undefined }, nowMs)).not.toBeNull();
  });
});
