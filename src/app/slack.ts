// Wires the Slack desk: secrets from the configuration, installations from the store, names for mentions.

import type { Router } from 'express';
import type { Gesture } from '../bridge/desk.js';
import { createSlackDesk, type SlackDesk, type SlackInstallations } from '../bridge/slack/index.js';
import type { SlackConfig } from '../config.js';
import { Refusal } from '../core/errors.js';
import type { Log } from '../routing/routing.js';
import { listAgents } from '../store/agents.js';
import {
  findInstallation,
  listOrganizations,
  revokeInstallation,
  saveInstallation,
} from '../store/installations.js';
import { seal, unseal } from '../store/seal.js';
import type { Store } from '../store/store.js';
import type { Keys } from './keys.js';

export interface SlackWiring {
  readonly config: SlackConfig;
  readonly store: Store;
  readonly log: Log;
  readonly publicUrl: string;
  readonly keys: Keys;
}

export interface WiredSlack {
  readonly desk: SlackDesk;
  /** Mounts the desk. Socket Mode connects on its own: a Slack that is away must not hold up the start. */
  listen(router: Router, hear: (gesture: Gesture) => Promise<void>): Promise<void>;
  /** Learns the team of the environment's token and binds everything declared for it; retries until Slack answers. */
  bind(): Promise<void>;
  stop(): Promise<void>;
}

const namesEveryMs = 60_000;
const bindAgainMs = [1_000, 5_000, 15_000, 60_000];
const placeOf = (team: string) => `slack:${team}`;

/** Creates the desk and the way to bind it. */
export function wireSlack(wiring: SlackWiring): WiredSlack {
  const { config, store, log } = wiring;
  const names = createNames(store);
  const desk = createSlackDesk({
    signingSecret: config.signingSecret ?? '',
    publicUrl: wiring.publicUrl,
    log,
    installations: createInstallations(wiring),
    agentNames: names.find,
    ...(config.apiUrl ? { apiUrl: config.apiUrl } : {}),
    ...(config.appToken ? { appToken: config.appToken } : {}),
    ...(config.oauth ? { oauth: { ...config.oauth, stateSecret: wiring.keys.stateSecret } } : {}),
  });
  let stopped = false;

  const bindOnce = async () => {
    if (!config.botToken) return;
    const { team, botUserId, botId } = await desk.connect();
    const [organization] = await listOrganizations(store);
    if (!organization) return;
    const facts = { name: team, sealedToken: null, botUserId, botId };
    const taken = await saveInstallation(store, {
      organizationId: organization.id,
      kind: 'slack',
      team,
      ...facts,
    });
    if (!taken)
      throw new Refusal('bad-input', { what: 'this Slack workspace belongs to another organization' });
    await names.refresh();
    log.debug({ team }, 'connected to Slack');
  };

  return {
    desk,
    async listen(router, hear) {
      const listening = Promise.resolve(desk.listen(router, hear));
      if (!config.appToken) return listening;
      listening.catch((error: unknown) => log.error({ err: error }, 'Socket Mode could not be started'));
    },
    async bind() {
      await names.refresh();
      for (let attempt = 0; !stopped; attempt += 1) {
        try {
          return await bindOnce();
        } catch (error) {
          const waitMs = bindAgainMs[Math.min(attempt, bindAgainMs.length - 1)] ?? 60_000;
          log.error({ err: error, againInMs: waitMs }, 'Slack could not be reached; gestures and posts wait');
          await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
        }
      }
    },
    async stop() {
      stopped = true;
      names.stop();
      await desk.close?.();
    },
  };
}

function createInstallations({ config, store, keys: { encryptionKey } }: SlackWiring): SlackInstallations {
  return {
    ...(config.botToken ? { only: config.botToken } : {}),
    async find(team) {
      const found = await findInstallation(store, 'slack', team);
      if (!found?.sealedToken) return null;
      const { botUserId, botId } = found;
      return { token: unseal(encryptionKey, placeOf(team), found.sealedToken), botUserId, botId };
    },
    async save({ team, teamName, token, botUserId, botId }) {
      const [organization] = await listOrganizations(store);
      if (!organization) throw new Refusal('bad-input', { what: 'no organization is declared yet' });
      const sealedToken = seal(encryptionKey, placeOf(team), token);
      const organizationId = organization.id;
      const facts = { name: teamName, sealedToken, botUserId, botId };
      const taken = await saveInstallation(store, { organizationId, kind: 'slack', team, ...facts });
      if (!taken) throw new Refusal('bad-input', { what: 'this workspace belongs to another organization' });
    },
    revoke: async (team) => void (await revokeInstallation(store, 'slack', team)),
  };
}

/** Names of agents by their Slack ids, for mentions in what is sent to customers; a minute old at most. */
function createNames(store: Store) {
  let names = new Map<string, string>();
  const refresh = async () => {
    const fresh = new Map<string, string>();
    for (const organization of await listOrganizations(store)) {
      for (const agent of await listAgents(store, organization.id, 'all')) {
        for (const { desk, team, user } of agent.identities)
          if (desk === 'slack') fresh.set(`${team} ${user}`, agent.name);
      }
    }
    names = fresh;
  };
  const timer = setInterval(() => void refresh().catch(() => undefined), namesEveryMs).unref();
  return {
    refresh,
    find: (team: string, user: string) => names.get(`${team} ${user}`) ?? null,
    stop: () => clearInterval(timer),
  };
}
