// Socket Mode: hands out socket addresses, speaks the frames and waits for each acknowledgement.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Retry, SendKind, SocketLink } from './deliver.js';
import { isRecord, tryJson } from './http.js';
import type { Settings } from './options.js';
import type { Json } from './records.js';

export type SocketMode = ReturnType<typeof createSocketMode>;

/** Where sockets are opened, after the stand-in's own address. */
export const SOCKET_PATH = '/link';

interface Waiting {
  readonly resolve: (payload: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Creates the socket side. Events go to one open socket in turn, as in Slack. */
export const createSocketMode = (settings: Settings) => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets = new Set<WebSocket>();
  const waiting = new Map<string, Waiting>();
  let turn = 0;
  let welcomed = 0;

  const welcome = (socket: WebSocket): void => {
    sockets.add(socket);
    welcomed += 1;
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => sockets.delete(socket));
    socket.on('message', (data) => settle(tryJson(String(data))));
    const hello = {
      type: 'hello',
      num_connections: sockets.size,
      connection_info: { app_id: settings.appId },
      debug_info: {},
    };
    socket.send(JSON.stringify(hello));
  };

  const settle = (frame: unknown): void => {
    if (!isRecord(frame) || typeof frame.envelope_id !== 'string') return;
    const waiter = waiting.get(frame.envelope_id);
    if (!waiter) return;
    waiting.delete(frame.envelope_id);
    clearTimeout(waiter.timer);
    waiter.resolve(frame.payload);
  };

  const send = (kind: SendKind, payload: Json, retry: Retry | null): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const open = [...sockets];
      turn += 1;
      const socket = open[turn % open.length];
      if (!socket) return reject(new Error('no open socket'));
      const envelope_id = randomBytes(12).toString('hex');
      const timer = setTimeout(() => {
        waiting.delete(envelope_id);
        reject(new Error('not acknowledged in time'));
      }, settings.answerTimeoutMs);
      waiting.set(envelope_id, { resolve, reject, timer });
      const frame = {
        envelope_id,
        type: kind,
        accepts_response_payload: kind !== 'events_api',
        payload,
        ...(kind === 'events_api'
          ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' }
          : {}),
      };
      socket.send(JSON.stringify(frame));
    });

  const link: SocketLink = { isOpen: () => sockets.size > 0, isUsed: () => welcomed > 0, send };

  return {
    link,
    /** The one-time address a client connects to. */
    createAddress: (baseUrl: string): string => {
      const ticket = randomBytes(12).toString('hex');
      tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}${SOCKET_PATH}?ticket=${ticket}&app_id=${settings.appId}`;
    },
    /** Answers an upgrade request; false when it isn't one of ours. */
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      if (!url.pathname.endsWith(SOCKET_PATH)) return false;
      if (!tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
        return true;
      }
      server.handleUpgrade(request, socket, head, welcome);
      return true;
    },
    /** Tells every client to come back on a new socket. */
    refresh: (): void => {
      for (const socket of sockets) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
      }
    },
    close: (): void => {
      for (const waiter of waiting.values()) clearTimeout(waiter.timer);
      for (const socket of [...sockets, ...server.clients]) socket.terminate();
      server.close();
    },
  };
};
