// Runs a real redis-server as Baton wants one: append-only file, no eviction, loopback only.
import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { findFreePort } from '../../src/embedded/free-port.js';

/** A redis-server of one's own. */
export interface RedisServer {
  url: string;
  readonly pid: number;
  /** Ends it as a crash would; its append-only file stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port with what its append-only file holds. */
  restart(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/** Launches redis-server with its files in `folder` and waits until it answers. */
export async function launchRedis(folder: string): Promise<RedisServer> {
  await mkdir(folder, { recursive: true });
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  let server = await spawnRedis(folder, port, url);
  return {
    url,
    get pid() {
      return server.pid;
    },
    kill: () => server.end('SIGKILL'),
    async restart() {
      await server.end('SIGTERM');
      server = await spawnRedis(folder, port, url);
    },
    async stop() {
      await server.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function spawnRedis(folder: string, port: number, url: string) {
  const options = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    databases: '1024',
    loglevel: 'warning',
  };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn('redis-server', words, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await waitUntilAnswering(url, ended);
  return {
    pid: child.pid ?? 0,
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      await ended;
    },
  };
}

async function waitUntilAnswering(url: string, ended: Promise<void>): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  try {
    const gone = ended.then(() => {
      throw new Error('redis-server did not start');
    });
    await Promise.race([client.ping(), gone]);
  } finally {
    client.disconnect();
  }
}
