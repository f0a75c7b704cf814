// The clients' fetch: connections are kept, errors keep the system's names, a timeout ends the request.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createKeepAliveFetch } from '../../../src/bridge/slack/keep-alive.js';

let server: Server | null = null;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/`;
}

describe('createKeepAliveFetch', () => {
  it('sends the body and reads status, headers and text, on one connection', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () =>
        response
          .writeHead(429, { 'Retry-After': '7', 'x-port': String(request.socket.remotePort) })
          .end(`${request.method} ${body}`),
      );
    });
    const fetch = createKeepAliveFetch(5_000);
    const ask = () => fetch(url, { method: 'POST', body: 'text=grüße' });
    const first = await ask();
    expect([first.ok, first.status, first.headers.get('retry-after')]).toEqual([false, 429, '7']);
    expect(await first.text()).toBe('POST text=grüße');
    expect((await ask()).headers.get('x-port')).toBe(first.headers.get('x-port'));
    expect([...first.headers.entries()].map(([name]) => name)).toContain('retry-after');
  });

  it('follows no redirect', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    );
    expect((await createKeepAliveFetch(5_000)(url)).status).toBe(302);
  });

  it('rejects with the system’s own code', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(createKeepAliveFetch(5_000)(url, { method: 'POST', body: 'x' })).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    await expect(createKeepAliveFetch(5_000)('http://127.0.0.1:9/')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('rejects when the answer breaks off in the middle', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(createKeepAliveFetch(5_000)(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('ends with its signal, before and during the answer', async () => {
    const url = await serve(() => undefined);
    const signal = AbortSignal.timeout(30);
    await expect(createKeepAliveFetch(5_000)(url, { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect(createKeepAliveFetch(5_000)(url, { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('gives up by itself when nothing or not everything comes in time, and not before', async () => {
    const silent = await serve(() => undefined);
    await expect(createKeepAliveFetch(30)(silent)).rejects.toMatchObject({ name: 'TimeoutError' });
    server?.closeAllConnections();
    server?.close();
    const half = await serve((_, response) => void response.writeHead(200).write('half'));
    await expect(createKeepAliveFetch(60)(half)).rejects.toMatchObject({ name: 'TimeoutError' });
    server?.closeAllConnections();
    server?.close();
    const slow = await serve((_, response) => void setTimeout(() => response.end('all'), 60));
    expect(await (await createKeepAliveFetch(5_000)(slow)).text()).toBe('all');
  });
});
