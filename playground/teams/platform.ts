// The cloud's own addresses: who we are, tokens, the connector and Graph.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { createCallLog } from '../wire/call-log.js';
import { readTarget } from '../wire/http.js';
import type { createConnectorDoor } from './connector/door.js';
import { type Answer, answerUnder, type Faults } from './faults.js';
import type { createGraph } from './graph.js';
import type { Login } from './login.js';

interface Parts {
  readonly login: Login;
  readonly connector: ReturnType<typeof createConnectorDoor>;
  readonly graph: ReturnType<typeof createGraph>;
  readonly faults: Faults;
  readonly log: ReturnType<typeof createCallLog>;
}

/** Answers a request of the cloud; false when the address is none of its own. */
export type Platform = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Creates the cloud's door. While it is `down` every connection breaks. */
export const createPlatform = ({ login, connector, graph, faults, log }: Parts): Platform => {
  const answer = async (
    { method = 'GET' }: IncomingMessage,
    response: ServerResponse,
    path: string,
    work: () => Promise<Answer> | Answer,
  ): Promise<void> => {
    const startedAt = performance.now();
    const { status } = await answerUnder(faults.meet(method, path), response, work);
    const ok = status >= 200 && status < 400;
    const durationMs = performance.now() - startedAt;
    const name = `${method} ${path.slice(1)}`;
    log.add({
      direction: 'call',
      name,
      status,
      ok,
      error: ok ? null : 'refused',
      durationMs,
      request: null,
      response: null,
    });
  };

  return async (request, response) => {
    const { path: raw, query } = readTarget(request);
    const path = raw.replace(/\/{2,}/g, '/');
    if (faults.isDown()) {
      response.socket?.destroy();
      return true;
    }
    const token = /^\/login\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path);
    if (path === '/openid') await answer(request, response, path, login.metadata);
    else if (path === '/keys') await answer(request, response, path, login.keys);
    else if (token && request.method === 'POST')
      await answer(request, response, path, () => login.grant(request, decodeURIComponent(token[1] ?? '')));
    else if (path.startsWith('/service/'))
      await connector(request, response, path.slice('/service'.length), query);
    else if (path.startsWith('/graph/'))
      await answer(request, response, path, () => graph(request, path.slice('/graph'.length)));
    else return false;
    return true;
  };
};
