// The one way to Meta's Graph API for all three channels: a thin client that never repeats a call by itself.

import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import { isUnsent } from '../../core/unsent.js';
import { type GraphAnswer, readAnswer } from './graph-answer.js';
import { GraphError } from './graph-error.js';
import { createGraphUsage } from './graph-usage.js';

export interface GraphOptions {
  /** `https://graph.facebook.com`, without a slash at the end. */
  readonly baseUrl: string;
  /** `v25.0`. */
  readonly version: string;
  /** For a call without files; 10 s. Uploads get six times as long. */
  readonly timeoutMs?: number;
  readonly log?: Pick<Logger, 'warn' | 'info'> | undefined;
  readonly fetch?: typeof globalThis.fetch;
  /** The clock in milliseconds. */
  readonly now?: () => number;
}

export interface GraphAuth {
  readonly token: string;
  /** Signs the call (`appsecret_proof`), for apps that demand it. */
  readonly appSecret?: string | undefined;
}

export type GraphQuery = Readonly<Record<string, string | number>>;

/** Paths begin with a slash and come after the version. Every call throws GraphError for all that is no answer. */
export interface Graph {
  get(path: string, auth: GraphAuth, query?: GraphQuery): Promise<unknown>;
  post(
    path: string,
    auth: GraphAuth,
    body: Readonly<Record<string, unknown>> | FormData,
    query?: GraphQuery,
  ): Promise<unknown>;
}

/** What Baton calls itself: some of Meta's hosts turn away callers without a name. */
export const graphUserAgent = 'baton-livechat';

const mostAnswerBytes = 4 * 1024 * 1024;

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly auth: GraphAuth;
  readonly query: GraphQuery;
  readonly body?: Readonly<Record<string, unknown>> | FormData;
}

/** Makes the client of one host. */
export function createGraph(options: GraphOptions): Graph {
  const { log, now = Date.now } = options;
  const usage = createGraphUsage(now);
  const noteVersion = createVersionWatch(options);

  const run = async (call: Call): Promise<unknown> => {
    const { token } = call.auth;
    const edge = edgeOf(call.path);
    const waitMs = usage.waitMs(token, edge);
    if (waitMs > 0) throw heldBack(waitMs);
    const answer = await ask(call, options);
    usage.note(token, edge, answer.headers);
    noteVersion(answer.headers);
    try {
      return readAnswer(answer, call.method === 'POST');
    } catch (error) {
      if (error instanceof GraphError) {
        const { status, code, subcode, traceId } = error;
        log?.warn({ edge, status, code, subcode, traceId }, 'the Graph API refused a call');
      }
      throw error;
    }
  };
  return {
    get: (path, auth, query = {}) => run({ method: 'GET', path, auth, query }),
    post: (path, auth, body, query = {}) => run({ method: 'POST', path, auth, query, body }),
  };
}

async function ask(call: Call, options: GraphOptions): Promise<GraphAnswer> {
  const { timeoutMs = 10_000, fetch = globalThis.fetch } = options;
  const { method, auth, body } = call;
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(addressOf(call, options), {
      method,
      headers: {
        Authorization: `Bearer ${auth.token}`,
        Accept: 'application/json',
        'User-Agent': graphUserAgent,
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      // The token goes to the host it is meant for and to no other.
      redirect: 'manual',
      signal: AbortSignal.timeout(isForm ? timeoutMs * 6 : timeoutMs),
    });
    return { status: response.status, headers: response.headers, text: await readAll(response) };
  } catch (error) {
    throw noAnswer(error, method === 'POST');
  }
}

function addressOf({ path, auth, query }: Call, { baseUrl, version }: GraphOptions): URL {
  const url = new URL(`${baseUrl}/${version}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  if (auth.appSecret !== undefined) {
    const proof = createHmac('sha256', auth.appSecret).update(auth.token).digest('hex');
    url.searchParams.set('appsecret_proof', proof);
  }
  return url;
}

async function readAll(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.byteLength;
    if (size > mostAnswerBytes) throw new RangeError('The answer is too large.');
    chunks.push(next.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** No answer: nothing was sent when there was no connection, else nobody knows. */
function noAnswer(error: unknown, changes: boolean): GraphError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const sent = !isUnsent(code);
  const facts = {
    kind: sent ? ('lost' as const) : ('unreachable' as const),
    status: 0,
    code: null,
    subcode: null,
    transient: true,
    sentence: sent ? 'The platform did not answer in time.' : 'The platform could not be reached.',
    details: null,
    traceId: null,
    retryAfterMs: null,
    ambiguous: changes && sent,
  };
  return new GraphError(facts, { cause });
}

function heldBack(retryAfterMs: number): GraphError {
  return new GraphError({
    kind: 'throttled',
    status: 0,
    code: null,
    subcode: null,
    transient: true,
    sentence: 'Our share of calls to the platform is almost used up; calls wait until it is free again.',
    details: null,
    traceId: null,
    retryAfterMs,
    ambiguous: false,
  });
}

/** The last word of the path (`messages`); ids are no business of the log's. */
function edgeOf(path: string): string {
  const word = path.split('/').at(-1) ?? '';
  return /^[a-z_]+$/.test(word) ? word : '';
}

/** An expired version is answered silently by the oldest living one: that is said once for each that is seen. */
function createVersionWatch({ version, log }: GraphOptions): (headers: Headers) => void {
  const seen = new Set([version]);
  return (headers) => {
    const served = headers.get('facebook-api-version');
    if (served === null || seen.has(served) || seen.size > 20) return;
    seen.add(served);
    log?.warn({ asked: version, served: served.slice(0, 20) }, 'the Graph API answered as another version');
  };
}
