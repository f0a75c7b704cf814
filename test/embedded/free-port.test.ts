// Proves that a port found is free, low, and the preferred one where possible.
import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../../src/embedded/free-port.js';

it('finds a low port, keeps a preferred one, and avoids one in use', async () => {
  const port = await findFreePort();
  expect(port).toBeLessThan(32_768);
  expect(await findFreePort(port)).toBe(port);
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await findFreePort(port)).not.toBe(port);
});
