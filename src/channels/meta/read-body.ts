// Reads a request's body as the bytes that came, up to a limit: a signature is over these and nothing parsed.

import type { IncomingMessage } from 'node:http';

/** The whole body; `too-large` as soon as it is known to be; null when the sender went away before its end. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer | 'too-large' | null> {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.resolve('too-large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take);
      chunks.length = 0;
      resolve('too-large');
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}
