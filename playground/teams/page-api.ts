// The Teams pane's door: state, posts, gestures, circumstances, faults and the log, as `protocol.ts` says.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { BodyTooLarge, readBody, readTarget, sendJson, tryJson } from '../slack/http.js';
import { type PageGround, PageRefused } from './page-ground.js';
import { circumstanceSchema, faultsSchema, gestureSchema } from './page-input.js';
import type { TeamsPageStream } from './page-stream.js';
import type { ActiveTeamsFault, LogEntry, TeamsFaultRule, TeamsFaultsAnswer } from './protocol.js';

interface Parts {
  readonly ground: PageGround;
  readonly stream: TeamsPageStream;
  readonly faults: {
    list(): readonly ActiveTeamsFault[];
    add(rule: TeamsFaultRule): unknown;
    /** An id, or `all`. */
    remove(id: string): void;
  };
  readonly log: { read(after: number): readonly LogEntry[] };
}

type Route = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => unknown;

const mostBytes = 26 * 1024 * 1024;
/** Shown inline; nothing else is ever served. */
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** Creates the door; it answers false for routes that are not its own. */
export const createTeamsPageApi = (parts: Parts) => {
  const routes = createRoutes(parts);
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { path, query } = readTarget(request);
    if (request.method === 'GET' && path.startsWith('/file/')) {
      sendFile(parts.ground, response, path.slice('/file/'.length));
      return true;
    }
    const route = routes[`${request.method} ${path}`];
    if (!route) return false;
    try {
      const body = await route(request, response, query);
      if (!response.headersSent) sendJson(response, 200, body);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else sendTrouble(response, error);
    }
    return true;
  };
};

const createRoutes = ({ ground, stream, faults, log }: Parts): Readonly<Record<string, Route>> => {
  const read = async <Value>(request: IncomingMessage, schema: z.ZodType<Value>): Promise<Value> =>
    schema.parse(tryJson((await readBody(request, mostBytes)).toString('utf8')));
  const readFaults = (): TeamsFaultsAnswer => ({ ok: true, faults: faults.list() });
  return {
    'GET /state': (_request, _response, query) => ground.readState(query.get('user')),
    'GET /posts': (_request, _response, query) => ({
      ok: true,
      posts: ground.readPosts(query.get('user') ?? '', query.get('chat') ?? ''),
    }),
    'GET /stream': (request, response, query) => stream.attach(request, response, query.get('user') ?? ''),
    'POST /gesture': async (request) => {
      const { user, act } = await read(request, gestureSchema);
      return ground.carryOut(user, act);
    },
    'POST /circumstance': async (request) => {
      await ground.change(await read(request, circumstanceSchema));
      return { ok: true };
    },
    'GET /faults': readFaults,
    'POST /faults': async (request) => {
      const asked = await read(request, faultsSchema);
      if (asked.add) faults.add(asked.add);
      if (asked.remove) faults.remove(asked.remove);
      return readFaults();
    },
    'GET /log': (_request, _response, query) => ({
      ok: true,
      entries: log.read(Number(query.get('after') ?? 0)),
    }),
  };
};

const sendTrouble = (response: ServerResponse, error: unknown): void => {
  const say = (status: number, code: string, text: string) =>
    sendJson(response, status, { ok: false, error: code, text });
  if (error instanceof PageRefused) say(400, error.code, error.message);
  else if (error instanceof z.ZodError) say(400, 'invalid_gesture', z.prettifyError(error));
  else if (error instanceof BodyTooLarge) say(413, 'too_large', 'That is too large.');
  else say(500, 'internal_error', 'The stand-in failed.');
};

const sendFile = (ground: PageGround, response: ServerResponse, id: string): void => {
  const file = ground.file(id);
  if (!file || !inlineTypes.has(file.type)) {
    sendJson(response, 404, { ok: false, error: 'file_not_found', text: 'That file is gone.' });
    return;
  }
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.bytes.length,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  response.end(file.bytes);
};
