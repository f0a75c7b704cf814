// The whole house with Meta beside it: a Baton whose WhatsApp, Messenger and Instagram doors lead to the stand-in.

import type { Logger } from 'pino';
import {
  type CustomerHands,
  type CustomerSeed,
  createMetaStandIn,
  type MetaChannel,
  type MetaStandIn,
  signWebhook,
} from '../../playground/meta/index.js';
import { appId, type MetaStandInOptions } from '../../playground/meta/options.js';
import { createLog } from '../../src/app/log.js';
import { type HouseOptions, startTestHouse, type TestHouse, usualAgents } from './house.js';

export const metaChannels = ['whatsapp', 'messenger', 'instagram'] as const satisfies readonly MetaChannel[];

/** What people call them: as cards and refusals do. */
export const channelNames: Readonly<Record<MetaChannel, string>> = {
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
};

/** The secrets of this house, which no log may hold. */
export const metaSecrets = {
  appSecret: 'the-app-secret-of-the-house',
  verifyToken: 'the-verify-token-of-the-house',
  tokens: {
    whatsapp: 'EAA-whatsapp-token-of-the-house',
    messenger: 'EAA-messenger-token-of-the-house',
    instagram: 'IGA-instagram-token-of-the-house',
  },
} as const;

export const metaAccounts = {
  whatsapp: '310000000000011',
  messenger: '111000000000001',
  instagram: '17841400000000001',
} as const;

/** The usual people with faces, and an admin, who is told when a door is shut. */
const people = [
  ...usualAgents.map((agent) => ({
    ...agent,
    chatLimit: 100,
    picture: `https://pictures.example/${agent.slack}.png`,
  })),
  { name: 'Olu', role: 'admin', slack: 'U0OLU', chatLimit: 100, chatbots: ['acme'] },
];

export interface MetaHouseOptions extends HouseOptions {
  readonly meta?: MetaStandInOptions;
  /** Further settings of a door. */
  readonly doors?: Partial<Record<MetaChannel, Readonly<Record<string, unknown>>>>;
  /** Further origins from which customers' files may come. */
  readonly mediaOrigins?: readonly string[];
}

export interface MetaHouse extends TestHouse {
  readonly meta: MetaStandIn;
  /** Everything Baton wrote into its log so far, one JSON a line. */
  readonly logged: readonly string[];
  /** A new customer of a channel, with a phone of their own. */
  phone(channel: MetaChannel, seed?: Partial<CustomerSeed>): CustomerHands;
  /** Posts a body to a channel's webhook, signed unless another signature is given. */
  postWebhook(channel: MetaChannel, body: unknown, more?: WebhookMore): Promise<Response>;
}

export interface WebhookMore {
  /** The bytes instead of the body. */
  readonly raw?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Starts both; Meta is the last to stop, so that nothing finds it gone. */
export async function startMetaHouse(options: MetaHouseOptions): Promise<MetaHouse> {
  const meta = createMetaStandIn({
    appSecret: metaSecrets.appSecret,
    verifyToken: metaSecrets.verifyToken,
    accounts: metaChannels.map((channel) => ({
      channel,
      id: metaAccounts[channel],
      token: metaSecrets.tokens[channel],
      name: 'Acme',
    })),
    customers: [],
    retryDelaysMs: [50, 200, 500, 1_000, 2_000],
    ...options.meta,
  });
  await meta.listen();
  const logged: string[] = [];
  try {
    const house = await startTestHouse({
      agents: people,
      ...options,
      chatbot: { channels: declareDoors(options), ...options.chatbot },
      env: { ...metaVariables(meta), ...options.env },
      baton: {
        log: writeInto(logged),
        mediaOrigins: [new URL(meta.graphUrl()).origin, ...(options.mediaOrigins ?? [])],
        ...options.baton,
      },
    });
    meta.sendTo(
      Object.fromEntries(metaChannels.map((channel) => [channel, `${house.url}/webhooks/${channel}`])),
    );
    return { ...house, ...createPhones(house, meta), meta, logged, stop: () => stopBoth(house, meta) };
  } catch (error) {
    await meta.close();
    throw error;
  }
}

function declareDoors({ doors = {} }: MetaHouseOptions): readonly object[] {
  const { tokens } = metaSecrets;
  return [
    { kind: 'web', siteKey: 'acme-web' },
    {
      kind: 'whatsapp',
      phoneNumberId: metaAccounts.whatsapp,
      token: tokens.whatsapp,
      wabaId: '102290129340398',
      ...doors.whatsapp,
    },
    { kind: 'messenger', pageId: metaAccounts.messenger, token: tokens.messenger, ...doors.messenger },
    { kind: 'instagram', accountId: metaAccounts.instagram, token: tokens.instagram, ...doors.instagram },
  ];
}

function metaVariables(meta: MetaStandIn): Record<string, string> {
  return {
    META_APP_SECRET: metaSecrets.appSecret,
    META_VERIFY_TOKEN: metaSecrets.verifyToken,
    META_APP_ID: String(appId),
    META_GRAPH_URL: meta.graphUrl(),
    INSTAGRAM_GRAPH_URL: meta.instagramUrl(),
  };
}

/** Baton's own log at its most talkative, so that what it must never hold would be found. */
function writeInto(lines: string[]): Logger {
  return createLog('trace', { write: (line: string) => void lines.push(line) });
}

function createPhones(house: TestHouse, meta: MetaStandIn): Pick<MetaHouse, 'phone' | 'postWebhook'> {
  let phones = 0;
  return {
    phone(channel, seed = {}) {
      phones += 1;
      return meta.addCustomer({ channel, name: `Customer ${phones}`, ...seed });
    },
    postWebhook(channel, body, more = {}) {
      const raw = more.raw ?? JSON.stringify(body);
      return fetch(`${house.url}/webhooks/${channel}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signWebhook(raw, metaSecrets.appSecret),
          ...more.headers,
        },
        body: raw,
      });
    },
  };
}

async function stopBoth(house: TestHouse, meta: MetaStandIn): Promise<void> {
  await house.stop();
  await meta.close();
}
