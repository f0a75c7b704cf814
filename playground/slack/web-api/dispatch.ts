// Answers Web API calls: finds the method, checks the token, lets faults happen, writes the log.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from '../../wire/call-log.js';
import { BodyTooLarge, parseBody, readBearer, readBody, sendJson } from '../../wire/http.js';
import { answerUnder, type Faults, type Outcome } from '../faults.js';
import type { Json } from '../records.js';
import { appMethods, createAccess, type OAuthDesk } from './app.js';
import { type Method, type Rooms, SlackRefusal } from './call.js';
import { chatMethods } from './chat.js';
import { conversationMethods } from './conversations.js';
import { fileMethods } from './files.js';
import { peopleMethods } from './people.js';
import { reactionMethods } from './reactions.js';
import { viewMethods } from './views.js';

const MAX_BODY_BYTES = 4 * 1024 * 1024;

export type WebApi = (request: IncomingMessage, response: ServerResponse, method: string) => Promise<void>;

/** Creates the door behind `/api/`. */
export const createWebApi = (
  rooms: Rooms,
  parts: { faults: Faults; log: CallLog; desk: OAuthDesk },
): WebApi => {
  const { faults, log } = parts;
  const methods = collectMethods(parts.desk);

  return async (request, response, name) => {
    const startedAt = performance.now();
    const args = await readArguments(request, response);
    if (args === null) return;
    const fate = faults.meet(name, typeof args.channel === 'string' ? args.channel : undefined);
    let outcome: Outcome;
    try {
      outcome = await answerUnder(fate, response, () => run({ rooms, faults, methods }, name, args));
    } catch (error) {
      outcome = { status: 500, error: String(error), body: null };
      sendJson(response, 500, { ok: false, error: 'internal_error' });
    }
    log.add({
      direction: 'call',
      name,
      status: outcome.status,
      ok: outcome.error === null,
      error: outcome.error,
      durationMs: performance.now() - startedAt,
      request: args,
      response: outcome.body,
    });
  };
};

const collectMethods = (desk: OAuthDesk): ReadonlyMap<string, Method> =>
  new Map(
    Object.entries({
      ...appMethods,
      ...chatMethods,
      ...conversationMethods,
      ...fileMethods,
      ...peopleMethods,
      ...reactionMethods,
      ...viewMethods,
      'oauth.v2.access': createAccess(desk),
    }),
  );

interface Desk {
  readonly rooms: Rooms;
  readonly faults: Faults;
  readonly methods: ReadonlyMap<string, Method>;
}

const run = ({ rooms, faults, methods }: Desk, name: string, args: Json): Json => {
  try {
    const method = methods.get(name);
    if (!method) throw new SlackRefusal('unknown_method', { req_method: name });
    checkToken(name, args, rooms, faults);
    return { ok: true, ...method(args, rooms) };
  } catch (error) {
    if (error instanceof SlackRefusal) return { ok: false, error: error.code, ...error.extra };
    throw error;
  }
};

/** Reads query, form or JSON and the token; null when the request was answered already. */
const readArguments = async (request: IncomingMessage, response: ServerResponse): Promise<Json | null> => {
  try {
    const body = parseBody(await readBody(request, MAX_BODY_BYTES), request.headers['content-type'] ?? '');
    if (body === null) {
      sendJson(response, 200, { ok: false, error: 'invalid_json' });
      return null;
    }
    const basic = readBasic(request);
    return { ...body, ...basic, token: readBearer(request) ?? body.token };
  } catch (error) {
    const isLarge = error instanceof BodyTooLarge;
    if (!response.destroyed)
      sendJson(response, isLarge ? 413 : 400, {
        ok: false,
        error: isLarge ? 'request_too_large' : 'invalid_form_data',
      });
    return null;
  }
};

const readBasic = (request: IncomingMessage): Json => {
  const header = request.headers.authorization;
  if (!header?.startsWith('Basic ')) return {};
  const [client_id = '', client_secret = ''] = Buffer.from(header.slice(6), 'base64').toString().split(':');
  return { client_id, client_secret };
};

const checkToken = (name: string, args: Json, { settings, tokens }: Rooms, faults: Faults): void => {
  if (name === 'oauth.v2.access') return;
  const { token } = args;
  if (typeof token !== 'string' || token === '') throw new SlackRefusal('not_authed');
  if (name === 'apps.connections.open') {
    if (token === settings.appToken) return;
    throw new SlackRefusal(tokens.has(token) ? 'not_allowed_token_type' : 'invalid_auth');
  }
  if (token === settings.appToken) throw new SlackRefusal('not_allowed_token_type');
  if (faults.isRevoked() && token === settings.botToken) throw new SlackRefusal('token_revoked');
  if (!tokens.has(token))
    throw new SlackRefusal(token === settings.botToken ? 'token_revoked' : 'invalid_auth');
};
