// A Redis of the benchmark's own, as durable as Baton asks for.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts it on a free port of the loopback; null where redis-server is not installed. */
export async function startRedis(): Promise<{ url: string; stop(): void } | null> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-redis-'));
  const child = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: 'ignore' },
  );
  const failed = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(true));
    setTimeout(resolve, 500, false);
  });
  if (failed) return null;
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { url: `redis://127.0.0.1:${port}`, stop: () => void child.kill() };
}
