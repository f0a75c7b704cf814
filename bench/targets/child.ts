// What every target's process shares: reading its orders, saying that it is ready, ending when it is told to.

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A variable the benchmark sets. */
export function readEnv(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
}

export interface Orders {
  /** Runs when the benchmark lets go. */
  readonly end?: () => Promise<void>;
  /** What else it may ask for, by name. */
  readonly answers?: Readonly<Record<string, () => Promise<object>>>;
}

/** Tells the benchmark where the target listens, with whatever else it must know. */
export function ready(
  server: Pick<Server, 'address'> | { url: string },
  facts: object = {},
  { end = async () => undefined, answers = {} }: Orders = {},
): void {
  const url = 'url' in server ? server.url : `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.send?.({ url, ...facts });
  const all: typeof answers = { usage: async () => readUsage(), ...answers };
  process.on('message', (asked) => {
    void all[String(asked)]?.().then((answer) => process.send?.(answer));
  });
  // Also when the benchmark was killed: a target that nobody drives must not stay.
  process.on('disconnect', () => void end().finally(() => process.exit(0)));
}

function readUsage(): object {
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { rssBytes: rss, cpuMs: (user + system) / 1_000 };
}
