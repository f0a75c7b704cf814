// Instagram beside its messages: refusals, signs, reactions, profiles, and the look from outside.

import nock from 'nock';
import { beforeEach, describe, expect, it } from 'vitest';
import { explainInstagramError } from '../../../src/channels/instagram/errors.js';
import { instagramFields } from '../../../src/channels/instagram/examine.js';
import { GraphError } from '../../../src/channels/meta/graph-error.js';
import { account, igsid, loginHost, pageHost, playInstagram, to } from '../../support/instagram-scene.js';
import { makeDoor, refused, scriptPosts } from '../../support/page-scene.js';

const done = { body: { recipient_id: igsid } };

const scene = playInstagram();
beforeEach(() => {
  scene.clock = new Date('2026-11-22T12:00:00Z');
});

describe('what Instagram refuses (reference §11)', () => {
  it.each([
    [10, 2534022, 'window'],
    [10, 2018278, 'window'],
    [551, null, 'recipient'],
    [100, 2534014, 'recipient'],
    [100, 2534001, 'recipient'],
    [230, null, 'recipient'],
    [-1, 1545133, 'retry'],
    [1545133, null, 'retry'],
    [613, null, 'retry'],
    [190, 463, 'auth'],
    [10, null, 'auth'],
    [368, null, 'policy'],
    [100, 2018008, 'content'],
    [100, null, 'content'],
    [9_999, null, 'content'],
  ] as const)('%s/%s is %s', (code, subcode, kind) => {
    const facts = {
      kind: 'refused' as const,
      status: 400,
      code,
      subcode,
      transient: false,
      sentence: 'no',
      details: null,
    };
    const error = new GraphError({ ...facts, traceId: null, retryAfterMs: null, ambiguous: false });
    expect(explainInstagramError(error)).toMatchObject({
      class: kind,
      message: expect.stringMatching(/^(?!.*Messenger)[A-Z].*\.$/),
    });
  });
});

describe('signs and reactions', () => {
  it('are in Instagram’s own spelling', async () => {
    const graph = scriptPosts(loginHost, [done, done, done, done, done]);
    await scene.channel.typing?.(to(), { name: 'Kim' });
    await scene.channel.markRead?.(to(), 'aWdf');
    await scene.channel.react?.(to(), 'aWdf', '❤️');
    await scene.channel.react?.(to(), 'aWdf', '👍');
    await scene.channel.react?.(to(), 'aWdf', null);
    const recipient = { id: igsid };
    expect(graph.bodies).toEqual([
      { recipient, sender_action: 'typing_on' },
      { recipient, sender_action: 'mark_seen' },
      { recipient, sender_action: 'react', payload: { message_id: 'aWdf', reaction: 'love' } },
      { recipient, sender_action: 'react', payload: { message_id: 'aWdf', reaction: '👍' } },
      { recipient, sender_action: 'unreact', payload: { message_id: 'aWdf' } },
    ]);
    expect(new Set(graph.uris)).toEqual(new Set([`/v25.0/${account}/messages`]));
  });

  it('never fail the house', async () => {
    scriptPosts(loginHost, [refused(4)]);
    await scene.channel.typing?.(to(), { name: 'Kim' });
  });
});

describe('a profile', () => {
  const script = (status: number, body: object) =>
    nock(loginHost).get(`/v25.0/${igsid}`).query({ fields: 'name,username,profile_pic' }).reply(status, body);

  it('is the name, or the username where there is none', async () => {
    script(200, { name: 'Bia', username: 'bia.rio', profile_pic: 'https://x.cdninstagram.com/p.jpg' });
    expect(await scene.channel.readProfile?.(to())).toEqual({
      name: 'Bia',
      pictureUrl: 'https://x.cdninstagram.com/p.jpg',
    });
    script(200, { name: null, username: 'bia.rio' });
    expect(await scene.channel.readProfile?.(to())).toEqual({ name: 'bia.rio' });
    script(400, { error: { code: 230, message: 'user consent is required' } });
    expect(await scene.channel.readProfile?.(to())).toBeNull();
  });
});

describe('the look from outside (B18)', () => {
  const login = (me: object, apps: object) => {
    nock(loginHost).get('/v25.0/me').query({ fields: 'user_id,username' }).reply(200, me);
    nock(loginHost).get(`/v25.0/${account}/subscribed_apps`).reply(200, apps);
  };
  const subscribed = { data: [{ subscribed_fields: instagramFields }] };
  const look = async (settings: object = {}) =>
    (await scene.channel.examine?.(makeDoor('instagram', account, settings))) ?? [];

  it('finds a door in order, and says what only the admin knows', async () => {
    login({ id: '5', user_id: account, username: 'acme' }, subscribed);
    const findings = await look();
    expect(findings.map(({ ok, what }) => [ok, what])).toEqual([
      [true, 'token'],
      [true, 'token-expiry'],
      [true, 'subscription'],
    ]);
    expect(findings[1]?.sentence).toContain('60 days');
  });

  it.each([
    ['2026-12-20', true, 'in 27 days'],
    ['2026-12-01', false, 'in 8 days'],
    ['2026-11-24T11:00:00Z', false, 'in 1 day '],
    ['2026-11-01', false, 'It ended 2026-11-01'],
  ])('warns before a login token ends: %s', async (tokenExpiresAt, ok, words) => {
    login({ user_id: account }, subscribed);
    const expiry = (await look({ tokenExpiresAt }))[1];
    expect(expiry).toMatchObject({ ok, what: 'token-expiry' });
    expect(expiry?.sentence).toContain(words);
  });

  it('sees the wrong account and fields that are missing', async () => {
    login({ id: '5', user_id: '999', username: 'other' }, { data: [{ subscribed_fields: ['messages'] }] });
    const findings = await look();
    expect(findings[0]?.sentence).toContain('“other”');
    expect(findings[2]?.sentence).toContain('Not subscribed to message_edit, message_reactions,');
    expect(findings.map((one) => one.ok)).toEqual([false, true, false]);
  });

  it('asks the Page where the account is connected by it', async () => {
    nock(pageHost)
      .get(`/v25.0/${account}`)
      .query({ fields: 'id,username' })
      .reply(200, { id: account, username: 'acme' });
    nock(pageHost)
      .get('/v25.0/111/subscribed_apps')
      .reply(200, { data: [{ id: '777', subscribed_fields: ['messages'] }] });
    const findings = await look({ via: 'page', pageId: '111' });
    expect(findings.map(({ ok, what }) => [ok, what])).toEqual([
      [true, 'token'],
      [true, 'subscription'],
    ]);
  });

  it('tells trouble instead of throwing it', async () => {
    nock(loginHost)
      .get('/v25.0/me')
      .query(true)
      .reply(400, { error: { code: 190, message: 'no' } });
    nock(loginHost)
      .get(/subscribed_apps/)
      .reply(500);
    expect((await look()).map(({ ok, what }) => [ok, what])).toEqual([
      [false, 'token'],
      [true, 'token-expiry'],
      [false, 'subscription'],
    ]);
    expect((await scene.channel.examine?.({ ...makeDoor('instagram', account), settings: {} }))?.length).toBe(
      3,
    );
  });
});
