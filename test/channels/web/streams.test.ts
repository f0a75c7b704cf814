// The feed: replayed by cursor, healed by heartbeats, closed to slow and surplus clients, and never holding notes.

import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent, WirePoll } from '../../../src/channels/web/wire.js';
import { arrive, ask, post, readEvents, startWebServer, type WebServer } from '../../support/web-server.js';

let server: WebServer;
let token: string;
async function restart(limits: Record<string, number> = {}) {
  await server?.stop();
  server = await startWebServer({ channel: { limits } });
  token = await arrive(server);
}
beforeEach(() => restart());
afterEach(() => server.stop());

const open = (after: number, conversation: string | null = server.desk.chat().id) =>
  ask(server, `/web/events?after=${after}${conversation === null ? '' : `&conversation=${conversation}`}`, {
    token,
  });
const feedOf = (events: Awaited<ReturnType<typeof readEvents>>) => events.map((one) => one.data as WireEvent);

describe('GET /web/events', () => {
  it('says at once that it is a stream no proxy may hold back', async () => {
    await post(server, token, 'Hello');
    const answer = await open(0);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(answer.headers.get('cache-control')).toBe('no-cache, no-transform');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    await answer.body?.cancel();
  });

  it('brings what was missed and what happens, each with its sequence, after a drop from the cursor on', async () => {
    await post(server, token, 'one');
    server.desk.say({ text: 'two' });
    const first = await open(0);
    const seen = await readEvents(first, 2);
    expect(seen.map((one) => one.id)).toEqual(['2', '3']);
    server.desk.say({ text: 'three' });
    const again = await open(3);
    server.desk.say({ text: 'four' });
    const rest = await readEvents(again, 2);
    expect(feedOf(rest).map((event) => event.message?.text)).toEqual(['three', 'four']);
    expect(feedOf(rest).map(({ after, sequence }) => [after, sequence])).toEqual([
      [3, 4],
      [4, 5],
    ]);
  });

  it('never shows notes, yet keeps its chain of cursors whole', async () => {
    await post(server, token, 'one');
    server.desk.note();
    server.desk.say({ text: 'two' });
    const events = feedOf(await readEvents(await open(0), 2));
    expect(events.map((event) => [event.after, event.sequence, event.kind])).toEqual([
      [0, 2, 'message.received'],
      [2, 4, 'message.sent'],
    ]);
  });

  it('heals a lost wake-up with its heartbeat', async () => {
    await restart({ heartbeatMs: 50 });
    await post(server, token, 'one');
    const answer = await open(2);
    server.switches.mute = true;
    server.desk.say({ text: 'nobody was woken' });
    const [event] = feedOf(await readEvents(answer, 1));
    expect(event?.message?.text).toBe('nobody was woken');
  });

  it('asks only where the conversation is while nothing happens, also when much of it is not for customers', async () => {
    await restart({ heartbeatMs: 20 });
    await post(server, token, 'one');
    server.desk.note();
    const answer = await open(2);
    const asked = server.asked.splice(0);
    await expect.poll(() => server.asked.length).toBeGreaterThan(3);
    server.switches.mute = true;
    server.desk.note();
    await expect.poll(() => server.asked).toContain('feed');
    asked.push(...server.asked.splice(0));
    await expect.poll(() => server.asked.length).toBeGreaterThan(5);
    // Once for the note that was there, once for the one that came; never more for what was looked through.
    asked.push(...server.asked);
    expect(asked.filter((what) => what !== 'latest')).toEqual(['feed', 'feed']);
    server.desk.say({ text: 'and on' });
    expect(feedOf(await readEvents(answer, 1))[0]).toMatchObject({ after: 2, message: { text: 'and on' } });
  });

  it('asks nothing for who is gone', async () => {
    await restart({ heartbeatMs: 20 });
    await post(server, token, 'one');
    const [gone, here] = [await open(2), await open(2)];
    await gone.body?.cancel();
    await here.body?.cancel();
    await expect.poll(() => server.listening()).toBe(0);
    server.asked.splice(0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(server.asked).toEqual([]);
  });

  it('lets go of a stream whose heartbeat finds the house down', async () => {
    await restart({ heartbeatMs: 30 });
    await post(server, token, 'one');
    const answer = await open(2);
    server.switches.down = true;
    await expect(readEvents(answer, 1)).rejects.toThrow();
  });

  it('wakes at once when a message is committed; sending it then changes nothing', async () => {
    await restart({ heartbeatMs: 3_600_000 });
    await post(server, token, 'one');
    const answer = await open(2);
    const { id } = server.desk.say({ text: 'committed' });
    const to = { account: server.site, address: server.desk.guest().visitor.address };
    const outbound = { deliveryId: 'd', message: { id } } as Parameters<typeof server.channel.send>[1];
    expect(await server.channel.send(to, outbound)).toEqual({ externalId: id });
    server.desk.say({ text: 'next' });
    const seen = feedOf(await readEvents(answer, 2)).map((event) => event?.message?.text);
    expect(seen).toEqual(['committed', 'next']);
  });

  it('tells that someone is writing', async () => {
    await post(server, token, 'one');
    const answer = await open(2);
    server.desk.type('Kim');
    expect(await readEvents(answer, 1)).toMatchObject([{ event: 'typing', data: { name: 'Kim' } }]);
  });

  it('sends everybody to the snapshot when another conversation has begun', async () => {
    await post(server, token, 'one');
    const old = server.desk.chat().id;
    server.desk.move('conversation.closed', 'closed');
    const answer = await open(2, old);
    await post(server, token, 'anew');
    const events = await readEvents(answer, 2);
    expect(events.map((one) => one.event)).toEqual(['feed', 'reset']);
  });

  it('waits for a first conversation', async () => {
    const answer = await open(0, null);
    await post(server, token, 'one');
    expect((await readEvents(answer, 1))[0]?.event).toBe('reset');
  });

  it("does not read another visitor's conversation", async () => {
    await post(server, token, 'private');
    const theirs = server.desk.chat().id;
    token = await arrive(server);
    const events = await readEvents(await open(0, theirs), 1);
    expect(events).toMatchObject([{ event: 'reset' }]);
  });

  it('keeps three streams of a visitor and lets the oldest go', async () => {
    await post(server, token, 'one');
    const streams = [await open(2), await open(2), await open(2), await open(2)] as const;
    expect((await readEvents(streams[0], 1))[0]?.event).toBe('replaced');
    server.desk.say({ text: 'hi' });
    for (const stream of streams.slice(1)) expect((await readEvents(stream, 1))[0]?.event).toBe('feed');
  });

  it('ends after its lifetime and on close, so that clients come again', async () => {
    await restart({ streamLifetimeMs: 30 });
    await post(server, token, 'one');
    expect((await readEvents(await open(2), 9)).at(-1)?.event).toBe('bye');
    await restart();
    await post(server, token, 'one');
    const answer = await open(2);
    await server.channel.close?.();
    expect((await readEvents(answer, 9)).at(-1)?.event).toBe('bye');
  });

  it('drops a client that reads nothing, which then resumes by its cursor', async () => {
    await restart({ drainMs: 500 });
    await post(server, token, 'one');
    const socket = connect(server.port, '127.0.0.1');
    socket.pause();
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    socket.write(
      `GET /web/events?after=2&conversation=${server.desk.chat().id} HTTP/1.1\r\nHost: x\r\nX-Baton-Site: acme-web\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    await expect.poll(() => server.listening()).toBe(1);
    for (let i = 0; i < 400; i += 1) server.desk.say({ text: 'x'.repeat(50_000) });
    await expect.poll(() => server.listening(), { timeout: 15_000 }).toBe(0);
    socket.resume();
    await closed;
    const got: number[] = [];
    while (got.length < 400) {
      const events = feedOf(await readEvents(await open(got.at(-1) ?? 2), Math.min(20, 400 - got.length)));
      got.push(...events.map((event) => event.sequence));
    }
    expect(got).toEqual(Array.from({ length: 400 }, (_, i) => i + 3));
  }, 40_000);

  it('lets go of a stream whose reading fails', async () => {
    await post(server, token, 'one');
    const answer = await open(2);
    server.switches.down = true;
    server.desk.say({ text: 'lost for now' });
    await expect(readEvents(answer, 1)).rejects.toThrow();
    server.switches.down = false;
    expect(feedOf(await readEvents(await open(2), 1))[0]?.message?.text).toBe('lost for now');
  });
});

describe('GET /web/events?poll=1', () => {
  const poll = async (after: number): Promise<WirePoll> =>
    (await (
      await ask(server, `/web/events?poll=1&after=${after}&conversation=${server.desk.chat().id}`, { token })
    ).json()) as WirePoll;

  it('answers at once with what was missed', async () => {
    await post(server, token, 'one');
    expect((await poll(0)).events).toMatchObject([{ sequence: 2, after: 0 }]);
  });

  it('waits for what happens', async () => {
    await post(server, token, 'one');
    const waiting = poll(2);
    await expect.poll(() => server.listening()).toBeGreaterThan(0);
    server.desk.say({ text: 'two' });
    expect((await waiting).events).toMatchObject([{ message: { text: 'two' } }]);
  });

  it('answers with nothing when its time is over', async () => {
    await restart({ pollMs: 30 });
    await post(server, token, 'one');
    expect(await poll(2)).toEqual({ events: [], reset: false, typing: null });
  });
});
