// The connector on the wire: paths, bodies and tokens as Teams takes them, each call once, and never to a stranger.

import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnector } from '../../../src/bridge/teams/connector.js';
import { createPacing } from '../../../src/bridge/teams/limits.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { createTokens } from '../../../src/bridge/teams/tokens.js';
import {
  closeWire,
  createOptions,
  failureOf,
  grant,
  openWire,
  place,
  serviceHost,
  tenantId,
} from './wire.js';

afterEach(closeWire);

const hello = { type: 'message', text: 'hello' };
const thread = { place, root: '1776390257332' };
const threadPath = '/teams/v3/conversations/19%3Asupport%40thread.tacv2%3Bmessageid%3D1776390257332';

describe('createConnector', () => {
  it('opens a thread with its first activity, and learns its root', async () => {
    const { answer, connector, sent } = openWire();
    answer('POST', 201, { id: `${place};messageid=1776390257332`, activityId: '1776390257332' });
    expect(await connector.openThread(place, hello)).toEqual({ root: '1776390257332' });
    expect(sent).toEqual([
      {
        method: 'POST',
        path: '/teams/v3/conversations',
        authorization: 'Bearer living',
        body: { isGroup: true, tenantId, channelData: { channel: { id: place } }, activity: hello },
      },
    ]);
  });

  it('holds what is for a channel that is not there, until people repair it', async () => {
    const { answer, connector } = openWire();
    answer('POST', 404, { error: { code: 'ConversationNotFound' } });
    expect(await failureOf(connector.openThread(place, hello))).toMatchObject({
      class: 'policy',
      code: 'ConversationNotFound',
      ambiguous: false,
    });
    answer('POST', 404, { error: { code: 'ConversationNotFound' } });
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ class: 'recipient' });
  });

  it('posts, redraws and removes in the thread', async () => {
    const { answer, connector, sent } = openWire();
    answer('POST', 201, { id: '1776390300001' });
    expect(await connector.post(thread, hello)).toEqual({ id: '1776390300001' });
    answer('PUT', 200, { id: '1776390300001' });
    await connector.update(thread, '1776390300001', hello);
    answer('DELETE', 200);
    await connector.remove(thread, '1776390300001');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST ${threadPath}/activities`,
      `PUT ${threadPath}/activities/1776390300001`,
      `DELETE ${threadPath}/activities/1776390300001`,
    ]);
  });

  it('posts for one member only', async () => {
    const { answer, connector, sent } = openWire();
    answer('POST', 201, { id: '17' });
    await connector.postTargeted(thread, '29:1abc', hello);
    expect(sent[0]).toMatchObject({
      path: `${threadPath}/activities?isTargetedActivity=true`,
      body: { ...hello, recipient: { id: '29:1abc', isTargeted: true } },
    });
  });

  it('opens a personal chat, which may be asked for twice', async () => {
    const { answer, connector, sent } = openWire();
    answer('POST', 201, { id: 'a:1xyz' });
    expect(await connector.openPersonal('29:1abc')).toEqual({ chat: 'a:1xyz' });
    expect(sent[0]?.body).toEqual({ isGroup: false, tenantId, members: [{ id: '29:1abc' }] });
    answer('POST', 502);
    expect(await failureOf(connector.openPersonal('29:1abc'))).toMatchObject({ ambiguous: false });
  });

  it('tells members, and those who are none', async () => {
    const { answer, connector } = openWire();
    answer('GET', 200, { id: '29:1abc', name: 'Ann', aadObjectId: 'aad-1' });
    expect(await connector.member(thread, 'aad-1')).toMatchObject({ id: '29:1abc' });
    answer('GET', 404, { error: { code: 'MemberNotFoundInConversation' } });
    expect(await connector.member(thread, 'aad-2')).toBeNull();
  });

  it.each([500, 502, 503])('never repeats a post by itself: %i may have happened', async (status) => {
    const { answer, connector, sent } = openWire();
    answer('POST', status);
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ class: 'retry', ambiguous: true });
    expect(sent).toHaveLength(1);
  });

  it('knows what may have happened when the line broke, and what may not', async () => {
    const { breakCall, connector } = openWire();
    breakCall('POST', 'ECONNRESET');
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ ambiguous: true });
    breakCall('POST', 'ECONNREFUSED');
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ ambiguous: false });
    breakCall('PUT', 'ECONNRESET');
    expect(await failureOf(connector.update(thread, '1', hello))).toMatchObject({ ambiguous: false });
  });

  it('does not take an answer without an id for a post', async () => {
    const { answer, connector } = openWire();
    answer('POST', 200, '<html>');
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({
      class: 'retry',
      code: 'unreadable_answer',
      ambiguous: true,
    });
  });

  it('holds the thread that was told to wait, before anything is sent', async () => {
    const { answer, connector, sent } = openWire();
    answer('POST', 429, { error: { code: 'Throttled' } }, { 'Retry-After': '3' });
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ retryAfterMs: 3000 });
    expect((await failureOf(connector.post(thread, hello))).retryAfterMs).toBeGreaterThan(0);
    expect(sent).toHaveLength(1);
    answer('POST', 201, { id: '18' });
    await connector.post({ place, root: '1776390299999' }, hello);
  });

  it('asks once more with a fresh token when the old one is refused, and no oftener', async () => {
    const { answer, connector, sent } = openWire();
    nock.cleanAll();
    grant('dead');
    grant('fresh').persist();
    answer('POST', 401, { error: { code: 'Unauthorized' } });
    answer('POST', 201, { id: '19' });
    expect(await connector.post(thread, hello)).toEqual({ id: '19' });
    expect(sent.map(({ authorization }) => authorization)).toEqual(['Bearer dead', 'Bearer fresh']);
    answer('POST', 401, { error: { code: 'Unauthorized' } });
    answer('POST', 401, { error: { code: 'Unauthorized' } });
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ class: 'auth', ambiguous: false });
    expect(sent).toHaveLength(4);
  });
});

describe('where it calls', () => {
  it('follows the tenant to the connector that called last', async () => {
    const { connector, options } = openWire();
    await options.memory.write(memoryKeys.service, { url: `${serviceHost}/emea/` });
    nock(serviceHost)
      .post(/^\/emea\/v3\/conversations\//)
      .reply(201, { id: '20' });
    expect(await connector.post(thread, hello)).toEqual({ id: '20' });
  });

  it('does not follow it to a stranger', async () => {
    const { answer, connector, options, sent } = openWire();
    await options.memory.write(memoryKeys.service, { url: 'https://smba.trafficmanager.net.evil.example/' });
    answer('POST', 201, { id: '21' });
    await connector.post(thread, hello);
    expect(sent).toHaveLength(1);
  });

  it.each([
    'https://evil.example/v3/attachments/1/views/original',
    'http://smba.trafficmanager.net/x',
    'https://smba.trafficmanager.net@evil.example/x',
    'https://smba.trafficmanager.net:8443/x',
    'file:///etc/passwd',
    'nonsense',
  ])('fetches nothing from %s', async (url) => {
    const { connector } = openWire();
    expect(await failureOf(connector.fetchBytes(url, 1000))).toMatchObject({ code: 'foreign_host' });
  });

  it('fetches bytes with its token, follows no redirect, and reads no more than it may', async () => {
    const { connector } = openWire();
    const url = `${serviceHost}/emea/v3/attachments/1/views/original`;
    const given = () =>
      nock(serviceHost, { reqheaders: { authorization: 'Bearer living' } }).get(/attachments/);
    given().reply(200, Buffer.from('image'));
    expect((await connector.fetchBytes(url, 1000)).toString()).toBe('image');
    given().reply(302, '', { location: 'https://evil.example/' });
    expect(await failureOf(connector.fetchBytes(url, 1000))).toMatchObject({ class: 'policy' });
    given().reply(200, Buffer.alloc(2000));
    expect(await failureOf(connector.fetchBytes(url, 1000))).toMatchObject({
      class: 'content',
      code: 'too_large',
    });
  });

  it('signs nothing in local mode, and calls only this machine', async () => {
    const here = { openIdUrl: '', tokenIssuer: '', loginUrl: '', graphUrl: '', serviceHosts: [] };
    const cloud = { ...here, serviceUrl: 'http://localhost:56150/_connector/' };
    const options = createOptions({ credentials: null, cloud });
    const connector = createConnector({ options, tokens: createTokens(options), pacing: createPacing() });
    nock.disableNetConnect();
    nock('http://localhost:56150', { badheaders: ['authorization'] })
      .post('/_connector/v3/conversations/team-id%3Bmessageid%3D1/activities')
      .reply(200, { id: '2' });
    expect(await connector.post({ place: 'team-id', root: '1' }, hello)).toEqual({ id: '2' });
    expect(await failureOf(connector.fetchBytes(`${serviceHost}/x`, 10))).toMatchObject({
      code: 'foreign_host',
    });
  });

  it('gives no token away when it cannot have one', async () => {
    nock.disableNetConnect();
    const options = createOptions({ credentials: { appId: 'x', secrets: [] } });
    const connector = createConnector({ options, tokens: createTokens(options), pacing: createPacing() });
    expect(await failureOf(connector.post(thread, hello))).toMatchObject({ class: 'auth', ambiguous: false });
    grant('unused');
    nock.cleanAll();
  });
});
