// What a caller may set on the stand-in, and the defaults.
import { type AppManifest, readManifest } from './manifest.js';
import type { Clock } from './timestamps.js';

export interface UserSeed {
  readonly id: string;
  readonly name: string;
  readonly realName?: string;
  readonly email?: string;
  readonly timezone?: string;
  readonly avatarUrl?: string;
  readonly isRestricted?: boolean;
  readonly deleted?: boolean;
}

export interface ChannelSeed {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly isArchived?: boolean;
  readonly topic?: string;
  /** Is the app a member? True when left out. */
  readonly hasApp?: boolean;
  /** User ids; every seeded user when left out. */
  readonly members?: readonly string[];
}

export interface SlackStandInOptions {
  /** Where events, commands and interactivity go over HTTP. Can be set later with `sendTo`. */
  readonly eventsUrl?: string;
  readonly signingSecret?: string;
  readonly botToken?: string;
  readonly appToken?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** The parsed app manifest. */
  readonly manifest?: unknown;
  readonly team?: { readonly id: string; readonly name: string; readonly domain: string };
  readonly users?: readonly UserSeed[];
  readonly channels?: readonly ChannelSeed[];
  /** Where its own address is when it is mounted, e.g. `http://127.0.0.1:3000/playground/slack`. */
  readonly publicUrl?: string;
  /** Where permalinks point; `https://<domain>.slack.com` by default. */
  readonly teamUrl?: string;
  /** Waits before the three repeats of an event; Slack's own are at once, 1 minute, 5 minutes. */
  readonly retryDelaysMs?: readonly number[];
  /** How long the app may take to answer; Slack gives 3000. */
  readonly answerTimeoutMs?: number;
  /** How long a trigger_id lives; Slack gives 3000. */
  readonly triggerLifeMs?: number;
  /** Every Web API call waits this long, or a random time between the two, before it is carried out. */
  readonly latencyMs?: number | readonly [number, number];
  /** Oldest messages are forgotten beyond this many in the workspace. */
  readonly retainMessages?: number;
  /** Does the app hear its own posts, as in Slack? True when left out. */
  readonly sendOwnPosts?: boolean;
  /** How long after its completion an uploaded file shows up as a message. */
  readonly shareDelayMs?: number;
  readonly maxFileBytes?: number;
  /** Unix milliseconds. */
  readonly now?: Clock;
}

export interface Settings {
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly manifest: AppManifest;
  readonly team: { readonly id: string; readonly name: string; readonly domain: string };
  readonly teamUrl: string;
  readonly retryDelaysMs: readonly number[];
  readonly answerTimeoutMs: number;
  readonly triggerLifeMs: number;
  readonly retainMessages: number;
  readonly sendOwnPosts: boolean;
  readonly shareDelayMs: number;
  readonly maxFileBytes: number;
  readonly now: Clock;
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
}

/** Fills in what the caller left out. */
export const readOptions = (options: SlackStandInOptions): Settings => {
  const team = options.team ?? { id: 'T0BATON', name: 'Acme', domain: 'acme' };
  return {
    signingSecret: options.signingSecret ?? 'playground-signing-secret',
    botToken: options.botToken ?? 'xoxb-playground',
    appToken: options.appToken ?? 'xapp-playground',
    clientId: options.clientId ?? '1111.2222',
    clientSecret: options.clientSecret ?? 'playground-client-secret',
    manifest: readManifest(options.manifest),
    team,
    teamUrl: options.teamUrl ?? `https://${team.domain}.slack.com`,
    retryDelaysMs: options.retryDelaysMs ?? [0, 60_000, 300_000],
    answerTimeoutMs: options.answerTimeoutMs ?? 3000,
    triggerLifeMs: options.triggerLifeMs ?? 3000,
    retainMessages: options.retainMessages ?? Number.POSITIVE_INFINITY,
    sendOwnPosts: options.sendOwnPosts ?? true,
    shareDelayMs: options.shareDelayMs ?? 20,
    maxFileBytes: options.maxFileBytes ?? 64 * 1024 * 1024,
    now: options.now ?? Date.now,
    appId: 'A0BATON',
    botUserId: 'U0BATON',
    botId: 'B0BATON',
  };
};
