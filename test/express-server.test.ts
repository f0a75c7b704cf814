// Proves that what Express works on is Express's before it takes it up, and is all that Node's own would be.

import { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { listenHttp } from '../src/http.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

it('never gives a request or a response another prototype', async () => {
  const house = await listenHttp({ host: '127.0.0.1', port: 0, trustedProxies: 0, log: silent });
  onTestFinished(() => house.close());
  const born: unknown[] = [];
  const taken: unknown[] = [];
  house.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) =>
    born.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response)),
  );
  const inner = Router();
  inner.get('/kind/:name', (request, response) => {
    taken.push(Object.getPrototypeOf(request), Object.getPrototypeOf(response));
    const isNodes = request instanceof IncomingMessage && response instanceof ServerResponse;
    response.status(203).json({ isNodes, name: request.params.name, agent: request.get('user-agent') });
  });
  const outer = Router();
  outer.use('/outer', inner);
  house.open({ routers: [outer], isReady: async () => true, metrics: new Registry(), board: null });

  const answer = await fetch(`${house.url}/outer/kind/web`, { headers: { 'user-agent': 'somebody' } });

  expect(answer.status).toBe(203);
  expect(await answer.json()).toEqual({ isNodes: true, name: 'web', agent: 'somebody' });
  expect(taken).toHaveLength(2);
  expect(taken[0]).toBe(born[0]);
  expect(taken[1]).toBe(born[1]);
});
