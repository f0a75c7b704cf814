// Wires the Teams desk: credentials and cloud from the configuration, its memory from the store.

import type { Router } from 'express';
import type { Desk, Gesture } from '../bridge/desk.js';
import { createTeamsDesk } from '../bridge/teams/index.js';
import { publicCloud, type TeamsCloud } from '../bridge/teams/options.js';
import type { TeamsConfig } from '../config.js';
import { Refusal } from '../core/errors.js';
import type { Log } from '../routing/routing.js';
import { listOrganizations, saveInstallation } from '../store/installations.js';
import type { Store } from '../store/store.js';
import { createMind } from './desk-mind.js';
import type { Keys } from './keys.js';

export interface TeamsWiring {
  readonly config: TeamsConfig;
  readonly store: Store;
  readonly log: Log;
  readonly publicUrl: string;
  readonly keys: Keys;
  /** False where someone only looks: what is large is loaded when it is first needed. */
  readonly loadsEarly: boolean;
}

export interface WiredTeams {
  readonly desk: Desk;
  listen(router: Router, hear: (gesture: Gesture) => Promise<void>): Promise<void>;
  /** Binds everything declared for Teams to the tenant of the configuration. Throws Refusal when it is another's. */
  bind(): Promise<void>;
  stop(): Promise<void>;
}

const daily = 24 * 60 * 60_000;

/** What is said once and never again: status lines of threads that ended, upload links that were used. */
const passing = { beginnings: ['lines:', 'upload:'], days: 30 } as const;

/** Creates the desk; Microsoft's packages are loaded when it listens, or with its first gesture. */
export function wireTeams({ config, store, log, publicUrl, keys, loadsEarly }: TeamsWiring): WiredTeams {
  const { tenantId, credentials } = config;
  const owner = async () => {
    const [organization] = await listOrganizations(store);
    if (!organization) throw new Refusal('bad-input', { what: 'no organization is declared yet' });
    return organization.id;
  };
  const { encryptionKey } = keys;
  const mind = createMind({ store, encryptionKey, desk: 'teams', team: tenantId, owner });
  const bind = async () => {
    const taken = await saveInstallation(store, {
      organizationId: await owner(),
      kind: 'teams',
      team: tenantId,
      name: tenantId,
      sealedToken: null,
      botUserId: `28:${credentials?.appId ?? 'local'}`,
      botId: credentials?.appId ?? 'local',
    });
    if (!taken) throw new Refusal('bad-input', { what: 'this Teams tenant belongs to another organization' });
  };
  const desk = createTeamsDesk({
    credentials,
    tenantId,
    cloud: cloudOf(config),
    publicUrl,
    linkSecret: keys.linkSecret,
    graph: config.graph,
    loadsEarly,
    memory: mind,
    installed: bind,
    log,
  });
  const tidy = () =>
    mind
      .tidy(passing.beginnings, passing.days)
      .catch((error: unknown) => log.warn({ err: error }, 'what passed on Teams could not be forgotten'));
  let timer: NodeJS.Timeout | undefined;
  return {
    desk,
    listen: async (router, hear) => await desk.listen(router, hear),
    async bind() {
      await bind();
      void tidy();
      timer = setInterval(() => void tidy(), daily).unref();
      if (!credentials)
        log.warn({ tenantId }, 'Teams runs in local mode: nobody who calls /api/messages is verified');
    },
    async stop() {
      clearInterval(timer);
      await desk.close?.();
    },
  };
}

/** Where Microsoft's emulator listens unless it is told otherwise; in local mode any loopback address will do. */
const emulator = 'localhost:56150';

/** In local mode an emulator on this machine is the cloud. */
export function cloudOf({
  cloudUrl,
  credentials,
}: Pick<TeamsConfig, 'cloudUrl' | 'credentials'>): TeamsCloud {
  if (cloudUrl !== null)
    return {
      openIdUrl: `${cloudUrl}/openid`,
      tokenIssuer: publicCloud.tokenIssuer,
      loginUrl: `${cloudUrl}/login`,
      graphUrl: `${cloudUrl}/graph`,
      serviceUrl: `${cloudUrl}/service/`,
      serviceHosts: [new URL(cloudUrl).host],
    };
  if (credentials) return publicCloud;
  return { ...publicCloud, serviceUrl: `http://${emulator}/_connector/`, serviceHosts: [emulator] };
}
