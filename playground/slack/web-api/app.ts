// auth.*, oauth.*, apps.*: who the app is, how it is installed and how it connects.
import { randomBytes } from 'node:crypto';
import type { Json } from '../records.js';
import { type MethodFamily, needText, type Rooms, readText, SlackRefusal } from './call.js';

const authTest = (_args: Json, { settings }: Rooms): Json => ({
  url: `${settings.teamUrl}/`,
  team: settings.team.name,
  user: settings.manifest.botName.toLowerCase().replaceAll(' ', '_'),
  team_id: settings.team.id,
  user_id: settings.botUserId,
  bot_id: settings.botId,
  is_enterprise_install: false,
});

/** Open codes of `/oauth/v2/authorize`; each buys one token. */
export const createCode = ({ codes }: OAuthDesk, redirectUri: string, scope: string): string => {
  const code = randomBytes(16).toString('hex');
  codes.set(code, { redirectUri, scope, isUsed: false });
  return code;
};

export interface OAuthDesk {
  readonly codes: Map<string, { readonly redirectUri: string; readonly scope: string; isUsed: boolean }>;
}

export const createOAuthDesk = (): OAuthDesk => ({ codes: new Map() });

/** Builds `oauth.v2.access` on a desk; client id and secret come as fields or as basic authorization. */
export const createAccess =
  (desk: OAuthDesk) =>
  (args: Json, { settings, tokens, world }: Rooms): Json => {
    if (readText(args, 'client_id') !== settings.clientId) throw new SlackRefusal('invalid_client_id');
    if (readText(args, 'client_secret') !== settings.clientSecret)
      throw new SlackRefusal('bad_client_secret');
    const grant = desk.codes.get(needText(args, 'code'));
    if (!grant) throw new SlackRefusal('invalid_code');
    if (grant.isUsed) throw new SlackRefusal('code_already_used');
    const redirectUri = readText(args, 'redirect_uri');
    if (redirectUri !== null && redirectUri !== grant.redirectUri) throw new SlackRefusal('bad_redirect_uri');
    grant.isUsed = true;
    tokens.add(settings.botToken);
    return {
      app_id: settings.appId,
      authed_user: { id: [...world.users.values()].find((user) => !user.isBot)?.id ?? settings.botUserId },
      scope: grant.scope,
      token_type: 'bot',
      access_token: settings.botToken,
      bot_user_id: settings.botUserId,
      team: { id: settings.team.id, name: settings.team.name },
      enterprise: null,
      is_enterprise_install: false,
    };
  };

export const appMethods: MethodFamily = {
  'auth.test': authTest,
  'auth.revoke': (args, { tokens }) => {
    tokens.delete(String(args.token));
    return { revoked: true };
  },
  'apps.connections.open': (_args, { socket, baseUrl }) => ({ url: socket.createAddress(baseUrl()) }),
  'apps.uninstall': (args, { tokens }) => {
    tokens.delete(String(args.token));
    return {};
  },
};
