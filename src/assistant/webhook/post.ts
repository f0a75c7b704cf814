// Posts to a checked address: connects to exactly the address that was checked, follows no redirect.

import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { EgressTarget } from '../egress.js';
import { readLimited } from '../read-limited.js';

export interface Posted {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}

export interface PostCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signal: AbortSignal;
  /** Longest answer that is read. */
  readonly limitBytes: number;
}

/** Sends and reads the answer; rejects with what the network or the signal says. */
export async function post(target: EgressTarget, call: PostCall): Promise<Posted> {
  const response = await send(target, call);
  const body = await readLimited(response, call.limitBytes);
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body };
}

function send({ url, address, family }: EgressTarget, call: PostCall): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const headers = { 'content-length': String(call.body.byteLength), ...call.headers };
    // No agent: a kept connection would skip the look-up that the check pinned.
    const sent = request(
      url,
      { method: 'POST', headers, agent: false, lookup: pinned, signal: call.signal },
      resolve,
    );
    sent.on('error', reject);
    sent.end(call.body);
  });
}
