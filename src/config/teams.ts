// How Baton reaches Teams: read from the variables, with one sentence for what is missing or cannot be.

import { ConfigError } from './config-error.js';
import type { Values } from './variables.js';

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

/** Null when nothing of Teams is set. Throws ConfigError naming the variable that is missing or cannot be. */
export function readTeams(values: Values): TeamsConfig | null {
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
