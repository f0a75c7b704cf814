// Who we are in Slack, how long an installation is believed, and what the packages may log.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccess, createSlackLogger } from '../../../src/bridge/slack/clients.js';
import type { SlackInstallation } from '../../../src/bridge/slack/options.js';
import { createLog, createOnlyInstallation, type LogLine } from './scene.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

const base = {
  signingSecret: 'x',
  publicUrl: 'https://baton.example',
  log: createLog([]),
  agentNames: () => null,
};

describe('connect', () => {
  let wire: Wire;
  beforeEach(() => {
    wire = openWire();
  });
  afterEach(closeWire);

  it('asks once who we are', async () => {
    const who = await wire.desk.connect();
    expect(who).toMatchObject({ team: wireTeam, botUserId: 'U0BOT', botId: 'B01', token: 'xoxb-wire' });
    expect(await wire.desk.connect()).toEqual(who);
    expect(wire.sent).toMatchObject([{ method: 'auth.test', authorization: 'Bearer xoxb-wire' }]);
  });

  it('says that the token is refused, and asks again next time', async () => {
    wire.answerNothing();
    wire.answer('auth.test', { ok: false, error: 'invalid_auth' });
    await expect(wire.desk.connect()).rejects.toMatchObject({ class: 'auth', code: 'invalid_auth' });
    wire.answer('auth.test', { ok: true, team_id: wireTeam, user_id: 'U0BOT', bot_id: 'B01' });
    await expect(wire.desk.connect()).resolves.toMatchObject({ team: wireTeam });
  });

  it('refuses a person’s token', async () => {
    wire.answerNothing();
    wire.answer('auth.test', { ok: true, team_id: wireTeam, user_id: 'U01' });
    await expect(wire.desk.connect()).rejects.toMatchObject({ class: 'auth' });
  });
});

describe('createAccess', () => {
  function createStore(found: SlackInstallation | null) {
    const asked: string[] = [];
    let current = found;
    const installations = {
      find: async (team: string) => {
        asked.push(team);
        return current;
      },
      save: async () => undefined,
      revoke: async () => undefined,
    };
    return {
      asked,
      access: createAccess({ ...base, installations }),
      replace: (next: SlackInstallation | null) => {
        current = next;
      },
    };
  }

  const installation = { token: 'xoxb-1', botUserId: 'U0BOT', botId: 'B01' };

  it('asks the store once in a while, and again after it was told to forget', async () => {
    const { access, asked, replace } = createStore(installation);
    const clients = await access.clientsOf('T01');
    expect(await access.clientsOf('T01')).toBe(clients);
    expect(asked).toEqual(['T01']);
    access.forget('T01');
    replace({ ...installation, token: 'xoxb-2' });
    expect((await access.clientsOf('T01')).installation.token).toBe('xoxb-2');
    replace(null);
    access.forget('T01');
    expect(await access.find('T01')).toBeNull();
  });

  it('does not remember that there is none', async () => {
    const { access, replace } = createStore(null);
    await expect(access.clientsOf('T01')).rejects.toMatchObject({ class: 'auth', code: 'not_installed' });
    replace(installation);
    await expect(access.clientsOf('T01')).resolves.toBeDefined();
  });

  it('has no answer for no team, nor a token to connect with', async () => {
    const { access } = createStore(installation);
    await expect(access.clientsOf(null)).rejects.toMatchObject({ class: 'auth' });
    await expect(access.connect()).rejects.toMatchObject({ class: 'auth' });
  });

  it('keeps the posting client apart from the interactive one', async () => {
    const { access } = createStore(installation);
    const { posting, interactive } = await access.clientsOf('T01');
    expect(posting).not.toBe(interactive);
  });

  it('lets nobody use the environment’s token for another team', async () => {
    const wire = openWire();
    const access = createAccess({ ...base, installations: createOnlyInstallation('xoxb-wire') });
    expect(await access.find('T99')).toBeNull();
    expect(await access.find(wireTeam)).toMatchObject({ botId: 'B01' });
    expect(wire.sent).toHaveLength(1);
    closeWire();
  });
});

describe('createSlackLogger', () => {
  it('drops debug lines, which hold message bodies, and prints errors by their message only', () => {
    const logged: LogLine[] = [];
    const logger = createSlackLogger(createLog(logged));
    logger.debug('http request body: secret');
    logger.warn('careful', Object.assign(new Error('broken'), { data: 'secret' }));
    expect(logged).toEqual([{ level: 'warn', fields: { part: 'slack-sdk' }, message: 'careful broken' }]);
  });
});
