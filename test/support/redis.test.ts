// Proves that test files share a Redis without seeing each other, and that an own one survives a crash.
import { Redis } from 'ioredis';
import { expect } from 'vitest';
import { needs } from './needs.js';
import { startOwnRedis, startTestRedis } from './redis.js';

needs('redis').describe('startTestRedis', () => {
  needs('redis').it('gives each caller an empty database of a server that keeps everything', async () => {
    const [one, other] = await Promise.all([startTestRedis(), startTestRedis()]);
    const [mine, theirs] = [new Redis(one.url), new Redis(other.url)];
    await mine.set('word', 'mine');
    expect(await theirs.get('word')).toBeNull();
    expect(await mine.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    expect(await mine.config('GET', 'appendonly')).toEqual(['appendonly', 'yes']);
    await one.stop();
    expect(await mine.get('word')).toBeNull();
    mine.disconnect();
    theirs.disconnect();
    await other.stop();
  });

  needs('redis').it('starts an own server again with what it knew', async () => {
    const server = await startOwnRedis();
    const client = new Redis(server.url);
    client.on('error', () => undefined);
    await client.set('word', 'kept');
    await server.restart();
    expect(await client.get('word')).toBe('kept');
    client.disconnect();
    await server.stop();
  });
});
