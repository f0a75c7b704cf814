// Environment → one frozen, checked Config; the only reader of the process's variables.

import { ConfigError } from './config/config-error.js';
import { type MetaConfig, readMeta } from './config/meta.js';
import { readSlack, type SlackConfig } from './config/slack.js';
import { readTeams, type TeamsConfig } from './config/teams.js';
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
export type { MetaConfig } from './config/meta.js';
export type { SlackConfig } from './config/slack.js';
export type { TeamsConfig } from './config/teams.js';
export { type ProcessRole, type VariableName, variableNames } from './config/variables.js';

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
