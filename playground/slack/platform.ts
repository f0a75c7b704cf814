// The platform's own addresses: the Web API, response URLs, files, the OAuth page and pictures.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallLog } from '../wire/call-log.js';
import { readTarget, sendJson, sendText } from '../wire/http.js';
import type { Faults } from './faults.js';
import { createResponseDoor } from './responses.js';
import { createCode, type OAuthDesk } from './web-api/app.js';
import type { Rooms } from './web-api/call.js';
import { createWebApi } from './web-api/dispatch.js';

/** Answers a request of the platform; false when the address is none of its own. */
export type Platform = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

interface Parts {
  readonly faults: Faults;
  readonly log: CallLog;
  readonly desk: OAuthDesk;
}

/** Creates the platform's door. While it is `down` every connection breaks. */
export const createPlatform = (rooms: Rooms, parts: Parts): Platform => {
  const webApi = createWebApi(rooms, parts);
  const respond = createResponseDoor(rooms, parts);
  const { faults, log } = parts;

  const noteFile = (name: string, status: number): void =>
    log.add({
      direction: 'call',
      name,
      status,
      ok: status === 200,
      error: status === 200 ? null : 'refused',
      durationMs: 0,
      request: null,
      response: null,
    });

  return async (request, response) => {
    const { path, query } = readTarget(request);
    if (faults.isDown()) {
      response.socket?.destroy();
      return true;
    }
    if (path.startsWith('/api/')) await webApi(request, response, path.slice('/api/'.length));
    else if (path.startsWith('/response/')) await respond(request, response, path.slice('/response/'.length));
    else if (path.startsWith('/upload/'))
      noteFile('files.upload', await rooms.files.receive(request, response, path));
    else if (path.startsWith('/files-pri/')) {
      const isGood = (token: string): boolean => rooms.tokens.has(token) && !faults.isRevoked();
      noteFile('files.download', rooms.files.serve(request, response, path, isGood));
    } else if (path === '/oauth/v2/authorize') authorize(rooms, parts.desk, response, query);
    else if (path === '/login')
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><title>Sign in</title>Sign in');
    else if (path.startsWith('/avatar/')) sendAvatar(rooms, response, path);
    else return false;
    return true;
  };
};

/** Everyone agrees at once: back to the app with a code and its state. */
const authorize = (
  { settings }: Rooms,
  desk: OAuthDesk,
  response: ServerResponse,
  query: URLSearchParams,
): void => {
  const redirectUri = query.get('redirect_uri') ?? '';
  const isOurs = query.get('client_id') === settings.clientId;
  if (!isOurs || !URL.canParse(redirectUri)) {
    sendJson(response, 400, { ok: false, error: isOurs ? 'bad_redirect_uri' : 'invalid_client_id' });
    return;
  }
  const target = new URL(redirectUri);
  target.searchParams.set('code', createCode(desk, redirectUri, query.get('scope') ?? ''));
  target.searchParams.set('state', query.get('state') ?? '');
  response.writeHead(302, { location: target.href }).end();
};

const sendAvatar = ({ world }: Rooms, response: ServerResponse, path: string): void => {
  const user = world.users.get(path.slice('/avatar/'.length).replace(/\.svg$/, ''));
  if (!user) {
    sendText(response, 404, 'not found');
    return;
  }
  const letter = /[\p{L}\p{N}]/u.exec(user.realName)?.[0]?.toUpperCase() ?? '?';
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72"><rect width="72" height="72" rx="14" fill="${user.avatarColor}"/><text x="36" y="47" font-family="sans-serif" font-size="32" font-weight="600" text-anchor="middle" fill="#fff">${letter}</text></svg>`;
  response.writeHead(200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'max-age=3600',
    'content-security-policy': "default-src 'none'",
  });
  response.end(picture);
};
