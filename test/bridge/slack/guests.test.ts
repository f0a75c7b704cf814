// Who is a guest on Slack, by the wire and by the event: guests of one or many channels, and people of other workspaces.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isGuestOfSlack } from '../../../src/bridge/slack/guests.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

describe('a guest on Slack', () => {
  let wire: Wire;
  beforeEach(() => {
    wire = openWire();
  });
  afterEach(closeWire);

  const ask = () => wire.desk.isGuest?.({ team: wireTeam, place: null }, 'U1');

  it.each([
    ['a guest of many channels', { is_restricted: true }, true],
    ['a guest of one', { is_restricted: true, is_ultra_restricted: true }, true],
    ['somebody of another workspace', { is_stranger: true }, true],
    ['a member', { is_restricted: false, is_ultra_restricted: false }, false],
    ['one of whom Slack says nothing', {}, false],
  ])('is told from others: %s', async (_who, standing, isGuest) => {
    expect(isGuestOfSlack(standing)).toBe(isGuest);
    wire.answer('users.info', { ok: true, user: { id: 'U1', name: 'kim', ...standing } });
    expect(await ask()).toBe(isGuest);
  });

  it('is nobody’s guess when Slack does not say', async () => {
    wire.answer('users.info', { ok: false, error: 'user_not_found' });
    await expect(ask()).rejects.toMatchObject({ code: 'user_not_found' });
  });
});
