// One request over a real connection: kept open, not redirected, not endless, and clear about what may have been written.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Asked, exchange, NoAnswer } from '../../../src/bridge/teams/exchange.js';

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

async function codeOf(url: string, how: Partial<Asked> = {}): Promise<string> {
  const error = await exchange({ method: 'POST', url, headers: {}, body: 'x', ...how }).catch(
    (e: unknown) => e,
  );
  if (error instanceof NoAnswer) return error.code;
  throw new Error(`No answer was expected, not ${JSON.stringify(error)}.`);
}

describe('exchange', () => {
  it('sends method, headers and body, and reads status, headers and body, on one connection', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        const port = String(request.socket.remotePort);
        response.writeHead(429, { 'Retry-After': '7', 'x-port': port }).end(`${request.method} ${body}`);
      });
    });
    const ask = () => exchange({ method: 'PUT', url, headers: {}, body: 'grüße' });
    const first = await ask();
    expect([first.status, first.headers['retry-after'], first.body.toString()]).toEqual([
      429,
      '7',
      'PUT grüße',
    ]);
    expect((await ask()).headers['x-port']).toBe(first.headers['x-port']);
  });

  it('follows no redirect', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    );
    expect((await exchange({ method: 'GET', url, headers: {} })).status).toBe(302);
  });

  it('gives up on an answer that does not come, and one that does not end', async () => {
    expect(await codeOf(await serve(() => undefined), { timeoutMs: 50 })).toBe('timeout');
    const endless = await serve((_, response) => void response.write('…'));
    expect(await codeOf(endless, { timeoutMs: 50 })).toBe('timeout');
  });

  it('reads no more than it may', async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(5000)));
    expect(await codeOf(url, { limitBytes: 4000 })).toBe('too_large');
    expect((await exchange({ method: 'GET', url, headers: {}, limitBytes: 5000 })).body).toHaveLength(5000);
  });

  it('says how the connection failed', async () => {
    expect(await codeOf('http://127.0.0.1:9/')).toBe('ECONNREFUSED');
    expect(await codeOf(await serve((request) => request.socket.destroy()))).toBe('ECONNRESET');
    const half = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await codeOf(half)).toBe('ECONNRESET');
  });
});
