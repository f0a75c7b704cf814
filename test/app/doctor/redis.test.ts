// Proves on a Redis of its own that the doctor sees what would lose jobs.

import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { examineRedis } from '../../../src/app/doctor/redis.js';
import { startOwnRedis } from '../../support/redis.js';

it('warns when nothing is written to disk, and objects to a Redis that throws keys away', async () => {
  const server = await startOwnRedis();
  try {
    const client = new Redis(server.url);
    await client.config('SET', 'appendonly', 'no');
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    client.disconnect();
    expect(await examineRedis(server.url)).toEqual([
      expect.objectContaining({ level: 'good', what: 'connection' }),
      expect.objectContaining({
        level: 'warning',
        what: 'AOF',
        sentence: expect.stringContaining('appendonly yes'),
      }),
      expect.objectContaining({
        level: 'bad',
        what: 'eviction',
        sentence: expect.stringContaining('allkeys-lru'),
      }),
    ]);
  } finally {
    await server.stop();
  }
}, 30_000);
