// The Graph API that Baton sends to: takes everything at once, and remembers what it was to be called by.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message that was taken. */
export interface Taken {
  readonly id: string;
  readonly to: string;
  /** What came along, to be brought back with its statuses. */
  readonly evidence: string;
}

export interface GraphSink {
  readonly url: string;
  readonly taken: readonly Taken[];
  close(): Promise<void>;
}

/** Starts it on a free port of the loopback. */
export async function startGraphSink(): Promise<GraphSink> {
  const taken: Taken[] = [];
  const answerTo = (body: string): object => {
    const { to, biz_opaque_callback_data: evidence } = JSON.parse(body) as Record<string, unknown>;
    if (typeof to !== 'string') return { success: true };
    const id = `wamid.taken${taken.length}`;
    taken.push({ id, to: to.replace('+', ''), evidence: String(evidence) });
    return { messaging_product: 'whatsapp', contacts: [{ input: to }], messages: [{ id }] };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answerTo(Buffer.concat(chunks).toString() || '{}')));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
