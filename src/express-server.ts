// The server of an Express app whose requests and responses are Express’s from birth, so that none changes its kind.

import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express } from 'express';

/**
 * Creates the server of this app; changes the app's own `request` and `response`. Express gives each request and
 * response another prototype when it takes them up, and V8 pays for that at every collection: what such objects hold
 * outlives them, half of all that is allocated is copied, and each pause takes five times as long (ADR 32). Where the
 * prototype is right already, nothing is changed.
 */
export function createExpressServer(app: Express): Server {
  class BornRequest extends IncomingMessage {}
  class BornResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {}
  Object.setPrototypeOf(BornRequest.prototype, app.request);
  Object.setPrototypeOf(BornResponse.prototype, app.response);
  Object.assign(app, { request: BornRequest.prototype, response: BornResponse.prototype });
  return createServer({ IncomingMessage: BornRequest, ServerResponse: BornResponse }, app);
}
