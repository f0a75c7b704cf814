// The two ways in: a bare server of its own, or routers for an Express app.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Router } from 'express';
import { sendText } from '../wire/http.js';
import type { PageDoor } from '../wire/page-door.js';
import type { Platform } from './platform.js';
import { PAGE_API_PATH } from './protocol.js';
import type { SocketMode } from './socket-mode.js';

/** An own server needs no framework: the benchmark's sink must cost little. */
export const createStandInServer = (platform: Platform, page: PageDoor, socket: SocketMode): Server => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.startsWith(PAGE_API_PATH)) {
      request.url = request.url.slice(PAGE_API_PATH.length);
      if (await page(request, response)) return;
    } else if (await platform(request, response)) return;
    sendText(response, 404, 'not found');
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 30_000;
  server.on('upgrade', (request, duplex, head) => {
    if (!socket.upgrade(request, duplex, head)) duplex.destroy();
  });
  return server;
};

/** Starts a server and gives its address. */
export const listen = async (server: Server, port: number, host: string): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return `http://${host}:${(server.address() as AddressInfo).port}`;
};

export const stopListening = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

/** Makes a door something an Express app can mount. */
export const mountable = (door: Platform | PageDoor): Router => {
  const router = Router();
  router.use((request, response, next) => {
    door(request, response).then((isOurs) => isOurs || next(), next);
  });
  return router;
};
