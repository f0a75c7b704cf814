// A Teams stand-in, the real desk on a real Express server, and what the house heard: for round trips on loopback.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { createTeamsStandIn } from '../../../playground/teams/index.js';
import type { Desk, Gesture } from '../../../src/bridge/desk.js';
import { createTeamsDesk } from '../../../src/bridge/teams/index.js';
import { publicCloud, type TeamsCloud, type TeamsDeskOptions } from '../../../src/bridge/teams/options.js';
import { createMemory, createOptions, type LogLine } from './wire.js';

export type TeamsStandIn = ReturnType<typeof createTeamsStandIn>;

export const kim = '7d0e0000-0000-4000-8000-000000000001';
export const ben = '7d0e0000-0000-4000-8000-000000000002';
export const guest = '7d0e0000-0000-4000-8000-000000000003';
export const place = '19:support@thread.tacv2';
export const group = '9a000000-0000-4000-8000-000000000003';

export interface Scene {
  readonly standIn: TeamsStandIn;
  readonly desk: Desk;
  /** What the house heard, in order, but for how people speak in a place. */
  readonly heard: Gesture[];
  /** What the house does with the next gestures; nothing by default. */
  onHear: (gesture: Gesture) => Promise<void>;
  readonly logged: readonly LogLine[];
  readonly memory: ReturnType<typeof createMemory>;
  readonly url: string;
  readonly team: string;
  readonly place: string;
  close(): Promise<void>;
}

export interface SceneOptions {
  /** Whether the team lets the app read along; true by default. */
  readonly reads?: boolean;
  readonly limits?: TeamsDeskOptions['limits'];
  readonly graph?: boolean;
}

/** Opens the scene: agents Kim and Ben, and a guest, in the channel Support of one team that installed the app. */
export async function openScene({ reads = true, limits, graph = false }: SceneOptions = {}): Promise<Scene> {
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn = createTeamsStandIn({
    people: [
      { id: kim, name: 'Kim' },
      { id: ben, name: 'Ben' },
      { id: guest, name: 'Gus', guest: true },
    ],
    teams: [
      {
        id: '19:team@thread.tacv2',
        groupId: group,
        name: 'Support',
        channels: [{ id: place, name: 'Support' }],
        reads,
      },
    ],
    personalFor: [kim, ben],
    resendMs: [0, 50, 50],
  });
  await standIn.listen();
  const { appId, secret, tenantId } = standIn.settings;
  const memory = createMemory();
  const options = createOptions({
    credentials: { appId, secrets: [secret] },
    tenantId,
    cloud: cloudAt(standIn.cloudUrl()),
    publicUrl: url,
    graph,
    memory,
    ...(limits ? { limits } : {}),
  });
  const desk = createTeamsDesk(options);
  const heard: Gesture[] = [];
  const scene: Scene = {
    standIn,
    desk,
    heard,
    onHear: async () => undefined,
    logged: options.logged,
    memory,
    url,
    team: tenantId,
    place,
    async close() {
      await desk.close?.();
      await standIn.close();
      await closeServer(server);
    },
  };
  const mount = Router();
  app.use(mount);
  await desk.listen(mount, async (gesture) => {
    await scene.onHear(gesture);
    if (gesture.type !== 'manner-changed') heard.push(gesture);
  });
  standIn.sendTo(`${url}/api/messages`);
  return scene;
}

function cloudAt(cloudUrl: string): TeamsCloud {
  return {
    openIdUrl: `${cloudUrl}/openid`,
    tokenIssuer: publicCloud.tokenIssuer,
    loginUrl: `${cloudUrl}/login`,
    graphUrl: `${cloudUrl}/graph`,
    serviceUrl: `${cloudUrl}/service/`,
    serviceHosts: [new URL(cloudUrl).host],
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
