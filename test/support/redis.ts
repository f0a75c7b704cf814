// Gives a test file an empty Redis: a logical database of the run's server, or a server of its own to break.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { launchRedis, type RedisServer } from './launch-redis.js';

/** An empty logical database on the Redis that the whole run shares; `stop` empties it again. */
export async function startTestRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const answer = await fetch(`${inject('serversAt')}/redis`);
  const server = await answer.text();
  if (!answer.ok) throw new Error(server);
  // Database 0 holds nothing but the count that numbers the others.
  const number = await once(server, (client) => client.incr('databases-given'));
  const url = `${server}/${number}`;
  return { url, stop: () => once(url, async (client) => void (await client.flushdb())) };
}

/** A redis-server for one test file alone, which may be killed and restarted. */
export async function startOwnRedis(): Promise<RedisServer> {
  return launchRedis(await mkdtemp(join(tmpdir(), 'baton-redis-')));
}

async function once<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}
