// Starts the stand-in beside a small receiver of webhooks that checks signatures as the documents say.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMetaStandIn,
  type MetaStandIn,
  type MetaStandInOptions,
} from '../../../playground/meta/index.js';

export type Json = Record<string, unknown>;

/** One webhook as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly raw: string;
  readonly body: { readonly object: string; readonly entry: readonly Json[] };
}

export interface MetaBench {
  readonly meta: MetaStandIn;
  readonly arrived: Arrived[];
  /** Paths that were tried with a signature that is not right. */
  readonly forged: string[];
  /** What the receiver answers next, then 200 again. */
  readonly answers: number[];
  /** A call to Graph with the account's token unless another is given. */
  readonly call: (path: string, init?: CallInit) => Promise<{ status: number; body: Json; headers: Headers }>;
  readonly close: () => Promise<void>;
}

export interface CallInit {
  readonly host?: 'graph' | 'instagram';
  readonly method?: string;
  readonly token?: string | null;
  readonly body?: unknown;
  readonly form?: FormData;
}

const appSecret = 'the-app-secret';
export const phone = '310000000000011';
export const page = '111000000000001';
export const account = '17841400000000001';
const tokens: Record<string, string> = {
  [phone]: 'whatsapp-token',
  [page]: 'page-token',
  [account]: 'instagram-token',
};

/** Everything a test of the stand-in needs, on loopback. */
export const startMeta = async (options: MetaStandInOptions = {}): Promise<MetaBench> => {
  const arrived: Arrived[] = [];
  const forged: string[] = [];
  const answers: number[] = [];
  const verifyToken = 'verify-me';
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://here');
    if (request.method === 'GET') {
      const right = url.searchParams.get('hub.verify_token') === verifyToken;
      response.writeHead(right ? 200 : 403).end(right ? url.searchParams.get('hub.challenge') : '');
      return;
    }
    const raw = await readAll(request);
    const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice('sha256='.length), 'hex');
    const right = createHmac('sha256', appSecret).update(raw).digest();
    if (given.length !== 32 || !timingSafeEqual(given, right)) {
      forged.push(url.pathname);
      response.writeHead(401).end();
      return;
    }
    const status = answers.shift() ?? 200;
    if (status === 200)
      arrived.push({ path: url.pathname, raw: raw.toString('utf8'), body: JSON.parse(raw.toString('utf8')) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const meta = createMetaStandIn({
    appSecret,
    verifyToken,
    retryDelaysMs: [1, 1],
    webhookUrls: { whatsapp: `${here}/wa`, messenger: `${here}/ms`, instagram: `${here}/ig` },
    ...options,
  });
  await meta.listen();
  return {
    meta,
    arrived,
    forged,
    answers,
    call: (path, init = {}) => call(meta, path, init),
    close: async () => {
      await meta.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const call = async (meta: MetaStandIn, path: string, init: CallInit) => {
  const base = init.host === 'instagram' ? meta.instagramUrl() : meta.graphUrl();
  const named = /^\/(?:v[\d.]+\/)?([^/?]+)/.exec(path)?.[1] ?? '';
  const token = init.token === undefined ? tokens[named] : init.token;
  const hasBody = init.body !== undefined || init.form !== undefined;
  const response = await fetch(`${base}${path}`, {
    method: init.method ?? (hasBody ? 'POST' : 'GET'),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(init.form ? { body: init.form } : init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  return { status: response.status, body: (await response.json()) as Json, headers: response.headers };
};

const readAll = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Every message-like thing of the webhooks so far, flattened: WhatsApp's messages and statuses, the pages' events. */
export const eventsOf = (arrived: readonly Arrived[]): Json[] =>
  arrived.flatMap(({ body }) =>
    body.entry.flatMap((entry) => {
      const changes = (entry.changes ?? []) as { value: Record<string, Json[]> }[];
      const values = changes.flatMap(({ value }) => [
        ...(value.messages ?? []),
        ...(value.statuses ?? []),
        ...(value.message_echoes ?? []),
      ]);
      return [...values, ...((entry.messaging ?? []) as Json[]), ...((entry.standby ?? []) as Json[])];
    }),
  );

/** A text to a WhatsApp number. */
export const text = (to: string, body: string, more: object = {}) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'text',
  text: { body },
  ...more,
});
