// Socket Mode: hands out socket addresses, speaks the frames and waits for each acknowledgement.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isRecord, tryJson } from '../wire/http.js';
import type { Retry, SendKind, SocketLink } from './deliver.js';
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

interface Hub {
  readonly settings: Settings;
  readonly server: WebSocketServer;
  readonly tickets: Set<string>;
  readonly sockets: Set<WebSocket>;
  readonly waiting: Map<string, Waiting>;
  turn: number;
  welcomed: number;
}

/** Creates the socket side. Events go to one open socket in turn, as in Slack. */
export const createSocketMode = (settings: Settings) => {
  const hub: Hub = {
    settings,
    server: new WebSocketServer({ noServer: true }),
    tickets: new Set(),
    sockets: new Set(),
    waiting: new Map(),
    turn: 0,
    welcomed: 0,
  };
  const link: SocketLink = {
    isOpen: () => hub.sockets.size > 0,
    isUsed: () => hub.welcomed > 0,
    send: (kind, payload, retry) => sendFrame(hub, kind, payload, retry),
  };
  return {
    link,
    /** The one-time address a client connects to. */
    createAddress: (baseUrl: string): string => {
      const ticket = randomBytes(12).toString('hex');
      hub.tickets.add(ticket);
      return `${baseUrl.replace(/^http/, 'ws')}${SOCKET_PATH}?ticket=${ticket}&app_id=${settings.appId}`;
    },
    /** Answers an upgrade request; false when it isn't one of ours. */
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): boolean =>
      upgrade(hub, request, socket, head),
    /** Tells every client to come back on a new socket. */
    refresh: (): void => {
      const frame = JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} });
      for (const socket of hub.sockets) socket.send(frame);
    },
    close: (): void => {
      for (const waiter of hub.waiting.values()) clearTimeout(waiter.timer);
      for (const socket of [...hub.sockets, ...hub.server.clients]) socket.terminate();
      hub.server.close();
    },
  };
};

const upgrade = (hub: Hub, request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  if (!url.pathname.endsWith(SOCKET_PATH)) return false;
  if (hub.tickets.delete(url.searchParams.get('ticket') ?? '')) {
    hub.server.handleUpgrade(request, socket, head, (opened) => welcome(hub, opened));
  } else socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
  return true;
};

const welcome = (hub: Hub, socket: WebSocket): void => {
  hub.sockets.add(socket);
  hub.welcomed += 1;
  socket.on('close', () => hub.sockets.delete(socket));
  socket.on('error', () => hub.sockets.delete(socket));
  socket.on('message', (data) => settle(hub, tryJson(String(data))));
  const connection_info = { app_id: hub.settings.appId };
  socket.send(
    JSON.stringify({ type: 'hello', num_connections: hub.sockets.size, connection_info, debug_info: {} }),
  );
};

const settle = ({ waiting }: Hub, frame: unknown): void => {
  if (!isRecord(frame) || typeof frame.envelope_id !== 'string') return;
  const waiter = waiting.get(frame.envelope_id);
  if (!waiter) return;
  waiting.delete(frame.envelope_id);
  clearTimeout(waiter.timer);
  waiter.resolve(frame.payload);
};

const sendFrame = (hub: Hub, kind: SendKind, payload: Json, retry: Retry | null): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const open = [...hub.sockets];
    hub.turn += 1;
    const socket = open[hub.turn % open.length];
    if (!socket) return reject(new Error('no open socket'));
    const envelope_id = randomBytes(12).toString('hex');
    const timer = setTimeout(() => {
      hub.waiting.delete(envelope_id);
      reject(new Error('not acknowledged in time'));
    }, hub.settings.answerTimeoutMs);
    hub.waiting.set(envelope_id, { resolve, reject, timer });
    const isEvent = kind === 'events_api';
    const repeat = isEvent ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' } : {};
    socket.send(
      JSON.stringify({ envelope_id, type: kind, accepts_response_payload: !isEvent, payload, ...repeat }),
    );
  });
