// Our tokens for the Bot Connector and for Graph, by client credentials: kept until shortly before they end.

import { Failure } from '../../core/errors.js';
import { numberAt, parseRecord, textAt } from '../../core/payload.js';
import { fromAnswer, toFailure, unreadable } from './errors.js';
import { exchange } from './exchange.js';
import type { TeamsCredentials, TeamsDeskOptions } from './options.js';

export interface Tokens {
  /** For the Bot Connector; null in local mode, where nothing is signed. Throws Failure (`auth` when we are refused). */
  connector(): Promise<string | null>;
  /** For Graph; null in local mode. Throws Failure. */
  graph(): Promise<string | null>;
  /** It was refused where it was shown: the next one is asked for anew. */
  forget(token: string): void;
}

type TokenOptions = Pick<TeamsDeskOptions, 'credentials' | 'tenantId' | 'cloud' | 'log'>;

interface Kept {
  readonly token: string;
  /** Unix milliseconds. */
  readonly until: number;
}

const connectorScope = 'https://api.botframework.com/.default';
/** A token is given up so long before it ends, or at nine tenths of a short one's life. */
const marginMs = 5 * 60_000;
const defaultLifeSeconds = 3_600;

/** Creates the tokens of one process; nothing is asked for before one is needed. */
export function createTokens(options: TokenOptions, now: () => number = Date.now): Tokens {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<string>>();

  const ask = async (credentials: TeamsCredentials, scope: string): Promise<string> => {
    const { token, lifeMs } = await askWithAny(options, credentials, scope);
    kept.set(scope, { token, until: now() + lifeMs - Math.min(marginMs, lifeMs / 10) });
    return token;
  };

  const tokenFor = async (scope: string): Promise<string | null> => {
    const { credentials } = options;
    if (!credentials) return null;
    const known = kept.get(scope);
    if (known && known.until > now()) return known.token;
    const underWay = asking.get(scope);
    if (underWay) return underWay;
    const asked = ask(credentials, scope).finally(() => asking.delete(scope));
    asking.set(scope, asked);
    return asked;
  };

  return {
    connector: () => tokenFor(connectorScope),
    graph: () => tokenFor(`${options.cloud.graphUrl}/.default`),
    forget(token) {
      for (const [scope, known] of kept) if (known.token === token) kept.delete(scope);
    },
  };
}

interface Granted {
  readonly token: string;
  readonly lifeMs: number;
}

/** Asks with the newest secret, then with the one it replaces. Throws the last Failure. */
async function askWithAny(
  options: TokenOptions,
  { appId, secrets }: TeamsCredentials,
  scope: string,
): Promise<Granted> {
  let refused = new Failure('Baton has no secret for Teams.', { class: 'auth', code: 'no_secret' });
  for (const [index, secret] of secrets.entries()) {
    try {
      return await askOnce(options, { client_id: appId, client_secret: secret, scope });
    } catch (error) {
      refused = toFailure(error, true);
      if (refused.class !== 'auth') throw refused;
      options.log.warn({ secret: index + 1, code: refused.code }, 'A secret of the Teams app was refused');
    }
  }
  throw refused;
}

async function askOnce(
  { cloud, tenantId }: TokenOptions,
  fields: Readonly<Record<string, string>>,
): Promise<Granted> {
  const answer = await exchange({
    method: 'POST',
    url: `${cloud.loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString(),
  });
  const body = parseRecord(answer.body.toString('utf8'));
  if (answer.status >= 400 && answer.status < 429 && answer.status !== 408) throw lockedOut(body);
  if (answer.status !== 200) throw fromAnswer(answer, true);
  const token = textAt(body, 'access_token');
  if (token === null) throw unreadable(true);
  return { token, lifeMs: (numberAt(body, 'expires_in') ?? defaultLifeSeconds) * 1000 };
}

/** Says which of Entra's reasons it was, by the code people look up. */
function lockedOut(body: ReturnType<typeof parseRecord>): Failure {
  const described = /AADSTS\d{1,9}/.exec(textAt(body, 'error_description') ?? '')?.[0];
  const named = textAt(body, 'error');
  const code = described ?? (named !== null && /^\w{1,60}$/.test(named) ? named : 'refused');
  return new Failure(
    `Microsoft Entra does not let Baton in (${code}): check the app id, secret and tenant.`,
    {
      class: 'auth',
      code,
    },
  );
}
