// A web channel on a loopback port over the house in memory, and a visitor who speaks its HTTP.

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createWebChannel, type WebChannelOptions } from '../../src/channels/web/index.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import { createMemoryHouse, makeSite } from './web-house.js';

export interface WebServerOptions {
  readonly sites?: readonly ChannelAccount[];
  readonly channel?: Partial<WebChannelOptions>;
  readonly humanSupport?: boolean;
  /** Mounted before the channel: what the rest of the app would put there. */
  readonly before?: (app: express.Express) => void;
}

/** Starts a server of its own; `stop` ends its streams and frees the port. */
export async function startWebServer(options: WebServerOptions = {}) {
  const sites = options.sites ?? [makeSite()];
  const memory = createMemoryHouse(sites, {
    name: 'Acme Support',
    pictureUrl: null,
    humanSupport: options.humanSupport ?? true,
  });
  const app = express();
  options.before?.(app);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const channel = createWebChannel({ house: memory.house, publicUrl: url, ...options.channel });
  channel.listen(app, memory.ears);
  return {
    ...memory,
    app,
    url,
    port,
    channel,
    site: sites[0] ?? makeSite(),
    async stop() {
      await channel.close?.();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type WebServer = Awaited<ReturnType<typeof startWebServer>>;

export interface Asked {
  readonly method?: string;
  readonly token?: string | null;
  readonly site?: string | null;
  readonly origin?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One call of the channel's HTTP, as the panel makes it. */
export async function ask(server: WebServer, path: string, asked: Asked = {}): Promise<Response> {
  const headers: Record<string, string> = { ...asked.headers };
  const site = asked.site === undefined ? 'acme-web' : asked.site;
  if (site !== null) headers['x-baton-site'] = site;
  if (asked.token) headers.authorization = `Bearer ${asked.token}`;
  if (asked.origin !== undefined) headers.origin = asked.origin;
  if (asked.body !== undefined) headers['content-type'] = 'application/json';
  return fetch(`${server.url}${path}`, {
    method: asked.method ?? (asked.body === undefined ? 'GET' : 'POST'),
    headers,
    ...(asked.body === undefined
      ? {}
      : { body: typeof asked.body === 'string' ? asked.body : JSON.stringify(asked.body) }),
  });
}

/** A new visitor's token. */
export async function arrive(server: WebServer): Promise<string> {
  const answer = await ask(server, '/web/visitors', { body: {} });
  const { token } = (await answer.json()) as { token: string };
  return token;
}

/** Posts a message and returns the answer. */
export async function post(
  server: WebServer,
  token: string,
  text: string,
  clientId: string = randomUUID(),
): Promise<Response> {
  return ask(server, '/web/messages', { token, body: { clientId, text } });
}

/** Reads server-sent events until `count` of them came or the stream ended; comments do not count. */
export async function readEvents(
  response: Response,
  count: number,
): Promise<{ event: string; id: string | null; data: unknown }[]> {
  const found: { event: string; id: string | null; data: unknown }[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (reader && found.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const field = (name: string) =>
        part
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      const event = field('event');
      if (event) found.push({ event, id: field('id') ?? null, data: JSON.parse(field('data') ?? 'null') });
    }
  }
  await reader?.cancel();
  return found;
}
