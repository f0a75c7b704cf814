// The Web API clients per installation: one for posting, one for gestures that must be answered within seconds.

import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { Failure } from '../../core/errors.js';
import { toFailure } from './errors.js';
import { createKeepAliveFetch } from './keep-alive.js';
import { type SlackDeskOptions, type SlackInstallation, type SlackLog, slackApiUrl } from './options.js';

export interface Clients {
  readonly installation: SlackInstallation & { readonly team: string };
  /** For posts, updates and files; its waits never touch the other. */
  readonly posting: WebClient;
  /** For dialogs, whispers and homes. */
  readonly interactive: WebClient;
}

export interface SlackAccess {
  /** The clients of a team; of the only one when null. Throws Failure `auth` when the app is not installed there. */
  clientsOf(team: string | null): Promise<Clients>;
  /** The installation of a team, or null. Throws when the store is down. */
  find(team: string): Promise<SlackInstallation | null>;
  /** Asks Slack who we are with the environment's token. Throws Failure. */
  connect(): Promise<SlackInstallation & { readonly team: string }>;
  /** Forgets what is remembered of a team. */
  forget(team: string): void;
}

/** How long Slack may take to answer. */
const patienceMs = 10_000;

/** One set of kept connections for all workspaces. */
const keptFetch = createKeepAliveFetch(patienceMs);

/** How long an installation read from the store is believed without asking again, in milliseconds. */
const trustMs = 30_000;

/** Creates the way to Slack's Web API; installations are remembered for half a minute. */
export function createAccess(options: SlackDeskOptions): SlackAccess {
  const known = new Map<string, { clients: Clients; until: number }>();
  const only = options.installations.only;
  let connecting: Promise<Clients> | null = null;

  const remember = (team: string, installation: SlackInstallation): Clients => {
    const earlier = known.get(team)?.clients;
    const clients =
      earlier?.installation.token === installation.token
        ? earlier
        : createClients(options, team, installation);
    known.set(team, { clients, until: Date.now() + trustMs });
    return clients;
  };

  const connectOnly = (token: string): Promise<Clients> => {
    connecting ??= askWho(options, token).then(
      (who) => remember(who.team, who),
      (error: unknown) => {
        connecting = null;
        throw toFailure(error, true);
      },
    );
    return connecting;
  };

  const lookUp = async (team: string): Promise<Clients | null> => {
    if (only !== undefined) {
      const clients = await connectOnly(only);
      return clients.installation.team === team ? clients : null;
    }
    const entry = known.get(team);
    if (entry && entry.until > Date.now()) return entry.clients;
    const installation = await options.installations.find(team);
    if (installation) return remember(team, installation);
    known.delete(team);
    return null;
  };

  return {
    async clientsOf(team) {
      const clients =
        team === null && only !== undefined
          ? await connectOnly(only)
          : team === null
            ? null
            : await lookUp(team);
      if (clients) return clients;
      throw new Failure('Baton is not installed in this Slack workspace.', {
        class: 'auth',
        code: 'not_installed',
      });
    },
    find: async (team) => (await lookUp(team))?.installation ?? null,
    async connect() {
      if (only !== undefined) return (await connectOnly(only)).installation;
      throw new Failure('No Slack token was given.', { class: 'auth', code: 'not_authed' });
    },
    forget(team) {
      known.delete(team);
    },
  };
}

/** Asks `auth.test` whose token this is. Throws the client's own errors. */
export async function askWho(
  options: Pick<SlackDeskOptions, 'apiUrl' | 'log'>,
  token: string,
): Promise<SlackInstallation & { readonly team: string; readonly teamName: string }> {
  const answer = await createClient(options, token).auth.test();
  const { team_id: team, user_id: botUserId, bot_id: botId } = answer;
  if (!team || !botUserId || !botId)
    throw new Failure('That is not a bot’s token.', { class: 'auth', code: 'not_allowed_token_type' });
  return { token, team, teamName: answer.team ?? team, botUserId, botId };
}

function createClients(options: SlackDeskOptions, team: string, installation: SlackInstallation): Clients {
  const { token } = installation;
  return {
    installation: { ...installation, team },
    posting: createClient(options, token),
    interactive: createClient(options, token),
  };
}

/** A client that never retries by itself: repeating is the caller's decision. */
export function createClient(options: Pick<SlackDeskOptions, 'apiUrl' | 'log'>, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: options.apiUrl ?? slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createSlackLogger(options.log),
    fetch: keptFetch,
  });
}

/** Slack's packages log through ours; debug lines are dropped, because they hold whole message bodies. */
export function createSlackLogger(log: SlackLog): Logger {
  const print = (parts: readonly unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => undefined,
    info: (...parts) => log.debug({ part: 'slack-sdk' }, print(parts)),
    warn: (...parts) => log.warn({ part: 'slack-sdk' }, print(parts)),
    error: (...parts) => log.warn({ part: 'slack-sdk' }, print(parts)),
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}
