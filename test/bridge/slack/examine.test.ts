// What the doctor finds in a Slack workspace, by the wire: the token, its rights, and each place.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botScopes } from '../../../src/bridge/slack/scopes.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

describe('examine', () => {
  let wire: Wire;
  beforeEach(() => {
    wire = openWire();
  });
  afterEach(closeWire);

  const who = { ok: true, team_id: wireTeam, team: 'Acme', user: 'baton', user_id: 'U0BOT', bot_id: 'B01' };
  const look = async (scopes: readonly string[], ...places: string[]) => {
    wire.answer('auth.test', who, 200, { 'x-oauth-scopes': scopes.join(',') });
    return (await wire.desk.examine?.({ team: wireTeam, places })) ?? [];
  };

  it('is content with a token that has all its rights and a place it is in', async () => {
    wire.answer('conversations.info', { ok: true, channel: { name: 'support', is_member: true } });
    expect(await look(botScopes, 'C01')).toEqual([
      { level: 'good', what: 'token', sentence: 'It is baton in Acme.' },
      { level: 'good', what: 'scopes', sentence: 'All rights are granted.' },
      { level: 'good', what: 'place C01', sentence: 'Baton is in #support.' },
    ]);
    expect(wire.sent.at(-1)).toMatchObject({ method: 'conversations.info', form: { channel: 'C01' } });
  });

  it('names the rights that are missing', async () => {
    const found = await look(botScopes.filter((scope) => scope !== 'files:write'));
    expect(found[1]).toMatchObject({
      level: 'bad',
      what: 'scopes',
      sentence: expect.stringContaining('Missing: files:write.'),
    });
  });

  it.each([
    ['archived', { ok: true, channel: { name: 'support', is_archived: true } }, 'unarchive it'],
    ['left', { ok: true, channel: { name: 'support', is_member: false } }, '/invite @Baton'],
    ['unknown', { ok: false, error: 'channel_not_found' }, 'invite Baton'],
  ])('says what to do about a place that is %s', async (_how, answer, remedy) => {
    wire.answer('conversations.info', answer);
    const found = await look(botScopes, 'C01');
    expect(found.at(-1)).toMatchObject({
      level: 'bad',
      what: 'place C01',
      sentence: expect.stringContaining(remedy),
    });
  });

  it('says that the token is refused', async () => {
    wire.answer('auth.test', { ok: false, error: 'token_revoked' });
    expect(await wire.desk.examine?.({ team: wireTeam, places: ['C01'] })).toEqual([
      { level: 'bad', what: 'token', sentence: expect.stringContaining('Install the app again') },
    ]);
  });

  it('finds nothing in a workspace it is not installed in', async () => {
    const found = await wire.desk.examine?.({ team: 'T0OTHER', places: [] });
    expect(found).toMatchObject([{ level: 'bad', what: 'token' }]);
  });
});
