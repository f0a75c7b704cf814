// WhatsApp outwards: no faster than the platform takes it, and one customer never holds up another.

import { describe, expect, it } from 'vitest';
import { failureOf, makeMessage, makeOutbound, refused, scriptPosts } from '../../support/page-scene.js';
import { host, playWhatsApp, taken, to } from '../../support/whatsapp-scene.js';

const scene = playWhatsApp();

describe('the pace', () => {
  it('lets few go at once to one customer, and keeps nobody else waiting', async () => {
    const graph = scriptPosts(host, [taken('1'), taken('2'), taken('3'), taken('4')]);
    const settings = { pairBurst: 2, pairSeconds: 6 };
    await scene.channel.send(to(settings), makeOutbound(makeMessage()));
    await scene.channel.send(to(settings), makeOutbound(makeMessage()));
    const failure = await failureOf(scene.channel.send(to(settings), makeOutbound(makeMessage())));
    expect(failure).toMatchObject({ class: 'retry', retryAfterMs: 6_000, ambiguous: false });
    await scene.channel.send(to(settings, '491700000001'), makeOutbound(makeMessage()));
    scene.clock = new Date(scene.clock.getTime() + 6_000);
    await scene.channel.send(to(settings), makeOutbound(makeMessage()));
    expect(graph.bodies).toHaveLength(4);
  });

  it('of a number is the same for all its customers; what was not sent costs a customer nothing', async () => {
    const settings = { perSecond: 1, pairBurst: 1, pairSeconds: 60 };
    scriptPosts(host, [taken('1'), taken('2')]);
    await scene.channel.send(to(settings, '491700000001'), makeOutbound(makeMessage()));
    // The clock of the budget stands still, so the turn never comes.
    const failure = await failureOf(
      scene.channel.send(to(settings, '491700000002'), makeOutbound(makeMessage())),
    );
    expect(failure).toMatchObject({ class: 'retry', retryAfterMs: 1_000 });
    scene.clock = new Date(scene.clock.getTime() + 1_000);
    await scene.channel.send(to(settings, '491700000002'), makeOutbound(makeMessage()));
  });

  it('slows down four times with each refusal, and is as before once one went through', async () => {
    scriptPosts(host, [refused(131056), refused(131056), taken('1'), refused(131056)]);
    const waits: (number | null)[] = [];
    // A wait is no attempt: the attempts stay the same.
    for (let time = 0; time < 2; time += 1)
      waits.push((await failureOf(scene.channel.send(to(), makeOutbound(makeMessage())))).retryAfterMs);
    await scene.channel.send(to(), makeOutbound(makeMessage()));
    waits.push((await failureOf(scene.channel.send(to(), makeOutbound(makeMessage())))).retryAfterMs);
    expect(waits).toEqual([4_000, 16_000, 4_000]);
  });
});
