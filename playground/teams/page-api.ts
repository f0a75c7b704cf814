// The Teams pane's door: state, posts, gestures, circumstances, faults and the log, as `protocol.ts` says.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { sendJson } from '../wire/http.js';
import { createPageDoor, type PageDoor, readShape, sendFileOf } from '../wire/page-door.js';
import type { PageGround } from './page-ground.js';
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

const mostBytes = 26 * 1024 * 1024;
/** Shown inline; nothing else is ever served. */
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** Creates the door; it answers false for routes that are not its own. */
export const createTeamsPageApi = ({ ground, stream, faults, log }: Parts): PageDoor => {
  const read = <Value>(request: IncomingMessage, schema: z.ZodType<Value>): Promise<Value> =>
    readShape(request, schema, mostBytes);
  const readFaults = (): TeamsFaultsAnswer => ({ ok: true, faults: faults.list() });
  return createPageDoor({
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
    'GET /file/': (_request, response, _query, id) => sendFile(ground, response, id),
  });
};

const sendFile = (ground: PageGround, response: ServerResponse, id: string): void => {
  const file = ground.file(id);
  if (!file || !inlineTypes.has(file.type)) {
    sendJson(response, 404, { ok: false, error: 'file_not_found', text: 'That file is gone.' });
    return;
  }
  sendFileOf(response, file, true);
};
