// One HTTP call of the tour: JSON in, JSON out, and an answer that is not 2xx is trouble.

import { TourTrouble } from './trouble.js';

export interface Call {
  readonly url: string;
  /** Posted as JSON; without it the call is a GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Calls one door of Baton or of its stand-in; null for an empty answer.
 * @throws TourTrouble with the status and what was answered.
 */
export async function call<Answer>({ url, body, headers, signal }: Call): Promise<Answer> {
  const isPost = body !== undefined;
  const response = await fetch(url, {
    method: isPost ? 'POST' : 'GET',
    headers: { ...(isPost ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(isPost ? { body: JSON.stringify(body) } : {}),
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new TourTrouble(
      `${new URL(url).pathname} answers`,
      error instanceof Error ? error.message : 'nothing',
    );
  });
  const text = await response.text();
  if (!response.ok)
    throw new TourTrouble(`${new URL(url).pathname} does it`, `${response.status} ${text.slice(0, 300)}`);
  return (text === '' ? null : JSON.parse(text)) as Answer;
}
