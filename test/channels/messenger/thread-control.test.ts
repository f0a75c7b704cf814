// A thread that another application has: taken once, for a person’s words only.

import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { host, page, plainDoor, playMessenger, psid, to } from '../../support/messenger-scene.js';
import {
  byKim,
  failureOf,
  makeMessage,
  makeOutbound,
  refused,
  scriptPosts,
  taken,
} from '../../support/page-scene.js';

const scene = playMessenger();

describe('a thread that another application has', () => {
  const elsewhere = refused(10, 2018300, 'another app is controlling this thread now');

  it('is taken once for an agent, who then is heard', async () => {
    const graph = scriptPosts(host, [elsewhere, { body: { success: true } }, taken('m_1')]);
    await scene.channel.send(to(plainDoor), makeOutbound(byKim()));
    expect(graph.uris[1]).toBe(`/v25.0/${page}/take_thread_control`);
    expect(graph.bodies[1]).toEqual({ recipient: { id: psid }, metadata: 'agent' });
    expect(graph.bodies[2]).toEqual(graph.bodies[0]);
  });

  it.each([
    ['100 in words', refused(100, undefined, 'You are not the thread owner')],
    ['10 with its subcode', elsewhere],
  ])('is asked for once only: %s', async (_what, first) => {
    const given = { body: { success: true } };
    const graph = scriptPosts(host, [first, given, elsewhere, given, taken('never')]);
    const failure = await failureOf(scene.channel.send(to(plainDoor), makeOutbound(byKim())));
    expect(failure).toMatchObject({ class: 'recipient', code: '10/2018300' });
    expect(failure.message).toContain('Another application');
    expect(graph.uris).toHaveLength(3);
    nock.cleanAll();
  });

  it('stays there when it is not given', async () => {
    scriptPosts(host, [elsewhere, refused(10)]);
    expect((await failureOf(scene.channel.send(to(plainDoor), makeOutbound(byKim())))).code).toBe(
      '10/2018300',
    );
  });

  it.each([
    ['the settings say so', byKim(), { takeThreadControl: false }],
    ['it is the assistant who writes', makeMessage(), {}],
  ])('is left alone where %s', async (_why, message, settings) => {
    const graph = scriptPosts(host, [elsewhere, { body: { success: true } }, taken('never')]);
    const sending = scene.channel.send(to({ ...plainDoor, ...settings }), makeOutbound(message));
    expect((await failureOf(sending)).code).toBe('10/2018300');
    expect(graph.uris).toHaveLength(1);
    nock.cleanAll();
  });
});
