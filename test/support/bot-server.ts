// A server on loopback that stands for whatever an assistant calls: it records requests and answers as told, or never.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface BotCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface BotReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BotServer {
  readonly url: string;
  readonly calls: readonly BotCall[];
  /** How the next calls are answered; null leaves them hanging. */
  reply: BotReply | null;
  /** Resolves when a call has arrived, hanging or not. */
  arrived(): Promise<void>;
  /** Resolves when the caller of a hanging call has gone away. */
  left(): Promise<void>;
  close(): Promise<void>;
}

interface Signal {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function createSignal(): Signal {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

/** Starts the server on a free port. */
export async function startBotServer(): Promise<BotServer> {
  const calls: BotCall[] = [];
  const arrival = createSignal();
  const leaving = createSignal();
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableFinished) leaving.resolve();
    });
    void take(request, response);
  });
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    calls.push({ path: request.url ?? '', headers: request.headers, body: await buffer(request) });
    arrival.resolve();
    if (!bot.reply) return;
    const { status, body, headers } = bot.reply;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bot: BotServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    reply: { status: 200, body: {} },
    arrived: () => arrival.promise,
    left: () => leaving.promise,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return bot;
}
