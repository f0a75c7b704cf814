// Proves that only what runs inside is kept quiet, also while something else goes on beside it.

import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

describe('hush', () => {
  it('keeps the work’s own errors off the terminal, and nobody else’s', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { hush } = await import('../../../src/bridge/teams/hush.js');
    const beside = new Promise<void>((resolve) => {
      setTimeout(() => {
        console.error('beside');
        resolve();
      }, 5);
    });
    const answer = await hush(async () => {
      await new Promise((resolve) => setTimeout(resolve, 15));
      console.error('inside');
      return 'done';
    });
    await beside;
    console.error('after');
    expect(answer).toBe('done');
    expect(print.mock.calls.flat()).toEqual(['beside', 'after']);
  });

  it('lets what the work throws through', async () => {
    const { hush } = await import('../../../src/bridge/teams/hush.js');
    await expect(hush(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });
});
