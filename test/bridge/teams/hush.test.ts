// Proves that only what the SDK says of refused tokens is kept quiet.

import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

it('keeps what is said of refused tokens off the terminal, and nothing else', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { hush } = await import('../../../src/bridge/teams/hush.js');
  hush();
  hush();
  console.error('Error finding key for token. Available keys: -----BEGIN RSA PUBLIC KEY-----');
  console.error(Object.assign(new Error('jwt expired'), { name: 'TokenExpiredError' }));
  console.error('something else', 7);
  console.error(new Error('ours'));
  expect(print.mock.calls.map(([first]) => String(first))).toEqual(['something else', 'Error: ours']);
});
