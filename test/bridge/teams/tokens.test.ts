// Tokens: asked for once, kept until shortly before they end, with the older secret where the newer is not known yet.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicCloud } from '../../../src/bridge/teams/options.js';
import { createTokens } from '../../../src/bridge/teams/tokens.js';
import { appId, closeWire, createOptions, failureOf, grant, tenantId } from './wire.js';

const path = `/${tenantId}/oauth2/v2.0/token`;
const asked = () => nock(publicCloud.loginUrl).post(path);

beforeEach(() => nock.disableNetConnect());
afterEach(closeWire);

describe('createTokens', () => {
  it('asks the tenant with the newest secret for the connector’s scope', async () => {
    const forms: URLSearchParams[] = [];
    grant('first', (form) => forms.push(form));
    expect(await createTokens(createOptions()).connector()).toBe('first');
    expect(Object.fromEntries(forms.at(-1) ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: 'new-secret',
      scope: 'https://api.botframework.com/.default',
    });
  });

  it('asks once for all who wait, and again shortly before the token ends', async () => {
    let now = 0;
    const tokens = createTokens(createOptions(), () => now);
    grant('first');
    expect(await Promise.all([tokens.connector(), tokens.connector()])).toEqual(['first', 'first']);
    now = 50 * 60_000;
    expect(await tokens.connector()).toBe('first');
    now = 55 * 60_000;
    grant('second');
    expect(await tokens.connector()).toBe('second');
  });

  it('keeps the connector’s and Graph’s apart', async () => {
    const scopes: (string | null)[] = [];
    const tokens = createTokens(createOptions());
    grant('for-connector', (form) => scopes.push(form.get('scope')));
    expect(await tokens.connector()).toBe('for-connector');
    grant('for-graph', (form) => scopes.push(form.get('scope')));
    expect(await tokens.graph()).toBe('for-graph');
    expect(scopes).toContain('https://graph.microsoft.com/.default');
  });

  it('takes the older secret where the newer is refused, and says so without it', async () => {
    const options = createOptions();
    asked().reply(401, {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret.',
    });
    const secrets: (string | null)[] = [];
    grant('by-old', (form) => secrets.push(form.get('client_secret')));
    expect(await createTokens(options).connector()).toBe('by-old');
    expect(secrets.at(-1)).toBe('old-secret');
    expect(options.logged).toMatchObject([{ level: 'warn', fields: { secret: 1, code: 'AADSTS7000215' } }]);
    expect(JSON.stringify(options.logged)).not.toContain('new-secret');
  });

  it('is locked out when every secret is refused, and tries again the next time', async () => {
    asked().times(2).reply(401, { error: 'invalid_client', error_description: 'AADSTS7000222: expired' });
    const tokens = createTokens(createOptions());
    expect(await failureOf(tokens.connector())).toMatchObject({
      class: 'auth',
      code: 'AADSTS7000222',
      ambiguous: false,
    });
    grant('at-last');
    expect(await tokens.connector()).toBe('at-last');
  });

  it.each([429, 500, 503])('comes again after %i, without trying another secret', async (status) => {
    asked().reply(status, 'busy');
    expect(await failureOf(createTokens(createOptions()).connector())).toMatchObject({
      class: 'retry',
      ambiguous: false,
    });
  });

  it('asks anew for a token that was refused', async () => {
    const tokens = createTokens(createOptions());
    grant('dead');
    expect(await tokens.connector()).toBe('dead');
    tokens.forget('dead');
    grant('alive');
    expect(await tokens.connector()).toBe('alive');
  });

  it('asks nobody in local mode', async () => {
    const tokens = createTokens(createOptions({ credentials: null }));
    expect([await tokens.connector(), await tokens.graph()]).toEqual([null, null]);
  });
});
