// Personas: an agent’s face on the Page where it can be had, and words that arrive where it cannot.

import { describe, expect, it } from 'vitest';
import { host, page, plainDoor, playMessenger, psid, to } from '../../support/messenger-scene.js';
import {
  byKim,
  failureOf,
  makeAddress,
  makeDoor,
  makeMessage,
  makeOutbound,
  refused,
  scriptPosts,
  taken,
} from '../../support/page-scene.js';

const scene = playMessenger();

describe('personas', () => {
  it('are made once for a name and picture, and then only named', async () => {
    const graph = scriptPosts(host, [{ body: { id: '5550' } }, taken('m_1'), taken('m_2')]);
    await scene.channel.send(to(), makeOutbound(byKim()));
    await scene.channel.send(to(), makeOutbound(byKim()));
    expect(graph.uris).toEqual([
      `/v25.0/${page}/personas`,
      `/v25.0/${page}/messages`,
      `/v25.0/${page}/messages`,
    ]);
    expect(graph.bodies[0]).toEqual({
      name: 'Kim',
      profile_picture_url: 'https://pictures.example/kim.png',
    });
    expect(graph.bodies[1]).toMatchObject({ persona_id: '5550', message: { text: 'We open at 10.' } });
    expect(graph.bodies[2]).toMatchObject({ persona_id: '5550' });
  });

  it('are for agents with a picture only', async () => {
    const graph = scriptPosts(host, [taken('m_1'), taken('m_2'), taken('m_3'), taken('m_4')]);
    const picture = 'https://pictures.example/a.png';
    await scene.channel.send(to(), makeOutbound(makeMessage({ authorPictureUrl: picture })));
    await scene.channel.send(to(), makeOutbound(byKim({ authorPictureUrl: null })));
    await scene.channel.send(to(), makeOutbound(byKim({ authorPictureUrl: 'data:image/png;base64,x' })));
    await scene.channel.send(to(plainDoor), makeOutbound(byKim()));
    for (const body of graph.bodies) expect(body).not.toHaveProperty('persona_id');
  });

  it('that cannot be made leave the Page to speak, with the name in front where that is wanted', async () => {
    const graph = scriptPosts(host, [refused(10, undefined, 'no permission'), taken('m_1'), taken('m_2')]);
    await scene.channel.send(to({ namePrefix: true }), makeOutbound(byKim()));
    await scene.channel.send(to(), makeOutbound(byKim()));
    expect(graph.bodies[1]).toMatchObject({ message: { text: 'Kim: We open at 10.' } });
    expect(graph.bodies[1]).not.toHaveProperty('persona_id');
    expect(graph.bodies[2]).toMatchObject({ message: { text: 'We open at 10.' } });
  });

  it('that are refused at the send are left out once more, and not asked for again for a while', async () => {
    const graph = scriptPosts(host, [
      { body: { id: '5550' } },
      refused(100, 2018999, 'Invalid persona id'),
      taken('m_1'),
      taken('m_2'),
    ]);
    const door = to({ namePrefix: true });
    await scene.channel.send(door, makeOutbound(byKim()));
    await scene.channel.send(door, makeOutbound(byKim()));
    expect(graph.bodies[1]).toMatchObject({ persona_id: '5550', message: { text: 'We open at 10.' } });
    expect(graph.bodies[2]).toMatchObject({ message: { text: 'Kim: We open at 10.' } });
    expect(graph.bodies[3]).not.toHaveProperty('persona_id');
  });

  it('that are refused are not tried again for the parts that follow', async () => {
    const graph = scriptPosts(host, [
      { body: { id: '5550' } },
      refused(100, 2018999, 'Invalid persona id'),
      taken('m_1'),
      taken('m_2'),
    ]);
    await scene.channel.send(
      to(),
      makeOutbound(byKim({ text: `${'a'.repeat(1_500)}\n\n${'b'.repeat(1_500)}` })),
    );
    expect(graph.bodies.map((body) => 'persona_id' in (body as object))).toEqual([false, true, false, false]);
  });

  it('are not blamed for a closed window or a lost answer', async () => {
    const script = scriptPosts(host, [{ body: { id: '5550' } }, refused(10, 2018278)]);
    expect(await failureOf(scene.channel.send(to(), makeOutbound(byKim())))).toMatchObject({
      class: 'window',
    });
    expect(script.bodies).toHaveLength(2);
    const lost = scriptPosts(host, [{ status: 502, body: 'bad gateway' }]);
    const failure = await failureOf(scene.channel.send(to(), makeOutbound(byKim())));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: true });
    expect(lost.bodies).toHaveLength(1);
  });

  it('leave room for the name, so that parts are the same with and without', async () => {
    const text = 'x'.repeat(2_000);
    const graph = scriptPosts(host, [
      refused(10),
      taken('m_1'),
      taken('m_2'),
      { body: { id: '5550' } },
      taken('m_2'),
    ]);
    await scene.channel.send(to({ namePrefix: true }), makeOutbound(byKim({ text })));
    const other = makeAddress(makeDoor('messenger', '222', { namePrefix: true }), psid);
    await scene.channel.send(other, makeOutbound(byKim({ text }), { parts: ['m_1'] }));
    expect(graph.bodies[1]).toMatchObject({ message: { text: `Kim: ${'x'.repeat(1_995)}` } });
    expect(graph.bodies[2]).toMatchObject({ message: { text: 'xxxxx' } });
    expect(graph.bodies[4]).toMatchObject({ message: { text: 'xxxxx' }, persona_id: '5550' });
  });
});
