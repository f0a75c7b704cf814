// Wires the playground: stand-ins for Slack, Teams and Meta with the demo's people, the page that shows both sides, the tour.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Router } from 'express';
import express from 'express';
import { parse } from 'yaml';
import { createMetaStandIn, type MetaAccount, type MetaStandIn } from '../../playground/meta/index.js';
import { appId, demoCustomers } from '../../playground/meta/options.js';
import { PHONES_API_PATH } from '../../playground/meta/protocol.js';
import { createPageRouter } from '../../playground/page/serve.js';
import { createSlackStandIn, type SlackStandIn } from '../../playground/slack/index.js';
import { PAGE_API_PATH } from '../../playground/slack/protocol.js';
import { createTeamsStandIn, type TeamsStandIn } from '../../playground/teams/index.js';
import { TEAMS_API_PATH } from '../../playground/teams/protocol.js';
import { createTourRouter } from '../../playground/tour/router.js';
import type { MetaConfig, SlackConfig, TeamsConfig } from '../config.js';
import type { Declaration } from '../core/declaration.js';
import { places } from './places.js';

export interface Playground {
  readonly router: Router;
  /** How Baton reaches this Slack; only after `locate`. */
  slack(): SlackConfig;
  /** How Baton reaches this Teams. */
  teams(): TeamsConfig;
  readonly standIn: SlackStandIn;
  readonly teamsStandIn: TeamsStandIn;
  readonly metaStandIn: MetaStandIn;
  /** How Baton reaches this Meta; a Meta of the company's own, if it has one, is left alone. */
  meta(given: MetaConfig): { readonly meta: MetaConfig; readonly mediaOrigins: readonly string[] };
  /** The declaration with a face for each of its people who has none. */
  introduce(declared: Declaration): Declaration;
  close(): Promise<void>;
}

const people = [
  { id: 'U0KIM', name: 'kim', realName: 'Kim Berger' },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Adeyemi' },
  { id: 'U0ADA', name: 'ada', realName: 'Ada Lindqvist' },
  { id: 'U0OLU', name: 'olu', realName: 'Olu Marsh' },
  { id: 'U0SAM', name: 'sam', realName: 'Sam Porter' },
];

/** The same people as Entra knows them. */
const teamsPeople = [
  { id: '6b000000-0000-4000-8000-000000000001', name: 'Kim Berger' },
  { id: '6b000000-0000-4000-8000-000000000002', name: 'Ben Adeyemi' },
  { id: '6b000000-0000-4000-8000-000000000003', name: 'Ada Lindqvist' },
  { id: '6b000000-0000-4000-8000-000000000004', name: 'Olu Marsh' },
  { id: '6b000000-0000-4000-8000-000000000005', name: 'Sam Porter' },
  { id: '6b000000-0000-4000-8000-000000000006', name: 'Gwen Field', guest: true },
];

const slackAt = '/playground/slack';
const teamsAt = '/playground/teams';
const metaAt = '/playground/meta';

/**
 * Creates the playground beside the Baton that listens at `url`; its secrets are new at every start. Its Meta has the
 * accounts that are declared.
 */
export async function createPlayground(url: string, declared: Declaration): Promise<Playground> {
  const signingSecret = randomBytes(24).toString('hex');
  const botToken = `xoxb-${randomBytes(18).toString('hex')}`;
  const standIn = createSlackStandIn({
    signingSecret,
    botToken,
    manifest: parse(await readFile(places.slackManifest, 'utf8')),
    users: people,
    channels: [
      { id: 'C0SUPPORT', name: 'support', topic: 'Chats of Acme Support' },
      { id: 'C0GENERAL', name: 'general', topic: 'Everything else' },
    ],
  });
  standIn.setPublicUrl(`${url}${slackAt}`);
  standIn.sendTo(`${url}/slack/events`);
  const metaStandIn = createMeta(url, accountsOf(declared));
  const teamsStandIn = createTeams(
    url,
    JSON.parse(await readFile(`${places.teamsManifest}/manifest.json`, 'utf8')),
  );
  const router = express.Router();
  router.use(teamsAt, teamsStandIn.router);
  router.use(TEAMS_API_PATH, teamsStandIn.pageRouter);
  router.use(slackAt, standIn.router);
  router.use(PAGE_API_PATH, standIn.pageRouter);
  router.use(metaAt, metaStandIn.router);
  router.use(PHONES_API_PATH, metaStandIn.pageRouter);
  router.use(createPageRouter({ pageDir: places.playgroundPage, firstUserId: 'U0KIM' }));
  router.use(createTourRouter({ baseUrl: () => url }));
  return {
    router,
    slack: () => ({ botToken, signingSecret, appToken: null, oauth: null, apiUrl: standIn.apiUrl() }),
    teams: () => reachTeams(teamsStandIn),
    standIn,
    teamsStandIn,
    metaStandIn,
    introduce: (given) => introduce(given, (user) => `${url}${slackAt}/avatar/${user}.svg`),
    meta: (given) => reachMeta(url, given, metaStandIn),
    async close() {
      await Promise.all([standIn.close(), teamsStandIn.close(), metaStandIn.close()]);
    },
  };
}

/** One team with one channel for the wholesale's chats; what its team granted is a switch on the page. */
function createTeams(url: string, manifest: unknown): TeamsStandIn {
  const standIn = createTeamsStandIn({
    manifest,
    people: teamsPeople,
    personalFor: teamsPeople.slice(0, 4).map(({ id }) => id),
    teams: [
      {
        id: '19:acme-team@thread.tacv2',
        groupId: '6b000000-0000-4000-8000-0000000000aa',
        name: 'Acme',
        channels: [
          { id: '19:acme-wholesale@thread.tacv2', name: 'Wholesale' },
          { id: '19:acme-general@thread.tacv2', name: 'General' },
        ],
        reads: true,
      },
    ],
  });
  standIn.setPublicUrl(`${url}${teamsAt}`);
  standIn.sendTo(`${url}/api/messages`);
  return standIn;
}

function reachTeams(standIn: TeamsStandIn): TeamsConfig {
  const { appId, secret, tenantId } = standIn.settings;
  return {
    credentials: { appId, secrets: [secret] },
    tenantId,
    cloudUrl: standIn.cloudUrl(),
    graph: true,
  };
}

/** Phones are read when somebody looks at them, and receipts take the moment they take with real people. */
function createMeta(url: string, accounts: readonly MetaAccount[]): MetaStandIn {
  const kinds = new Set(accounts.map(({ channel }) => channel));
  return createMetaStandIn({
    accounts,
    customers: demoCustomers.filter(({ channel }) => kinds.has(channel)),
    publicUrl: `${url}${metaAt}`,
    webhookUrls: {
      whatsapp: `${url}/webhooks/whatsapp`,
      messenger: `${url}/webhooks/messenger`,
      instagram: `${url}/webhooks/instagram`,
    },
    receiptDelaysMs: [40, 250, 400],
    looking: false,
  });
}

function introduce(declared: Declaration, faceOf: (user: string) => string): Declaration {
  const known = new Set(people.map(({ id }) => id));
  const agents = declared.agents.map((agent) => {
    const here = agent.identities.find(({ desk, user }) => desk === 'slack' && known.has(user));
    return here && agent.pictureUrl === null ? { ...agent, pictureUrl: faceOf(here.user) } : agent;
  });
  return { ...declared, agents };
}

function accountsOf({ chatbots }: Declaration): MetaAccount[] {
  return chatbots.flatMap(({ name, channels }) =>
    channels.flatMap(({ kind, account, settings: { token } }) =>
      isMetaKind(kind) && typeof token === 'string' ? [{ channel: kind, id: account, token, name }] : [],
    ),
  );
}

function isMetaKind(kind: string): kind is MetaAccount['channel'] {
  return kind === 'whatsapp' || kind === 'messenger' || kind === 'instagram';
}

function reachMeta(url: string, given: MetaConfig, { settings, ...meta }: MetaStandIn) {
  if (given.appSecrets.length > 0) return { meta: given, mediaOrigins: [] };
  const reached = {
    ...given,
    appSecrets: [settings.appSecret],
    verifyToken: settings.verifyToken,
    appId: String(appId),
    graphUrl: meta.graphUrl(),
    instagramGraphUrl: meta.instagramUrl(),
  };
  return { meta: reached, mediaOrigins: [new URL(url).origin] };
}
