// Who the app is: the OpenID metadata it checks us by, and the tokens it is let in with.
import type { IncomingMessage } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import { readBearer, readBody } from '../wire/http.js';
import type { Answer } from './faults.js';
import type { Keys } from './keys.js';
import type { Settings } from './options.js';

export type Login = ReturnType<typeof createLogin>;

const connectorAudience = 'https://api.botframework.com';
const graphAudience = 'https://graph.microsoft.com';

/** Creates the door to tokens; `cloudUrl` is asked whenever an address is written. */
export const createLogin = (settings: Settings, keys: Keys, cloudUrl: () => string) => {
  const audienceOf = (scope: string): string | null => {
    if (scope === `${connectorAudience}/.default`) return connectorAudience;
    return scope === `${graphAudience}/.default` || scope === `${cloudUrl()}/graph/.default`
      ? graphAudience
      : null;
  };
  /** Tokens with a number up to this one hold no more. */
  let revokedUpTo = 0;
  let count = 0;
  const isGood = async (request: IncomingMessage, audience: string): Promise<boolean> => {
    const bearer = readBearer(request);
    const claims = bearer === null ? null : await keys.verify(bearer, audience, settings.now());
    return claims?.appid === settings.appId && Number(claims.number) > revokedUpTo;
  };

  return {
    metadata: (): Answer => ({
      status: 200,
      body: {
        issuer: connectorAudience,
        jwks_uri: `${cloudUrl()}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
    }),
    keys: async (): Promise<Answer> => ({ status: 200, body: await keys.publish() }),
    /** `POST /login/<tenant>/oauth2/v2.0/token`. */
    grant: async (request: IncomingMessage, tenant: string): Promise<Answer> => {
      const form = parseForm((await readBody(request, 10_000)).toString('utf8'));
      if (tenant !== settings.tenantId)
        return refuseToken(400, 'invalid_request', `AADSTS90002: Tenant '${tenant}' not found.`);
      if (form.grant_type !== 'client_credentials')
        return refuseToken(400, 'unsupported_grant_type', 'AADSTS70003: The grant type is not supported.');
      if (form.client_id !== settings.appId)
        return refuseToken(400, 'unauthorized_client', 'AADSTS700016: The application was not found.');
      if (form.client_secret !== settings.secret)
        return refuseToken(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
      const audience = audienceOf(String(form.scope));
      if (audience === null)
        return refuseToken(400, 'invalid_scope', 'AADSTS70011: The provided scope is not valid.');
      const now = Math.floor(settings.now() / 1000);
      count += 1;
      const token = await keys.sign({
        iss: `https://sts.windows.net/${tenant}/`,
        aud: audience,
        appid: settings.appId,
        tid: tenant,
        number: count,
        iat: now,
        exp: now + settings.tokenLifeSeconds,
      });
      const life = settings.tokenLifeSeconds;
      return {
        status: 200,
        body: { token_type: 'Bearer', expires_in: life, ext_expires_in: life, access_token: token },
        headers: { 'cache-control': 'no-store' },
      };
    },
    mayConnect: (request: IncomingMessage): Promise<boolean> => isGood(request, connectorAudience),
    mayGraph: (request: IncomingMessage): Promise<boolean> => isGood(request, graphAudience),
    /** Every token given so far holds no more. */
    revokeTokens: (): void => {
      revokedUpTo = count;
    },
  };
};

const refuseToken = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description, error_codes: [Number(/\d+/.exec(description)?.[0])] },
});
