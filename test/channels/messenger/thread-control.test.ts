// A thread that another application has: taken once, for a person’s words only.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/channels/channel.js';
import { createMessengerChannel } from '../../../src/channels/messenger/index.js';
import { createGraph } from '../../../src/channels/meta/graph.js';
import {
  byKim,
  failureOf,
  makeAddress,
  makeDoor,
  makeMessage,
  makeOutbound,
  refused,
  scriptPosts,
  secondsAfterWriting,
  taken,
} from '../../support/page-scene.js';

const host = 'https://graph.facebook.com';
const page = '111000000000001';
const psid = '240000000000001';
const plainDoor = { personas: false };

let clock: Date;
let channel: Channel;
beforeEach(() => {
  nock.disableNetConnect();
  clock = secondsAfterWriting(60);
  channel = createMessengerChannel({
    graph: createGraph({ baseUrl: host, version: 'v25.0' }),
    secrets: ['s'],
    verifyToken: 'v',
    now: () => clock,
  });
});
afterEach(() => {
  const left = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(left).toEqual([]);
});

const to = (settings: object = {}) => makeAddress(makeDoor('messenger', page, settings), psid);

describe('a thread that another application has', () => {
  const elsewhere = refused(10, 2018300, 'another app is controlling this thread now');

  it('is taken once for an agent, who then is heard', async () => {
    const graph = scriptPosts(host, [elsewhere, { body: { success: true } }, taken('m_1')]);
    await channel.send(to(plainDoor), makeOutbound(byKim()));
    expect(graph.uris[1]).toBe(`/v25.0/${page}/take_thread_control`);
    expect(graph.bodies[1]).toEqual({ recipient: { id: psid }, metadata: 'agent' });
    expect(graph.bodies[2]).toEqual(graph.bodies[0]);
  });

  it.each([
    ['100 in words', [refused(100, undefined, 'You are not the thread owner'), { body: { success: true } }]],
    ['10 again after it was given', [elsewhere, { body: { success: true } }]],
  ])('is asked for once only: %s', async (_what, answers) => {
    scriptPosts(host, [...answers, elsewhere]);
    const failure = await failureOf(channel.send(to(plainDoor), makeOutbound(byKim())));
    expect(failure).toMatchObject({ class: 'content', code: '10/2018300' });
    expect(failure.message).toContain('Another application');
  });

  it('stays there when it is not given, when the settings say so, and for the assistant', async () => {
    scriptPosts(host, [elsewhere, refused(10)]);
    expect((await failureOf(channel.send(to(plainDoor), makeOutbound(byKim())))).code).toBe('10/2018300');
    scriptPosts(host, [elsewhere]);
    const polite = to({ ...plainDoor, takeThreadControl: false });
    expect((await failureOf(channel.send(polite, makeOutbound(byKim())))).code).toBe('10/2018300');
    scriptPosts(host, [elsewhere]);
    expect((await failureOf(channel.send(to(), makeOutbound(makeMessage())))).code).toBe('10/2018300');
  });
});
