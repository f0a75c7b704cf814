// What the Teams desk is given from outside: who it is, which cloud it lives in, what it may remember, and a log.

/** A pino-like log; never given message texts or tokens. */
export interface TeamsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/** The app's registration. */
export interface TeamsCredentials {
  readonly appId: string;
  /** Client secrets, the newest first: two while one replaces the other. */
  readonly secrets: readonly string[];
}

/** Where the cloud's servers are. Addresses have no slash at the end, but `serviceUrl`. */
export interface TeamsCloud {
  /** The OpenID metadata of whoever signs what the Bot Connector sends. */
  readonly openIdUrl: string;
  readonly tokenIssuer: string;
  /** Tokens come from `<loginUrl>/<tenant>/oauth2/v2.0/token`. */
  readonly loginUrl: string;
  readonly graphUrl: string;
  /** The connector that is asked before a tenant's own is known; ends in `/`. */
  readonly serviceUrl: string;
  /** Hosts (and ports) to which tokens may go; `*.example.com` takes every one below. */
  readonly serviceHosts: readonly string[];
}

/** Microsoft's own public cloud. */
export const publicCloud: TeamsCloud = {
  openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  tokenIssuer: 'https://api.botframework.com',
  loginUrl: 'https://login.microsoftonline.com',
  graphUrl: 'https://graph.microsoft.com',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  serviceHosts: ['smba.trafficmanager.net', '*.botframework.com'],
};

/**
 * What the desk keeps between restarts, by key; sealed and cached by whoever gives it. Reads are cheap. Values are
 * plain JSON.
 */
export interface TeamsMemory {
  read<Value>(key: string): Promise<Value | null>;
  /** All values whose keys begin with this word, by key. */
  list<Value>(beginning: string): Promise<ReadonlyMap<string, Value>>;
  write(key: string, value: unknown): Promise<void>;
  forget(key: string): Promise<void>;
}

export interface TeamsLimits {
  /** The largest activity in bytes; 512 KiB by default. */
  readonly bodyBytes?: number;
  /** The largest file carried either way in bytes; 20 MiB by default. */
  readonly fileBytes?: number;
  /** The shortest time between two redraws of one card in milliseconds; 2000 by default. */
  readonly redrawMs?: number;
}

export interface TeamsDeskOptions {
  /** Null is local mode, for the emulator: nothing is verified and nothing is signed, so it must never face a network. */
  readonly credentials: TeamsCredentials | null;
  /** The one tenant this desk serves: every other's activities are refused. In local mode any word. */
  readonly tenantId: string;
  readonly cloud: TeamsCloud;
  /** Baton's own public address, for upload links; no slash at the end. */
  readonly publicUrl: string;
  /** Signs upload links. */
  readonly linkSecret: string | Buffer;
  /** True where the tenant consented that files are fetched through Graph. */
  readonly graph: boolean;
  /** True to load Microsoft's SDK before anything is heard; false leaves it, and its memory, to the first request. */
  readonly loadsEarly: boolean;
  readonly memory: TeamsMemory;
  /** Told when the app was added to a team: an installation that was lost is one again. */
  readonly installed?: () => Promise<void>;
  readonly log: TeamsLog;
  readonly limits?: TeamsLimits;
}

/** The most bytes of a file carried either way unless the options say otherwise. */
export const defaultFileBytes = 20 * 1024 * 1024;
