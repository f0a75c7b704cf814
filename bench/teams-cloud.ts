// The Teams cloud that Baton posts to: keys, tokens and a connector that answers at once and tells when a post was read.

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { post } from './writers.js';

export const teamsApp = {
  appId: '00000000-0000-4000-8000-0000000000b0',
  secret: 'bench-secret',
  tenantId: '00000000-0000-4000-8000-0000000000c0',
  kim: '00000000-0000-4000-8000-0000000000d0',
} as const;

/** A bot may open 60 threads of a place in half a minute: with ten places, 200 conversations begin at once. */
export const teamsPlaces = Array.from({ length: 10 }, (_, index) => `19:bench-${index}@thread.tacv2`);

export interface TeamsCloud {
  /** For `TEAMS_CLOUD_URL`. */
  readonly url: string;
  /** Called with the body of each post at the moment it was read. */
  onPost: (body: string) => void;
  /** An agent's line in a thread, signed as the connector signs; resolves with the status. */
  writeLine(baton: string, thread: Thread, text: string): Promise<number>;
  close(): Promise<void>;
}

export interface Thread {
  readonly place: string;
  readonly threadRef: string;
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** Ids are moments in milliseconds, as on Teams, and never the same twice. */
function createIds(): () => string {
  let last = Date.now();
  return () => {
    last = Math.max(last + 1, Date.now());
    return String(last);
  };
}

/** Starts the cloud on a free port of the loopback. */
export async function startTeamsCloud(): Promise<TeamsCloud> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', use: 'sig', endorsements: ['msteams'] };
  const nextId = createIds();
  const answerTo = (path: string, body: string, url: string): object => {
    if (path.startsWith('/openid'))
      return {
        issuer: 'https://api.botframework.com',
        jwks_uri: `${url}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      };
    if (path.startsWith('/keys')) return { keys: [key] };
    if (path.startsWith('/login')) return { access_token: 'bench', token_type: 'Bearer', expires_in: 3600 };
    if (path.includes('/members')) return { id: '29:kim', name: 'Kim', aadObjectId: teamsApp.kim };
    const id = nextId();
    if (path.endsWith('/v3/conversations')) return { id: `${placeIn(body)};messageid=${id}`, activityId: id };
    cloud.onPost(body);
    return { id };
  };
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const text = JSON.stringify(answerTo(decodeURIComponent(request.url ?? ''), body, cloud.url));
      response.writeHead((request.url ?? '').includes('/v3/') && request.method === 'POST' ? 201 : 200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${url}/service/`;
  const bearer = await new SignJWT({ serviceurl: serviceUrl })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
    .setIssuer('https://api.botframework.com')
    .setAudience(teamsApp.appId)
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(privateKey);
  const cloud: TeamsCloud = {
    url,
    onPost: () => undefined,
    writeLine: (baton, thread, text) =>
      post(new URL('/api/messages', baton), JSON.stringify(lineOf(nextId(), { serviceUrl, thread, text })), {
        authorization: `Bearer ${bearer}`,
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return cloud;
}

/** The place in which a thread is asked for. */
function placeIn(body: string): string {
  const asked = JSON.parse(body) as { channelData?: { channel?: { id?: string } } };
  return asked.channelData?.channel?.id ?? '';
}

function lineOf(id: string, line: { serviceUrl: string; thread: Thread; text: string }): object {
  const { appId, tenantId, kim } = teamsApp;
  const { place, threadRef } = line.thread;
  return {
    type: 'message',
    id,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: line.serviceUrl,
    from: { id: '29:kim', name: 'Kim', aadObjectId: kim },
    recipient: { id: `28:${appId}`, name: 'Baton' },
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId,
      id: `${place};messageid=${threadRef}`,
    },
    text: line.text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${line.text}</p>` }],
    entities: [],
    channelData: {
      tenant: { id: tenantId },
      team: { id: place, aadGroupId: '00000000-0000-4000-8000-0000000000e0' },
      channel: { id: place },
    },
  };
}
