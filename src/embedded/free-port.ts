// Finds a free loopback port below the range the system hands out to outgoing connections.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { EmbeddedError } from './embedded-error.js';

/**
 * A free port of 127.0.0.1 under 32768.
 * @param preferred tried first, so that a server keeps its address from start to start.
 * @throws EmbeddedError when no try out of fifty is free.
 */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred && (await isFree(preferred))) return preferred;
  for (let round = 0; round < 50; round += 1) {
    const port = randomInt(15_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new EmbeddedError('No free port for the embedded database on 127.0.0.1 between 15000 and 32000.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
