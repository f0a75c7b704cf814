// Which tokens are believed without being checked again, and for how long.

import { describe, expect, it } from 'vitest';
import { createVerifiedTokens } from '../../../src/bridge/teams/verified-tokens.js';

const shown = { authorization: 'Bearer a.b.c', serviceUrl: 'https://one.example/', channelId: 'msteams' };

const setUp = (expiresAt: number | null = 10 * 60_000) => {
  const seen = { now: 0, checks: 0 };
  const verifyOnce = createVerifiedTokens<string>(
    () => expiresAt,
    () => seen.now,
  );
  const check = (changes = {}, verify = async () => 'ours') =>
    verifyOnce({ ...shown, ...changes }, () => {
      seen.checks += 1;
      return verify();
    });
  return { seen, check };
};

describe('a verified token', () => {
  it('is believed for minutes, then checked again', async () => {
    const { seen, check } = setUp();
    await check();
    await check();
    expect(seen.checks).toBe(1);
    seen.now = 5 * 60_000;
    await check();
    expect(seen.checks).toBe(2);
  });

  it('is checked again for another address, channel or signature', async () => {
    const { seen, check } = setUp();
    await check();
    await check({ serviceUrl: 'https://two.example/' });
    await check({ channelId: 'directline' });
    await check({ authorization: 'Bearer a.b.d' });
    expect(seen.checks).toBe(4);
  });

  it('is never believed beyond its own end, nor when it names none', async () => {
    const { seen, check } = setUp(60_000);
    await check();
    seen.now = 60_000;
    await check();
    await check();
    expect(seen.checks).toBe(3);
    const endless = setUp(null);
    await endless.check();
    await endless.check();
    expect(endless.seen.checks).toBe(2);
  });

  it('is forgotten when it was refused', async () => {
    const { seen, check } = setUp();
    const refuse = async () => Promise.reject(new Error('forged'));
    await expect(check({}, refuse)).rejects.toThrow('forged');
    await expect(check({}, refuse)).rejects.toThrow('forged');
    expect(seen.checks).toBe(2);
  });

  it('makes room for newer ones', async () => {
    const { seen, check } = setUp();
    for (let index = 0; index <= 100; index += 1) await check({ authorization: `Bearer ${index}` });
    await check({ authorization: 'Bearer 0' });
    expect(seen.checks).toBe(102);
  });
});
