// The door of a stand-in's page: what it asks for, by route, and what it is told when that cannot be.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { BodyTooLarge, readBody, readTarget, sendJson, tryJson } from './http.js';

/** Answers requests of the page; resolves with false for routes that are not its own. */
export type PageDoor = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Resolves with the body of the answer, or has answered itself. `below` is the rest of a path that goes on. */
export type PageRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  below: string,
) => unknown;

/** What the page asked for isn't there or makes no sense. */
export class PageRefused extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

/** Opens the door; a route that ends in a slash, such as `GET /file/`, takes every path below it. */
export const createPageDoor = (routes: Readonly<Record<string, PageRoute>>): PageDoor => {
  return async (request, response) => {
    const { path, query } = readTarget(request);
    const folder = path.slice(0, path.indexOf('/', 1) + 1);
    const route = routes[`${request.method} ${folder || path}`];
    if (!route) return false;
    try {
      const body = await route(request, response, query, path.slice(folder.length));
      if (!response.headersSent) sendJson(response, 200, body);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendTrouble(response, error);
    }
    return true;
  };
};

/** Reads a body of JSON. Throws BodyTooLarge beyond `limitBytes`, and ZodError for another shape. */
export const readShape = async <Value>(
  request: IncomingMessage,
  schema: z.ZodType<Value>,
  limitBytes: number,
): Promise<Value> => schema.parse(tryJson((await readBody(request, limitBytes)).toString('utf8')));

/** A file that came from somebody: shown in the page where it is of a harmless kind, else offered for download. */
export const sendFileOf = (
  response: ServerResponse,
  file: { readonly name: string; readonly type: string; readonly bytes: Buffer },
  isInline: boolean,
): void => {
  response.writeHead(200, {
    'content-type': isInline ? file.type : 'application/octet-stream',
    'content-length': file.bytes.length,
    'content-disposition': `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(file.bytes);
};

const sendTrouble = (response: ServerResponse, error: unknown): void => {
  const say = (status: number, code: string, text: string) =>
    sendJson(response, status, { ok: false, error: code, text });
  if (error instanceof PageRefused) say(400, error.code, error.message);
  else if (error instanceof z.ZodError) say(400, 'invalid_gesture', z.prettifyError(error));
  else if (error instanceof BodyTooLarge) say(413, 'too_large', 'That is too large.');
  else say(500, 'internal_error', 'The stand-in failed.');
};
