// Every variable Baton reads: its name, its shape, its default, and whether its value may be shown.

import { z } from 'zod';

const isUrl = (text: string, protocols: readonly string[]) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

const httpUrl = z
  .string()
  .refine((text) => isUrl(text, ['http:', 'https:']), 'must be an http or https URL')
  .transform((text) => text.replace(/\/+$/, ''));

const text = z.string().min(1);

const flag = z.enum(['on', 'off'], 'must be on or off').transform((word) => word === 'on');

const list = z.string().transform((line) =>
  line
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);

const roles = list
  .refine(
    (words) => words.length > 0 && words.every((word) => word === 'web' || word === 'worker'),
    'must be web, worker, or web,worker',
  )
  .transform((words) => [...new Set(words)] as readonly ProcessRole[]);

const graphVersion = z.string().regex(/^v\d{1,3}\.\d$/, 'must look like v25.0');

const key32 = z
  .string()
  .transform((line) =>
    /^[0-9a-f]{64}$/i.test(line) ? Buffer.from(line, 'hex') : Buffer.from(line, 'base64'),
  )
  .refine((bytes) => bytes.length === 32, 'must be 32 bytes, in base64 or hex (openssl rand -base64 32)');

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((number) => number >= from && number <= to, `must be a whole number from ${from} to ${to}`);

/** What a process does: takes in what arrives (web), or sends what is due (worker). */
export type ProcessRole = 'web' | 'worker';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The variables by name; a missing one takes its default, or is undefined. */
export const variables = {
  HOST: text.default('127.0.0.1'),
  PORT: wholeNumber(0, 65535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  DATABASE_URL: z
    .string()
    .refine((line) => isUrl(line, ['postgres:', 'postgresql:']), 'must be a postgresql:// URL')
    .optional(),
  REDIS_URL: z
    .string()
    .refine((line) => isUrl(line, ['redis:', 'rediss:']), 'must be a redis:// or rediss:// URL')
    .optional(),
  PG_BIN_DIR: text.optional(),
  BATON_CONFIG: text.optional(),
  BATON_FOLDER: text.default('.baton'),
  BATON_ROLES: roles.default(['web', 'worker']),
  BATON_PLAYGROUND: flag.optional(),
  ENCRYPTION_KEY: key32.optional(),
  ADMIN_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must be a bot token: it begins with xoxb-').optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must be an app-level token: it begins with xapp-')
    .optional(),
  SLACK_CLIENT_ID: text.optional(),
  SLACK_CLIENT_SECRET: text.optional(),
  SLACK_API_URL: httpUrl.transform((url) => `${url}/`).optional(),
  TEAMS_APP_ID: text.optional(),
  TEAMS_APP_PASSWORD: list.default([]),
  TEAMS_TENANT_ID: text.optional(),
  TEAMS_CLOUD_URL: httpUrl.optional(),
  TEAMS_GRAPH: flag.default(false),
  TEAMS_LOCAL: flag.default(false),
  META_APP_SECRET: list.default([]),
  META_VERIFY_TOKEN: text.optional(),
  META_APP_ID: z
    .string()
    .regex(/^\d{5,30}$/, 'must be the digits of the app’s id')
    .optional(),
  META_GRAPH_URL: httpUrl.default('https://graph.facebook.com'),
  INSTAGRAM_GRAPH_URL: httpUrl.default('https://graph.instagram.com'),
  META_GRAPH_VERSION: graphVersion.default('v25.0'),
  WHATSAPP_GRAPH_VERSION: graphVersion.optional(),
  MESSENGER_GRAPH_VERSION: graphVersion.optional(),
  INSTAGRAM_GRAPH_VERSION: graphVersion.optional(),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: httpUrl.default('https://api.openai.com/v1'),
} as const;

export type VariableName = keyof typeof variables;
export const variableNames = Object.keys(variables) as readonly VariableName[];

/** The variables whose values are never shown, not even in part. */
export const secretNames: ReadonlySet<VariableName> = new Set<VariableName>([
  'ENCRYPTION_KEY',
  'ADMIN_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_CLIENT_SECRET',
  'TEAMS_APP_PASSWORD',
  'META_APP_SECRET',
  'META_VERIFY_TOKEN',
  'OPENAI_API_KEY',
]);

export type Values = { readonly [Name in VariableName]: z.output<(typeof variables)[Name]> };
