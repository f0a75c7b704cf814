// What a caller may set on the stand-in, and the defaults.

export interface PersonSeed {
  /** The Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly guest?: boolean;
  /** The tenant's own unless told otherwise. */
  readonly tenantId?: string;
}

export interface TeamSeed {
  readonly id: string;
  readonly groupId: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** Did the team consent that the app reads along? */
  readonly reads: boolean;
  /** Is the app installed? True when left out. */
  readonly hasApp?: boolean;
  /** People's ids; everybody when left out. */
  readonly members?: readonly string[];
}

/** How the connector slows the app down: not at all, with a Retry-After, or without one. */
export type PacingKind = 'off' | 'header' | 'plain';

export interface TeamsStandInOptions {
  readonly appId?: string;
  readonly secret?: string;
  readonly tenantId?: string;
  readonly botName?: string;
  readonly people?: readonly PersonSeed[];
  readonly teams?: readonly TeamSeed[];
  /** The people who have the app for themselves; everybody but guests when left out. */
  readonly personalFor?: readonly string[];
  /** Where its own address is when it is mounted, e.g. `http://127.0.0.1:3000/playground/teams`. */
  readonly publicUrl?: string;
  /** Waits before an activity that was answered with 5xx, or not at all, is sent again; at once and after 15 s. */
  readonly resendMs?: readonly number[];
  /** How long the app may take to answer; Teams gives about 15 s. */
  readonly answerTimeoutMs?: number;
  /** Every connector call waits this long, or a random time between the two, before it is carried out. */
  readonly latencyMs?: number | readonly [number, number];
  readonly pacing?: PacingKind;
  /** Did the tenant consent that the app reads channels' messages and files through Graph? No when left out. */
  readonly graph?: boolean;
  /** Oldest posts of a chat are forgotten beyond this many. */
  readonly retainPosts?: number;
  readonly tokenLifeSeconds?: number;
  /** The app's manifest, parsed: the page offers its commands and its actions on messages. */
  readonly manifest?: unknown;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface Settings {
  readonly appId: string;
  /** The client secret the app is let in with; may be changed, as when it is rotated. */
  secret: string;
  readonly tenantId: string;
  readonly botName: string;
  /** How the app is named in conversations. */
  readonly botId: string;
  readonly resendMs: readonly number[];
  readonly answerTimeoutMs: number;
  pacing: PacingKind;
  graph: boolean;
  readonly retainPosts: number;
  tokenLifeSeconds: number;
  readonly now: () => number;
}

/** Fills in what the caller left out. */
export const readOptions = (options: TeamsStandInOptions): Settings => {
  const appId = options.appId ?? '6f1c2b3a-0000-4000-8000-000000000002';
  return {
    appId,
    secret: options.secret ?? 'playground-client-secret',
    tenantId: options.tenantId ?? '4d3c0000-0000-4000-8000-000000000001',
    botName: options.botName ?? 'Baton',
    botId: `28:${appId}`,
    resendMs: options.resendMs ?? [0, 15_000],
    answerTimeoutMs: options.answerTimeoutMs ?? 15_000,
    pacing: options.pacing ?? 'off',
    graph: options.graph ?? false,
    retainPosts: options.retainPosts ?? Number.POSITIVE_INFINITY,
    tokenLifeSeconds: options.tokenLifeSeconds ?? 3_600,
    now: options.now ?? Date.now,
  };
};
