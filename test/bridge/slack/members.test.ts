// The members of a place on Slack, by the wire: all pages, never judged by a list without us, brought in and taken out.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/core/errors.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

describe('the members of a place', () => {
  let wire: Wire;
  beforeEach(() => {
    wire = openWire();
  });
  afterEach(closeWire);

  const at = { team: wireTeam, place: 'C01' };
  const info = (is_private: boolean) =>
    wire.answer('conversations.info', { ok: true, channel: { name: 'support', is_private } });
  const failureOf = (call: Promise<unknown> | undefined): Promise<Failure> =>
    Promise.resolve(call).then(
      () => {
        throw new Error('it did not fail');
      },
      (error: Failure) => error,
    );

  it('are read page by page, without ourselves', async () => {
    info(true);
    wire.answer('conversations.members', {
      ok: true,
      members: ['U0BOT', 'U1'],
      response_metadata: { next_cursor: 'abc' },
    });
    wire.answer('conversations.members', {
      ok: true,
      members: ['U2'],
      response_metadata: { next_cursor: '' },
    });
    expect(await wire.desk.members?.(at)).toEqual({ users: ['U1', 'U2'], isPrivate: true });
    expect(wire.sent.at(-1)).toMatchObject({ method: 'conversations.members', form: { cursor: 'abc' } });
  });

  it('are read on from where Slack asked for patience', async () => {
    info(true);
    wire.answer('conversations.members', {
      ...{ ok: true, members: ['U0BOT', 'U1'], response_metadata: { next_cursor: 'abc' } },
    });
    wire.answer('conversations.members', { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '7' });
    expect(await failureOf(wire.desk.members?.(at))).toMatchObject({ class: 'retry', retryAfterMs: 7_000 });
    info(true);
    wire.answer('conversations.members', { ok: true, members: ['U2'] });
    expect(await wire.desk.members?.(at)).toEqual({ users: ['U1', 'U2'], isPrivate: true });
    expect(wire.sent.at(-1)).toMatchObject({ method: 'conversations.members', form: { cursor: 'abc' } });
    info(true);
    wire.answer('conversations.members', { ok: true, members: ['U0BOT', 'U3'] });
    expect(await wire.desk.members?.(at)).toEqual({ users: ['U3'], isPrivate: true });
  });

  it('are nothing to judge by when we are not among them', async () => {
    info(false);
    wire.answer('conversations.members', { ok: true, members: ['U1'] });
    expect(await failureOf(wire.desk.members?.(at))).toMatchObject({
      class: 'policy',
      code: 'not_in_channel',
    });
  });

  it('are brought in and taken out; who is there or gone already is no trouble', async () => {
    wire.answer('conversations.invite', { ok: false, error: 'already_in_channel' });
    await wire.desk.addMember?.(at, 'U1');
    expect(wire.sent.at(-1)).toMatchObject({
      method: 'conversations.invite',
      form: { channel: 'C01', users: 'U1' },
    });
    wire.answer('conversations.kick', { ok: false, error: 'not_in_channel' });
    await wire.desk.removeMember?.(at, 'U1');
    expect(wire.sent.at(-1)).toMatchObject({
      method: 'conversations.kick',
      form: { channel: 'C01', user: 'U1' },
    });
  });

  it('cannot be brought in without the right to, and the sentence says so', async () => {
    wire.answer('conversations.invite', { ok: false, error: 'missing_scope', needed: 'groups:write' });
    const failure = await failureOf(wire.desk.addMember?.(at, 'U1'));
    expect(failure).toMatchObject({ class: 'auth', code: 'missing_scope' });
  });

  it('have names, and apps have none', async () => {
    wire.answer('users.info', {
      ok: true,
      user: { id: 'U1', name: 'pat', profile: { display_name: 'Pat' } },
    });
    expect(await wire.desk.nameOf?.(at, 'U1')).toBe('Pat');
    wire.answer('users.info', { ok: true, user: { id: 'U2', name: 'giphy', is_bot: true } });
    expect(await wire.desk.nameOf?.(at, 'U2')).toBeNull();
  });
});
