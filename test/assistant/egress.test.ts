// No address that a chatbot's settings name leads into our own network, however it is written.

import { describe, expect, it } from 'vitest';
import { describeBadAddress, findEgressTarget, type Resolve } from '../../src/assistant/egress.js';

const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const strict = (resolve: Resolve) => ({ allowInsecure: false, resolve });
const elsewhere = to('93.184.216.34');

describe('findEgressTarget', () => {
  it.each([
    'http://bot.example/',
    'ftp://bot.example/',
    'https://user:pw@bot.example/',
    'https://bot.example@10.0.0.1/',
    'https://bot.example:8443/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://0/',
    'https://%31%32%37.0.0.1/',
    'https://１２７.０.０.１/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[fe80::1]/',
    'https://169.254.169.254/latest',
    'not an address',
    '',
  ])('refuses %j before any look-up', async (address) => {
    const asked: string[] = [];
    const resolve: Resolve = async (host) => {
      asked.push(host);
      return elsewhere(host);
    };
    await expect(findEgressTarget(address, strict(resolve))).rejects.toMatchObject({
      class: 'policy',
      code: 'egress',
    });
    expect(asked).toEqual([]);
    expect(describeBadAddress(address, false)).not.toBeNull();
  });

  it.each([[['10.0.0.5']], [['93.184.216.34', '127.0.0.1']], [['::ffff:10.0.0.5']], [['fd00::1']]])(
    'refuses a name that leads to %j',
    async (addresses) => {
      await expect(findEgressTarget('https://bot.example/', strict(to(...addresses)))).rejects.toMatchObject({
        class: 'policy',
      });
    },
  );

  it('refuses names of this machine', async () => {
    await expect(findEgressTarget('https://localhost/', { allowInsecure: false })).rejects.toMatchObject({
      class: 'policy',
    });
  });

  it('looks a name up once and names the address to connect to', async () => {
    let lookups = 0;
    const resolve: Resolve = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? '93.184.216.34' : '127.0.0.1', family: 4 }];
    };
    expect(await findEgressTarget('https://bot.example/ask', strict(resolve))).toMatchObject({
      address: '93.184.216.34',
      family: 4,
    });
    expect(lookups).toBe(1);
  });

  it('says so when a name cannot be found', async () => {
    await expect(findEgressTarget('https://bot.example/', strict(to()))).rejects.toMatchObject({
      class: 'retry',
      code: 'dns',
    });
    await expect(
      findEgressTarget(
        'https://bot.example/',
        strict(() => Promise.reject(new Error('ENOTFOUND'))),
      ),
    ).rejects.toMatchObject({ class: 'retry' });
  });

  it('lets loopback, http and ports through only where the settings say so', async () => {
    expect(await findEgressTarget('http://127.0.0.1:3978/bot', { allowInsecure: true })).toMatchObject({
      address: '127.0.0.1',
      family: 4,
    });
    expect(await findEgressTarget('http://[::1]:3978/bot', { allowInsecure: true })).toMatchObject({
      address: '::1',
      family: 6,
    });
    expect(describeBadAddress('file:///etc/passwd', true)).not.toBeNull();
  });
});
