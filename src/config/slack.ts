// How Baton reaches Slack: read from the variables, with one sentence for what is missing.

import { ConfigError } from './config-error.js';
import type { Values, VariableName } from './variables.js';

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

/** Null when nothing of Slack is set. Throws ConfigError naming the variable that is missing. */
export function readSlack(values: Values): SlackConfig | null {
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

function requirePair(values: Values, one: VariableName, other: VariableName): void {
  if (values[one] === undefined && values[other] !== undefined)
    throw new ConfigError(one, `is missing, but ${other} is set.`);
  if (values[other] === undefined && values[one] !== undefined)
    throw new ConfigError(other, `is missing, but ${one} is set.`);
}
