// Starts PostgreSQL and Redis once per run, each when the first test asks for it, and stops them at the end.
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findRunning, stopPostmaster } from '../../src/embedded/postmaster.js';
import { isAlive } from '../../src/embedded/process-facts.js';
import { startEmbeddedPostgres } from '../../src/embedded.js';
import { launchRedis } from './launch-redis.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's servers are asked for: `GET /postgres` and `GET /redis` answer with a URL. */
    serversAt: string;
  }
}

interface Server {
  url: string;
  stop(): Promise<void>;
}

const prefix = 'baton-test-';

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await clearLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  await chmod(folder, 0o711);
  const starters: Record<string, () => Promise<Server>> = {
    '/postgres': () => startPostgres(join(folder, 'baton')),
    '/redis': () => launchRedis(join(folder, 'redis')),
  };
  const running = new Map<string, Promise<Server>>();
  const desk = createServer((request, response) => {
    const path = request.url ?? '';
    const start = starters[path];
    const server = running.get(path) ?? start?.() ?? Promise.reject(new Error(`No such server: ${path}`));
    running.set(path, server);
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  project.provide('serversAt', `http://127.0.0.1:${(desk.address() as AddressInfo).port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    const started = await Promise.allSettled(running.values());
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)));
    await rm(folder, { recursive: true, force: true });
  };
}

// Tests have nothing to keep, so their server skips every wait for the disk.
function startPostgres(folder: string): Promise<Server> {
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '300',
  };
  return startEmbeddedPostgres({ folder, log, settings, binFolder: process.env.PG_BIN_DIR });
}

// A run that was killed leaves its folder and server behind; the folder's name tells whose it was.
async function clearLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-', 1)[0]) : 0;
    if (!Number.isInteger(owner) || owner <= 0 || (await isAlive(owner))) continue;
    const folder = join(tmpdir(), name);
    const server = await findRunning(join(folder, 'baton', 'postgres')).catch(() => undefined);
    if (server) await stopPostmaster(server.pid);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
