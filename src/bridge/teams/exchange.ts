// One HTTP request and its answer, on kept connections: no redirect is followed, nothing is repeated, nothing endless is read.

import http from 'node:http';
import https from 'node:https';

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The most bytes read of the answer; 1 MiB by default. */
  readonly limitBytes?: number;
  /** How long it may take in all; ten seconds by default. */
  readonly timeoutMs?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why there is no answer: the system's own code, `timeout`, `connect_timeout` (nothing was written) or `too_large`. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  constructor(
    readonly code: string,
    options?: { cause: unknown },
  ) {
    super(`no answer: ${code}`, options);
  }
}

/** Idle connections are dropped well before the other side drops them, so that no post is written into a dying one. */
const idleMs = 4000;
const connections = { keepAlive: true, timeout: idleMs, maxSockets: 100, scheduling: 'lifo' as const };
const plain = new http.Agent(connections);
const secure = new https.Agent(connections);

const defaultTimeoutMs = 10_000;
const defaultLimitBytes = 1024 * 1024;

/** Asks once. Rejects with NoAnswer. */
export function exchange(asked: Asked): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const url = new URL(asked.url);
    const body = asked.body ?? '';
    const length = asked.method === 'GET' && body === '' ? {} : { 'content-length': Buffer.byteLength(body) };
    const how = { method: asked.method, headers: { ...asked.headers, ...length } };
    const receive = (answer: http.IncomingMessage): void => {
      readAnswer(answer, asked.limitBytes ?? defaultLimitBytes).then(resolve, fail);
    };
    const request =
      url.protocol === 'https:'
        ? https.request(url, { ...how, agent: secure }, receive)
        : http.request(url, { ...how, agent: plain }, receive);
    const isConnected = watchConnection(request);
    const timer = setTimeout(() => {
      fail(new NoAnswer(isConnected() ? 'timeout' : 'connect_timeout'));
      request.destroy();
    }, asked.timeoutMs ?? defaultTimeoutMs);
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      reject(error instanceof NoAnswer ? error : new NoAnswer(codeOf(error), { cause: error }));
    };
    request.on('error', fail);
    request.on('close', () => clearTimeout(timer));
    request.end(body);
  });
}

/** Whether the request has a connection, so that it may have been written. */
function watchConnection(request: http.ClientRequest): () => boolean {
  let connected = false;
  request.on('socket', (socket) => {
    if (!socket.connecting) connected = true;
    else socket.once('connect', () => (connected = true));
  });
  return () => connected;
}

async function readAnswer(answer: http.IncomingMessage, limitBytes: number): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += (chunk as Buffer).length;
    if (size > limitBytes) {
      answer.destroy();
      throw new NoAnswer('too_large');
    }
    chunks.push(chunk as Buffer);
  }
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'network';
}
