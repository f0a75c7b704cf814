// Reads what the Graph API answered: the body it promised, or the one shape in which all of Meta's channels refuse.

import { GraphError } from './graph-error.js';
import { isObject, readLine, readNumber, readObject } from './untrusted.js';

/** What was answered, before it is judged. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The answer's JSON. Throws GraphError for a refusal and for what is no answer; `changes`: the call was to do something. */
export function readAnswer({ status, headers, text }: GraphAnswer, changes: boolean): unknown {
  const body = parse(text);
  const error = isObject(body) ? body.error : undefined;
  const succeeded = status >= 200 && status < 300;
  if (succeeded && body !== undefined && !isObject(error)) return body;
  const raw = readObject(error);
  const known = isObject(error);
  const retryAfter = readNumber(headers.get('retry-after'));
  throw new GraphError({
    kind: known || !succeeded ? 'refused' : 'lost',
    status,
    code: readNumber(raw.code),
    subcode: readNumber(raw.error_subcode),
    transient: raw.is_transient === true,
    sentence: sentenceOf(raw) ?? `The platform answered with HTTP ${status}.`,
    details: readLine(readObject(raw.error_data).details, 500),
    traceId: readLine(raw.fbtrace_id, 100) ?? readLine(headers.get('x-fb-trace-id'), 100),
    retryAfterMs: retryAfter === null || retryAfter < 0 ? null : Math.min(retryAfter * 1000, 3_600_000),
    // A proxy's 502 says nothing about what happened behind it; a success without a body says it happened.
    ambiguous: changes && !known && (succeeded || status >= 500),
  });
}

function sentenceOf(error: Readonly<Record<string, unknown>>): string | null {
  const { error_user_msg: forUsers, error_data: data, message } = error;
  return readLine(forUsers, 500) ?? readLine(readObject(data).details, 500) ?? readLine(message, 500);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
