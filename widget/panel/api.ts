// The panel's calls to Baton, and what went wrong in words that tell what to do next.

import type { WireError, WireFile } from '../../src/channels/web/wire.js';

/**
 * `offline`: nothing came back; `busy`: try again later; `visitor`: the token is worth nothing; `refused`: never try
 * the same again.
 */
export type Trouble = 'offline' | 'busy' | 'visitor' | 'refused';

export class CallError extends Error {
  override readonly name = 'CallError';
  constructor(
    readonly trouble: Trouble,
    readonly code: string,
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** What to do about an answer that is not 2xx. */
export async function readTrouble(answer: Response): Promise<CallError> {
  const body = (await answer.json().catch(() => null)) as Partial<WireError> | null;
  const code = body?.error?.code ?? `http-${answer.status}`;
  const message = body?.error?.message ?? '';
  const seconds = Number(answer.headers.get('retry-after') ?? 'x');
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  if (answer.status === 401) return new CallError('visitor', code, message);
  const busy = answer.status === 429 || answer.status === 408 || answer.status >= 500;
  return new CallError(busy ? 'busy' : 'refused', code, message, retryAfterMs);
}

export interface Api {
  /** Calls `/web/<path>`; resolves with the JSON (or null). Throws CallError. */
  call<T>(path: string, body?: unknown): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** Headers for calls made elsewhere, such as the stream. */
  headers(): Record<string, string>;
  upload(file: File, progress: (share: number) => void, signal: AbortSignal): Promise<WireFile>;
}

const timeoutMs = 20_000;

export function createApi(base: string, site: string, token: () => string | null): Api {
  const headers = () => {
    const known = token();
    return { 'x-baton-site': site, ...(known ? { authorization: `Bearer ${known}` } : {}) };
  };
  async function ask<T>(method: string, path: string, body: unknown): Promise<T> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${base}/web/${path}`, {
      method,
      headers: { ...headers(), ...json },
      signal: AbortSignal.timeout(timeoutMs),
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new CallError('offline', 'offline', '');
    });
    if (!answer.ok) throw await readTrouble(answer);
    return (
      answer.status === 204
        ? null
        : await answer.json().catch(() => {
            throw new CallError('offline', 'cut-off', '');
          })
    ) as T;
  }
  return {
    headers,
    call: (path) => ask('GET', path, undefined),
    post: (path, body) => ask('POST', path, body),
    upload: (file, progress, signal) =>
      sendFile({
        url: `${base}/web/files?name=${encodeURIComponent(file.name)}`,
        headers: headers(),
        file,
        progress,
        signal,
      }),
  };
}

interface Upload {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly file: File;
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Only XMLHttpRequest tells how far an upload has come. */
function sendFile({ url, headers, file, progress, signal }: Upload): Promise<WireFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () => reject(new CallError('offline', 'offline', ''));
    request.onabort = () => reject(new CallError('refused', 'stopped', ''));
    request.onload = () => {
      const answer = new Response(request.responseText || null, { status: Math.max(request.status, 200) });
      if (answer.ok) answer.json().then(resolve, reject);
      else readTrouble(answer).then(reject);
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
