// Environment → one frozen, checked Config; the only reader of the process's variables.

import { ConfigError } from './config/config-error.js';
import {
  type logLevels,
  type ProcessRole,
  secretNames,
  type Values,
  type VariableName,
  variableNames,
  variables,
} from './config/variables.js';

export { ConfigError } from './config/config-error.js';
export { type ProcessRole, type VariableName, variableNames } from './config/variables.js';

/** How Baton reaches Slack. `botToken` is null when workspaces install the app themselves (`oauth`). */
export interface SlackConfig {
  readonly botToken: string | null;
  /** Null only in Socket Mode, where nothing arrives over HTTP. */
  readonly signingSecret: string | null;
  readonly appToken: string | null;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | null;
  /** Ends in `/`; null means Slack itself. */
  readonly apiUrl: string | null;
}

/** How Baton reaches Teams. `credentials` is null in local mode, for the emulator: nothing is verified then. */
export interface TeamsConfig {
  readonly credentials: {
    readonly appId: string;
    /** The newest first: two while one replaces the other. */
    readonly secrets: readonly string[];
  } | null;
  readonly tenantId: string;
  /** Another cloud's address, without a slash at the end; null means Microsoft's own. */
  readonly cloudUrl: string | null;
  /** True where the tenant consented that files are fetched through Graph. */
  readonly graph: boolean;
}

export interface MetaConfig {
  /** One of them signs each webhook; empty means that no channel of Meta's can run. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string | null;
  /** Our own application, by which its echoes and subscriptions are known. */
  readonly appId: string | null;
  /** Without a slash at the end. */
  readonly graphUrl: string;
  readonly instagramGraphUrl: string;
  /** The Graph API's version for each channel: `v25.0`. */
  readonly versions: { readonly [kind in 'whatsapp' | 'messenger' | 'instagram']: string };
}

export interface Config {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** Where customers and desks reach Baton, without a slash at the end. */
  readonly publicUrl: string;
  /** True when PUBLIC_URL was given: otherwise the caller may correct it once the port is known. */
  readonly publicUrlGiven: boolean;
  /** How many proxies in front of Baton may be believed about the caller's address. */
  readonly trustedProxies: number;
  readonly roles: readonly ProcessRole[];
  readonly logLevel: (typeof logLevels)[number];
  /** Baton's own folder: embedded database, files, generated key. */
  readonly folder: string;
  /** Null means: start the embedded PostgreSQL in `folder`. */
  readonly databaseUrl: string | null;
  /** Null means: the jobs run on PostgreSQL. */
  readonly redisUrl: string | null;
  /** Where the embedded PostgreSQL's programs are looked for first. */
  readonly postgresBinFolder: string | null;
  /** The path of baton.yaml; null means the demo's. */
  readonly declarationPath: string | null;
  /** 32 bytes; null only with the embedded database: the caller makes one in `folder`. */
  readonly encryptionKey: Buffer | null;
  /** Opens `/admin/queues`; null means it is not there. */
  readonly adminToken: string | null;
  /** On by default with the embedded database and no Slack or Teams of one's own. */
  readonly playground: boolean;
  readonly slack: SlackConfig | null;
  readonly teams: TeamsConfig | null;
  readonly meta: MetaConfig;
  readonly openai: { readonly apiKey: string | null; readonly baseUrl: string };
}

/** The process's variables, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** Values from the command line, by variable name; they win over the environment. */
export type Overrides = Readonly<Partial<Record<VariableName, string>>>;

/**
 * Reads and checks the whole configuration.
 * @throws ConfigError one line that names the first wrong variable and counts the others.
 */
export function readConfig(env: Environment, overrides: Overrides = {}): Config {
  const values = readValues(env, overrides);
  if (values.BATON_ROLES.length < 2 && values.REDIS_URL === undefined) {
    throw new ConfigError(
      'REDIS_URL',
      'is missing: processes with one role each reach one another through Redis.',
    );
  }
  const slack = readSlack(values);
  const teams = readTeams(values);
  const oauth = slack?.oauth ?? null;
  if (values.DATABASE_URL !== undefined && values.ENCRYPTION_KEY === undefined && oauth !== null) {
    throw new ConfigError(
      'ENCRYPTION_KEY',
      'is missing: it seals the tokens of the workspaces that install Baton.',
    );
  }
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://${showHost(values.HOST)}:${values.PORT}`,
    publicUrlGiven: values.PUBLIC_URL !== undefined,
    trustedProxies: values.TRUST_PROXY,
    roles: values.BATON_ROLES,
    logLevel: values.LOG_LEVEL,
    folder: values.BATON_FOLDER,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    postgresBinFolder: values.PG_BIN_DIR ?? null,
    declarationPath: values.BATON_CONFIG ?? null,
    encryptionKey: values.ENCRYPTION_KEY ?? null,
    adminToken: values.ADMIN_TOKEN ?? null,
    playground:
      values.BATON_PLAYGROUND ?? (values.DATABASE_URL === undefined && slack === null && !teams?.credentials),
    slack,
    teams,
    meta: readMeta(values),
    openai: Object.freeze({ apiKey: values.OPENAI_API_KEY ?? null, baseUrl: values.OPENAI_BASE_URL }),
  });
}

/** What the configuration says, by variable, with secrets and passwords masked: for the log and for `doctor`. */
export function describeConfig(
  env: Environment,
  overrides: Overrides = {},
): Readonly<Record<string, string>> {
  const given = pickGiven(env, overrides);
  return Object.fromEntries(
    variableNames.flatMap((name) => {
      const value = given[name];
      return value === undefined ? [] : [[name, secretNames.has(name) ? 'set' : maskPassword(value)]];
    }),
  );
}

function pickGiven(env: Environment, overrides: Overrides): Partial<Record<VariableName, string>> {
  const given: Partial<Record<VariableName, string>> = {};
  for (const name of variableNames) {
    const value = (overrides[name] ?? env[name])?.trim();
    // An empty variable is an unset one: `.env` files are full of `NAME=`.
    if (value !== undefined && value !== '') given[name] = value;
  }
  return given;
}

function readValues(env: Environment, overrides: Overrides): Values {
  const given = pickGiven(env, overrides);
  const wrong: { name: VariableName; sentence: string }[] = [];
  const values: Partial<Record<VariableName, unknown>> = {};
  for (const name of variableNames) {
    const read = variables[name].safeParse(given[name]);
    if (read.success) values[name] = read.data;
    else wrong.push({ name, sentence: read.error.issues[0]?.message ?? 'is not valid' });
  }
  const [first, ...others] = wrong;
  if (first) {
    const more = others.length > 0 ? ` (wrong as well: ${others.map((one) => one.name).join(', ')})` : '';
    throw new ConfigError(first.name, `${first.sentence}${more}.`);
  }
  return values as Values;
}

function readSlack(values: Values): SlackConfig | null {
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } =
    values;
  const any = [SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET];
  if ([...any, values.SLACK_API_URL].every((value) => value === undefined)) return null;
  requirePair(values, 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET');
  if (SLACK_BOT_TOKEN === undefined && SLACK_CLIENT_ID === undefined) {
    throw new ConfigError('SLACK_BOT_TOKEN', 'is missing, but other SLACK_… variables are set.');
  }
  if (SLACK_SIGNING_SECRET === undefined && SLACK_APP_TOKEN === undefined) {
    const why =
      'is missing: Slack’s requests cannot be verified without it (or set SLACK_APP_TOKEN for Socket Mode).';
    throw new ConfigError('SLACK_SIGNING_SECRET', why);
  }
  return Object.freeze({
    botToken: SLACK_BOT_TOKEN ?? null,
    signingSecret: SLACK_SIGNING_SECRET ?? null,
    appToken: SLACK_APP_TOKEN ?? null,
    oauth:
      SLACK_CLIENT_ID !== undefined && SLACK_CLIENT_SECRET !== undefined
        ? Object.freeze({ clientId: SLACK_CLIENT_ID, clientSecret: SLACK_CLIENT_SECRET })
        : null,
    apiUrl: values.SLACK_API_URL ?? null,
  });
}

function readTeams(values: Values): TeamsConfig | null {
  const { TEAMS_APP_ID: appId, TEAMS_APP_PASSWORD: secrets, TEAMS_TENANT_ID: tenantId } = values;
  if (values.TEAMS_LOCAL) return readLocalTeams(values);
  if (appId === undefined && secrets.length > 0)
    throw new ConfigError('TEAMS_APP_ID', 'is missing, but TEAMS_APP_PASSWORD is set.');
  if (appId === undefined && tenantId !== undefined)
    throw new ConfigError('TEAMS_APP_ID', 'is missing, but TEAMS_TENANT_ID is set.');
  if (appId === undefined) return null;
  if (secrets.length === 0)
    throw new ConfigError('TEAMS_APP_PASSWORD', 'is missing, but TEAMS_APP_ID is set.');
  if (tenantId === undefined) {
    const why = 'is missing: the app serves one tenant, and anyone else’s gestures are refused.';
    throw new ConfigError('TEAMS_TENANT_ID', why);
  }
  const { TEAMS_CLOUD_URL: cloudUrl, TEAMS_GRAPH: graph } = values;
  const credentials = Object.freeze({ appId, secrets });
  return Object.freeze({ credentials, tenantId, cloudUrl: cloudUrl ?? null, graph });
}

/** For the emulator on one's own machine: without credentials nobody is verified, so nobody else may come near. */
function readLocalTeams({ HOST, TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID }: Values): TeamsConfig {
  if (TEAMS_APP_ID !== undefined || TEAMS_APP_PASSWORD.length > 0)
    throw new ConfigError('TEAMS_LOCAL', 'cannot be on while TEAMS_APP_ID or TEAMS_APP_PASSWORD is set.');
  if (!['127.0.0.1', '::1', 'localhost'].includes(HOST))
    throw new ConfigError(
      'TEAMS_LOCAL',
      'is for this machine only: nobody is verified, so HOST must be loopback.',
    );
  return Object.freeze({
    credentials: null,
    tenantId: TEAMS_TENANT_ID ?? 'local',
    cloudUrl: null,
    graph: false,
  });
}

function readMeta(values: Values): MetaConfig {
  return Object.freeze({
    appSecrets: values.META_APP_SECRET,
    verifyToken: values.META_VERIFY_TOKEN ?? null,
    appId: values.META_APP_ID ?? null,
    graphUrl: values.META_GRAPH_URL,
    instagramGraphUrl: values.INSTAGRAM_GRAPH_URL,
    versions: Object.freeze({
      whatsapp: values.WHATSAPP_GRAPH_VERSION ?? values.META_GRAPH_VERSION,
      messenger: values.MESSENGER_GRAPH_VERSION ?? values.META_GRAPH_VERSION,
      instagram: values.INSTAGRAM_GRAPH_VERSION ?? values.META_GRAPH_VERSION,
    }),
  });
}

function requirePair(values: Values, one: VariableName, other: VariableName): void {
  if (values[one] === undefined && values[other] !== undefined)
    throw new ConfigError(one, `is missing, but ${other} is set.`);
  if (values[other] === undefined && values[one] !== undefined)
    throw new ConfigError(other, `is missing, but ${one} is set.`);
}

function showHost(host: string): string {
  // 0.0.0.0 and :: are where to listen, not where to go.
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function maskPassword(value: string): string {
  if (!URL.canParse(value)) return value;
  const url = new URL(value);
  if (url.password === '') return value;
  url.password = '***';
  return url.href;
}
