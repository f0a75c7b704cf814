// The fetch the Web API clients use: plain HTTP requests on kept connections, at a third of the built-in one's cost.

import http from 'node:http';
import https from 'node:https';
import type { FetchFunction } from '@slack/web-api';

/** Idle connections are dropped well before Slack drops them, so that no post is written into a dying one. */
const idleMs = 4000;
const connections = { keepAlive: true, timeout: idleMs, maxSockets: 100, scheduling: 'lifo' as const };

type Answer = Awaited<ReturnType<FetchFunction>>;

/**
 * Creates a fetch for Slack's Web API: string bodies, no redirects, no proxies. Rejects with the system's own error
 * (`ECONNREFUSED`, …), the signal's reason, or a `TimeoutError` when the whole answer is not there within `patienceMs`.
 * That time is kept here and not by `AbortSignal.timeout`, which would hold on to every call for as long: each would
 * outlive its answer by many collections (ADR 32).
 */
export function createKeepAliveFetch(patienceMs: number): FetchFunction {
  const plain = new http.Agent(connections);
  const secure = new https.Agent(connections);

  return (input, { method = 'GET', headers = {}, body, signal } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const url = new URL(input);
      const text = typeof body === 'string' ? body : '';
      const asked = { method, headers: { ...headers, 'content-length': Buffer.byteLength(text) } };
      let ended: unknown = null;
      const fail = (error: unknown): void => reject(ended ?? error);
      const receive = (answer: http.IncomingMessage): void => {
        readAnswer(answer, url.href).then(resolve, fail);
      };
      const request =
        url.protocol === 'https:'
          ? https.request(url, { ...asked, agent: secure }, receive)
          : http.request(url, { ...asked, agent: plain }, receive);
      const end = (reason: unknown): void => {
        ended = reason;
        request.destroy(new Error('ended'));
      };
      request.on('error', fail);
      const late = setTimeout(() => end(new DOMException('no answer in time', 'TimeoutError')), patienceMs);
      request.on('close', () => clearTimeout(late));
      if (signal) endWith(request, signal, end);
      request.end(text);
    });
}

function endWith(request: http.ClientRequest, signal: AbortSignal, end: (reason: unknown) => void): void {
  const stop = (): void => end(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  request.on('close', () => signal.removeEventListener('abort', stop));
}

async function readAnswer(answer: http.IncomingMessage, url: string): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const status = answer.statusCode ?? 502;
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const text = (): string => body.toString('utf8');
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: answer.statusMessage ?? '',
    url,
    headers: { get: (name) => new Map(headers).get(name.toLowerCase()) ?? null, entries: () => headers },
    arrayBuffer: async () => new Uint8Array(body).buffer,
    json: async () => JSON.parse(text()) as unknown,
    text: async () => text(),
  };
}
