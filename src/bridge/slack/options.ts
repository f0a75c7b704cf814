// What the Slack desk is given from outside: its secrets, the installations' store, names and a log.

/** A pino-like log; never given message texts or tokens. */
export interface SlackLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/** One workspace the app is installed in. */
export interface SlackInstallation {
  readonly token: string;
  readonly botUserId: string;
  readonly botId: string;
}

/** What an installation by OAuth leaves to be kept. */
export interface SlackInstall extends SlackInstallation {
  readonly team: string;
  readonly teamName: string;
  readonly scopes: readonly string[];
}

export interface SlackInstallations {
  /** The installation of a team; null when there is none. Throws when the store is down. */
  find(team: string): Promise<SlackInstallation | null>;
  /** Keeps a new installation. Throws Refusal when the team belongs to someone else. */
  save(install: SlackInstall): Promise<void>;
  /** Forgets the tokens of a team. */
  revoke(team: string): Promise<void>;
  /** The token of the one workspace given by the environment; then `find` is not asked. */
  readonly only?: string;
}

interface SlackLimits {
  /** The largest request body in bytes; 1 MiB by default. */
  readonly bodyBytes?: number;
  /** The largest file carried either way in bytes; 20 MiB by default. */
  readonly fileBytes?: number;
  /** The pace in a place after a 429, in milliseconds per post; 1000 by default. */
  readonly paceMs?: number;
  /** For how long that pace is kept, in milliseconds; a minute by default. */
  readonly calmMs?: number;
}

export interface SlackDeskOptions {
  readonly signingSecret: string;
  /** Where the Web API is, with its trailing `/api/`; Slack's own when left out. */
  readonly apiUrl?: string;
  /** Given: gestures come by Socket Mode instead of HTTP. */
  readonly appToken?: string;
  /** Baton's own public address, for the OAuth redirect. */
  readonly publicUrl: string;
  readonly log: SlackLog;
  readonly installations: SlackInstallations;
  readonly oauth?: { readonly clientId: string; readonly clientSecret: string; readonly stateSecret: string };
  /** The display name of a person of the desk, for mentions; null when unknown. */
  readonly agentNames: (team: string, user: string) => string | null;
  readonly limits?: SlackLimits;
}

export const slackApiUrl = 'https://slack.com/api/';

/** The most bytes of a file carried either way unless the options say otherwise. */
export const defaultFileBytes = 20 * 1024 * 1024;
