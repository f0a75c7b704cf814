// A signer and a connector on loopback with the real desk behind its real door: for what is refused, answered and heard.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Desk, Gesture } from '../../../src/bridge/desk.js';
import { createTeamsDesk } from '../../../src/bridge/teams/index.js';
import { publicCloud, type TeamsDeskOptions } from '../../../src/bridge/teams/options.js';
import type { Json } from '../../../src/core/payload.js';
import { appId, createMemory, createOptions, type LogLine, tenantId } from './wire.js';

export const kim = '7d0e0000-0000-4000-8000-000000000001';
export const ben = '7d0e0000-0000-4000-8000-000000000002';
export interface Called {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

export interface Heard {
  readonly status: number;
  readonly body: Json | null;
  readonly headers: Headers;
}

export interface TokenFacts {
  readonly claims?: Json;
  readonly key?: 'ours' | 'foreign' | 'unendorsed';
  /** Seconds from now. */
  readonly expiresIn?: number;
}

export interface Gate {
  readonly desk: Desk;
  readonly url: string;
  readonly serviceUrl: string;
  readonly memory: ReturnType<typeof createMemory>;
  readonly logged: readonly LogLine[];
  /** What the house heard, in order. */
  readonly heard: Gesture[];
  /** The places where it heard that people speak otherwise now: told whenever a first plain line is heard. */
  readonly manners: Gesture[];
  /** What the house does with the next gestures; nothing by default. */
  onHear: (gesture: Gesture) => Promise<void>;
  /** What happens before the signer's keys are given out. */
  onKeys: () => Promise<void>;
  /** What the connector was asked, in order. */
  readonly calls: Called[];
  /** Members by the connector's id; others are nobody. */
  readonly members: Map<string, Json>;
  /** The connector refuses what only one person would see. */
  refusesWhispers: boolean;
  token(facts?: TokenFacts): Promise<string>;
  /** Sends an activity as Teams does; `authorization` null leaves the header out. */
  send(activity: object, authorization?: string | null): Promise<Heard>;
  close(): Promise<void>;
}

export interface GateOptions extends Partial<Pick<TeamsDeskOptions, 'limits' | 'graph'>> {
  readonly isLocal?: boolean;
}

/** Opens the gate: Kim and Ben are members, Gus a guest, Flo of another tenant. */
export async function openGate({ isLocal = false, ...changes }: GateOptions = {}): Promise<Gate> {
  const keys = await makeKeys();
  const calls: Called[] = [];
  const members = new Map<string, Json>([
    ['29:kim', { id: '29:kim', name: 'Kim', aadObjectId: kim, tenantId, userRole: 'user' }],
    ['29:ben', { id: '29:ben', name: 'Ben', aadObjectId: ben, tenantId, userRole: 'user' }],
    ['29:gus', { id: '29:gus', name: 'Gus', aadObjectId: 'gus-id', tenantId, userRole: 'guest' }],
    ['29:flo', { id: '29:flo', name: 'Flo', aadObjectId: 'flo-id', tenantId: 'elsewhere', userRole: 'user' }],
  ]);
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const memory = createMemory();
  const options = createOptions({
    memory,
    publicUrl: url,
    cloud: {
      openIdUrl: `${url}/openid`,
      tokenIssuer: publicCloud.tokenIssuer,
      loginUrl: `${url}/login`,
      graphUrl: `${url}/graph`,
      serviceUrl: `${url}/service/`,
      serviceHosts: [new URL(url).host],
    },
    ...(isLocal ? { credentials: null } : {}),
    ...changes,
  });
  const desk = createTeamsDesk(options);
  const gate: Gate = {
    desk,
    url,
    serviceUrl: `${url}/service/`,
    memory,
    logged: options.logged,
    heard: [],
    manners: [],
    onHear: async () => undefined,
    onKeys: async () => undefined,
    calls,
    members,
    refusesWhispers: false,
    token: (facts = {}) => signToken(keys, `${url}/service/`, facts),
    async send(activity, authorization) {
      const header = authorization === undefined ? await gate.token() : authorization;
      return sendTo(url, activity, header === null ? {} : { authorization: `Bearer ${header}` });
    },
    close: async () => {
      await desk.close?.();
      await closeServer(server);
    },
  };
  mountCloud(app, { keys, gate, url });
  const mount = Router();
  app.use(mount);
  await desk.listen(mount, async (gesture) => {
    await gate.onHear(gesture);
    (gesture.type === 'manner-changed' ? gate.manners : gate.heard).push(gesture);
  });
  return gate;
}

type Keys = Awaited<ReturnType<typeof makeKeys>>;

async function makeKeys() {
  const [ours, foreign, unendorsed] = await Promise.all([1, 2, 3].map(() => generateKeyPair('RS256')));
  if (!ours || !foreign || !unendorsed) throw new Error('no keys');
  const published = [
    { ...(await exportJWK(ours.publicKey)), kid: 'ours', use: 'sig', endorsements: ['msteams'] },
    { ...(await exportJWK(unendorsed.publicKey)), kid: 'unendorsed', use: 'sig', endorsements: ['skype'] },
  ];
  return { ours, foreign, unendorsed, published };
}

function signToken(keys: Keys, serviceUrl: string, { claims, key = 'ours', expiresIn = 3600 }: TokenFacts) {
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: publicCloud.tokenIssuer, aud: appId, serviceurl: serviceUrl, ...claims };
  return new SignJWT(all)
    .setProtectedHeader({ alg: 'RS256', kid: key === 'foreign' ? 'ours' : key, typ: 'JWT' })
    .setNotBefore(now + Math.min(0, expiresIn) - 60)
    .setExpirationTime(now + expiresIn)
    .sign(keys[key].privateKey);
}

function mountCloud(
  app: express.Express,
  { keys, gate, url }: { readonly keys: Keys; readonly gate: Gate; readonly url: string },
): void {
  app.get('/openid', (_request, response) => {
    response.json({ issuer: publicCloud.tokenIssuer, jwks_uri: `${url}/keys` });
  });
  app.get('/keys', async (_request, response) => {
    await gate.onKeys();
    response.json({ keys: keys.published });
  });
  app.post('/login/:tenant/oauth2/v2.0/token', (_request, response) => {
    response.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'ours' });
  });
  app.use('/service', express.json(), (request, response) => {
    const path = decodeURIComponent(request.url);
    gate.calls.push({ method: request.method, path, body: (request.body ?? {}) as Json });
    const member = /\/members\/([^/]+)$/.exec(path)?.[1];
    if (member !== undefined) {
      const found =
        gate.members.get(member) ?? [...gate.members.values()].find((one) => one.aadObjectId === member);
      if (found) response.json(found);
      else response.status(404).json({ error: { code: 'MemberNotFound', message: '' } });
    } else if (gate.refusesWhispers && path.includes('isTargetedActivity')) {
      response.status(403).json({ error: { code: 'ForbiddenOperationException', message: '' } });
    } else if (path === '/v3/conversations') response.status(201).json({ id: 'a:personal', activityId: '1' });
    else response.status(201).json({ id: `posted-${gate.calls.length}` });
  });
}

async function sendTo(url: string, body: object, headers: Record<string, string>): Promise<Heard> {
  const answer = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    body: text === '' ? null : (JSON.parse(text) as Json),
    headers: answer.headers,
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
