// Proves that the environment is read once, checked whole, and complained about in one line that names the key.

import { describe, expect, it } from 'vitest';
import { ConfigError, describeConfig, readConfig } from '../src/config.js';

function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'no complaint';
}

describe('readConfig', () => {
  it('needs nothing: the embedded database, loopback, both roles, the playground', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      roles: ['web', 'worker'],
      databaseUrl: null,
      redisUrl: null,
      logLevel: 'info',
      playground: true,
      slack: null,
      teams: null,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes a set but empty variable as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null });
  });

  it('lets the command line win over the environment', () => {
    expect(readConfig({ PORT: '3001', HOST: '0.0.0.0' }, { PORT: '3002' })).toMatchObject({
      port: 3002,
      publicUrl: 'http://localhost:3002',
    });
  });

  it('turns the playground off beside a real Slack or a named database, unless asked', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };
    expect(readConfig(slack).playground).toBe(false);
    expect(readConfig({ DATABASE_URL: 'postgresql://h/d' }).playground).toBe(false);
    expect(readConfig({ ...slack, BATON_PLAYGROUND: 'on' }).playground).toBe(true);
  });

  it('reads Slack over HTTP, over Socket Mode, and installed by others', () => {
    expect(
      readConfig({
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 's',
        SLACK_API_URL: 'http://127.0.0.1:9/api',
      }).slack,
    ).toEqual({
      botToken: 'xoxb-1',
      signingSecret: 's',
      appToken: null,
      oauth: null,
      apiUrl: 'http://127.0.0.1:9/api/',
    });
    expect(
      readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack?.signingSecret,
    ).toBeNull();
    const oauth = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_SIGNING_SECRET: 's' };
    expect(readConfig(oauth).slack).toMatchObject({
      botToken: null,
      oauth: { clientId: '1.2', clientSecret: 'c' },
    });
  });

  it('reads Teams: one tenant, an app with one secret or two, or the emulator of this machine', () => {
    const app = { TEAMS_APP_ID: 'a', TEAMS_APP_PASSWORD: 'new, old', TEAMS_TENANT_ID: 't' };
    expect(readConfig(app).teams).toEqual({
      credentials: { appId: 'a', secrets: ['new', 'old'] },
      tenantId: 't',
      cloudUrl: null,
      graph: false,
    });
    expect(readConfig(app).playground).toBe(false);
    const other = { ...app, TEAMS_CLOUD_URL: 'https://cloud.example/', TEAMS_GRAPH: 'on' };
    expect(readConfig(other).teams).toMatchObject({ cloudUrl: 'https://cloud.example', graph: true });
    const local = readConfig({ TEAMS_LOCAL: 'on' });
    expect(local.teams).toMatchObject({ credentials: null, tenantId: 'local' });
    expect(local.playground).toBe(true);
  });

  it('reads an encryption key in base64 and in hex, and a list of app secrets', () => {
    const bytes = Buffer.alloc(32, 7);
    expect(readConfig({ ENCRYPTION_KEY: bytes.toString('base64') }).encryptionKey).toEqual(bytes);
    expect(readConfig({ ENCRYPTION_KEY: bytes.toString('hex') }).encryptionKey).toEqual(bytes);
    expect(readConfig({ META_APP_SECRET: 'one, two,' }).meta.appSecrets).toEqual(['one', 'two']);
  });

  it('gives each of Meta’s channels the common version of the Graph API, unless it has its own', () => {
    expect(readConfig({}).meta).toEqual({
      appSecrets: [],
      verifyToken: null,
      appId: null,
      graphUrl: 'https://graph.facebook.com',
      instagramGraphUrl: 'https://graph.instagram.com',
      versions: { whatsapp: 'v25.0', messenger: 'v25.0', instagram: 'v25.0' },
    });
    const versions = { META_GRAPH_VERSION: 'v26.0', MESSENGER_GRAPH_VERSION: 'v21.0' };
    expect(readConfig(versions).meta.versions).toEqual({
      whatsapp: 'v26.0',
      messenger: 'v21.0',
      instagram: 'v26.0',
    });
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PUBLIC_URL: 'chat.example' }, 'PUBLIC_URL must be an http or https URL.'],
    [{ DATABASE_URL: 'mysql://h/d' }, 'DATABASE_URL must be a postgresql:// URL.'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL must be a redis:// or rediss:// URL.'],
    [{ BATON_ROLES: 'web,cook' }, 'BATON_ROLES must be web, worker, or web,worker.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
    [
      { ENCRYPTION_KEY: 'short' },
      'ENCRYPTION_KEY must be 32 bytes, in base64 or hex (openssl rand -base64 32).',
    ],
    [
      { SLACK_BOT_TOKEN: 'xoxp-1', SLACK_SIGNING_SECRET: 's' },
      'SLACK_BOT_TOKEN must be a bot token: it begins with xoxb-.',
    ],
    [{ META_GRAPH_VERSION: '25' }, 'META_GRAPH_VERSION must look like v25.0.'],
    [{ META_APP_ID: 'my app' }, 'META_APP_ID must be the digits of the app’s id.'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN is missing, but other SLACK_… variables are set.'],
    [
      { SLACK_API_URL: 'http://127.0.0.1:9' },
      'SLACK_BOT_TOKEN is missing, but other SLACK_… variables are set.',
    ],
    [{ TEAMS_APP_ID: 'a' }, 'TEAMS_APP_PASSWORD is missing, but TEAMS_APP_ID is set.'],
    [{ TEAMS_APP_PASSWORD: 'a' }, 'TEAMS_APP_ID is missing, but TEAMS_APP_PASSWORD is set.'],
    [{ TEAMS_TENANT_ID: 'a' }, 'TEAMS_APP_ID is missing, but TEAMS_TENANT_ID is set.'],
    [
      { TEAMS_APP_ID: 'a', TEAMS_APP_PASSWORD: 'b' },
      'TEAMS_TENANT_ID is missing: the app serves one tenant, and anyone else’s gestures are refused.',
    ],
    [
      { TEAMS_LOCAL: 'on', TEAMS_APP_ID: 'a', TEAMS_APP_PASSWORD: 'b', TEAMS_TENANT_ID: 't' },
      'TEAMS_LOCAL cannot be on while TEAMS_APP_ID or TEAMS_APP_PASSWORD is set.',
    ],
    [
      { TEAMS_LOCAL: 'on', HOST: '0.0.0.0' },
      'TEAMS_LOCAL is for this machine only: nobody is verified, so HOST must be loopback.',
    ],
    [
      { PORT: 'x', HOST: 'h', LOG_LEVEL: 'loud' },
      'PORT must be a whole number from 0 to 65535 (wrong as well: LOG_LEVEL).',
    ],
  ])('complains about %j in one line', (env, line) => {
    expect(complaint(env)).toBe(line);
    expect(line).not.toContain('\n');
  });

  it('refuses a bot token whose requests nobody could verify', () => {
    expect(complaint({ SLACK_BOT_TOKEN: 'xoxb-1' })).toMatch(/^SLACK_SIGNING_SECRET is missing/);
  });

  it('asks for a key before it keeps other workspaces’ tokens in a named database', () => {
    const env = {
      SLACK_CLIENT_ID: '1',
      SLACK_CLIENT_SECRET: 'c',
      SLACK_SIGNING_SECRET: 's',
      DATABASE_URL: 'postgresql://h/d',
    };
    expect(complaint(env)).toMatch(/^ENCRYPTION_KEY is missing/);
  });
});

describe('describeConfig', () => {
  it('shows what is set and never a secret', () => {
    const summary = describeConfig({
      PORT: '3001',
      DATABASE_URL: 'postgresql://baton:hush@db/baton',
      SLACK_BOT_TOKEN: 'xoxb-hush',
      OPENAI_API_KEY: 'hush',
      HOME: '/somewhere',
    });
    expect(summary).toEqual({
      PORT: '3001',
      DATABASE_URL: 'postgresql://baton:***@db/baton',
      SLACK_BOT_TOKEN: 'set',
      OPENAI_API_KEY: 'set',
    });
    expect(JSON.stringify(summary)).not.toContain('hush');
  });
});
