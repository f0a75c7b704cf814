// What every target's process shares: reading its orders, saying that it is ready, ending when it is told to.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A variable the benchmark sets. */
export function readEnv(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

/** Tells the benchmark where the target listens, with whatever else it must know; `end` runs when it lets go. */
export function ready(
  server: Pick<Server, 'address'> | { url: string },
  facts: object = {},
  end: () => Promise<void> = async () => undefined,
): void {
  const url = 'url' in server ? server.url : `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.send?.({ url, ...facts });
  process.on('message', (message) => {
    if (message === 'usage') {
      const { rss } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      process.send?.({ rssBytes: rss, cpuMs: (user + system) / 1_000 });
    }
  });
  // Also when the benchmark was killed: a target that nobody drives must not stay.
  process.on('disconnect', () => void end().finally(() => process.exit(0)));
}
