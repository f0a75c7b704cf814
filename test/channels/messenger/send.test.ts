// Messenger outwards: what is posted, when it may be, and how it goes on after a failure.

import { describe, expect, it } from 'vitest';
import { host, page, plainDoor, playMessenger, psid, to } from '../../support/messenger-scene.js';
import {
  byKim,
  deliveryId,
  failureOf,
  makeFile,
  makeMessage,
  makeOutbound,
  refused,
  scriptPosts,
  secondsAfterWriting,
  taken,
} from '../../support/page-scene.js';

const day = 24 * 3_600;

const scene = playMessenger();

const evidence = (part: number) => `baton:${deliveryId}:${part}`;

describe('a text', () => {
  it('goes as RESPONSE with our evidence, to the Page’s own messages', async () => {
    const graph = scriptPosts(host, [taken('m_Abc')]);
    const outbound = makeOutbound(makeMessage({ text: '**We** open at 10.', markup: 'commonmark' }));
    expect(await scene.channel.send(to(), outbound)).toEqual({ externalId: 'm_Abc' });
    expect(graph.uris).toEqual([`/v25.0/${page}/messages`]);
    expect(graph.bodies).toEqual([
      {
        recipient: { id: psid },
        messaging_type: 'RESPONSE',
        message: { text: 'We open at 10.', metadata: evidence(0) },
      },
    ]);
  });

  it('signs the call where the app demands it', async () => {
    const graph = scriptPosts(host, [taken('m_1')]);
    await scene.channel.send(to({ appSecret: 'shh' }), makeOutbound(makeMessage()));
    expect(graph.uris[0]).toMatch(/\?appsecret_proof=[0-9a-f]{64}$/);
  });

  it('longer than 2000 units leaves in order, each part recorded, and goes on where it stopped', async () => {
    const message = makeMessage({
      text: `${'a'.repeat(1500)}\n\n${'b'.repeat(1500)}\n\n${'c'.repeat(1500)}`,
    });
    const first = scriptPosts(host, [taken('m_1'), refused(4)]);
    const stopped = makeOutbound(message);
    expect(await failureOf(scene.channel.send(to(), stopped))).toMatchObject({ class: 'retry', code: '4' });
    expect(stopped.told).toEqual(['m_1']);
    expect(first.bodies).toHaveLength(2);

    const second = scriptPosts(host, [taken('m_2'), taken('m_3')]);
    const resumed = makeOutbound(message, { parts: ['m_1'], attempt: 2 });
    expect(await scene.channel.send(to(), resumed)).toEqual({ externalId: 'm_1' });
    expect(resumed.told).toEqual(['m_2', 'm_3']);
    expect(second.bodies).toMatchObject([
      { message: { text: 'b'.repeat(1500), metadata: evidence(1) } },
      { message: { text: 'c'.repeat(1500), metadata: evidence(2) } },
    ]);
  });

  it('quotes what it answers, and goes without the quote when that is refused', async () => {
    const message = makeMessage({ details: { replyTo: { externalId: 'm_old' } } });
    const graph = scriptPosts(host, [refused(100, undefined, 'Invalid parameter'), taken('m_1')]);
    expect(await scene.channel.send(to(), makeOutbound(message))).toEqual({ externalId: 'm_1' });
    expect(graph.bodies[0]).toMatchObject({ reply_to: { mid: 'm_old' } });
    expect(graph.bodies[1]).not.toHaveProperty('reply_to');
  });

  it('quotes with its first part only', async () => {
    const text = `${'a'.repeat(1_500)}\n\n${'b'.repeat(1_500)}`;
    const graph = scriptPosts(host, [taken('m_1'), taken('m_2')]);
    const message = makeMessage({ text, details: { replyTo: { externalId: 'm_old' } } });
    await scene.channel.send(to(), makeOutbound(message));
    expect(graph.bodies.map((body) => 'reply_to' in (body as object))).toEqual([true, false]);
  });

  it('with choices offers quick replies, after the files', async () => {
    const options = [
      { id: 'more:yes', title: 'Yes' },
      { id: 'more:no', title: 'No, that was everything' },
    ];
    const graph = scriptPosts(host, [taken('m_f'), taken('m_1')]);
    const attachments = [makeFile('a.png', 'image/png')];
    const message = makeMessage({ text: 'Anything else?', details: { options }, attachments });
    await scene.channel.send(to(), makeOutbound(message));
    expect(graph.bodies[1]).toMatchObject({
      message: {
        text: 'Anything else?',
        quick_replies: [
          { content_type: 'text', title: 'Yes', payload: 'more:yes' },
          { content_type: 'text', title: 'No, that was everyt…', payload: 'more:no' },
        ],
      },
    });
  });

  it.each([
    ['more than thirteen', Array.from({ length: 14 }, (_, index) => `Choice ${index + 1}`)],
    ['alike once they are cut', ['Morning, from eight to nine', 'Morning, from eight to ten']],
  ])('numbers choices that are %s', async (_what, titles) => {
    const graph = scriptPosts(host, [taken('m_1')]);
    const options = titles.map((title, index) => ({ id: `${index}`, title }));
    await scene.channel.send(to(), makeOutbound(makeMessage({ text: 'Which?', details: { options } })));
    const lines = titles.map((title, index) => `${index + 1}. ${title}`);
    expect(graph.bodies[0]).toMatchObject({ message: { text: ['Which?', ...lines].join('\n') } });
    expect(graph.bodies[0]).not.toHaveProperty('message.quick_replies');
  });
});

describe('a file', () => {
  it('goes with its bytes in a form of its own, after the words', async () => {
    const graph = scriptPosts(host, [taken('m_1'), taken('m_2')]);
    const message = makeMessage({ text: 'Here it is.', attachments: [makeFile('box.jpg', 'image/jpeg')] });
    const outbound = makeOutbound(message);
    expect(await scene.channel.send(to(), outbound)).toEqual({ externalId: 'm_1' });
    expect(outbound.told).toEqual(['m_1', 'm_2']);
    const form = String(graph.bodies[1]);
    const field = (name: string) => new RegExp(`name="${name}"\\r\\n\\r\\n(.*)\\r\\n`).exec(form)?.[1];
    expect(JSON.parse(field('recipient') ?? '')).toEqual({ id: psid });
    expect(field('messaging_type')).toBe('RESPONSE');
    expect(JSON.parse(field('message') ?? '')).toEqual({
      attachment: { type: 'image', payload: { is_reusable: true } },
      metadata: evidence(1),
    });
    expect(form).toMatch(
      /name="filedata"; filename="box\.jpg"\r\nContent-Type: image\/jpeg\r\n\r\nthe bytes\r\n/,
    );
  });

  it.each([
    ['image/webp', 'file'],
    ['audio/ogg', 'audio'],
    ['video/mp4', 'video'],
    ['application/pdf', 'file'],
  ])('of type %s is shown as %s', async (type, shown) => {
    const graph = scriptPosts(host, [taken('m_1')]);
    await scene.channel.send(
      to(),
      makeOutbound(makeMessage({ text: '', attachments: [makeFile('x', type)] })),
    );
    expect(String(graph.bodies[0])).toContain(`"type":"${shown}"`);
  });

  it('of more than 25 MB is refused before anything is sent', async () => {
    const huge = makeFile('film.mp4', 'video/mp4', 25 * 1024 * 1024 + 1);
    const message = makeMessage({ text: 'Look', attachments: [huge] });
    const failure = await failureOf(scene.channel.send(to(), makeOutbound(message)));
    expect(failure).toMatchObject({ class: 'content', code: 'file-too-large', ambiguous: false });
    expect(failure.message).toContain('film.mp4');
  });

  it('that cannot be read here is tried again, for nothing was sent', async () => {
    const message = makeMessage({ text: '', attachments: [makeFile('a.png', 'image/png')] });
    const readFile = () => Promise.reject(new Error('no disk'));
    const failure = await failureOf(scene.channel.send(to(), makeOutbound(message, { readFile })));
    expect(failure).toMatchObject({ class: 'retry', code: 'file-unreadable', ambiguous: false });
  });
});

describe('the reply window (B3)', () => {
  it.each([
    ['a second before its end', day - 1, 'RESPONSE'],
    ['at 23:59:00', day - 60, 'RESPONSE'],
    ['at 24:00:00', day, 'MESSAGE_TAG'],
    ['at 24:00:01', day + 1, 'MESSAGE_TAG'],
  ])('lets an agent write %s', async (_when, seconds, type) => {
    scene.clock = secondsAfterWriting(seconds);
    const graph = scriptPosts(host, [taken('m_1')]);
    await scene.channel.send(to(plainDoor), makeOutbound(byKim()));
    const tag = type === 'MESSAGE_TAG' ? { tag: 'HUMAN_AGENT' } : {};
    expect(graph.bodies[0]).toEqual({
      recipient: { id: psid },
      messaging_type: type,
      ...tag,
      message: { text: 'We open at 10.', metadata: evidence(0) },
    });
  });

  it.each(['assistant', 'system'] as const)(
    'is never stretched for the %s: no call is made',
    async (author) => {
      scene.clock = secondsAfterWriting(day);
      const failure = await failureOf(scene.channel.send(to(), makeOutbound(makeMessage({ author }))));
      expect(failure).toMatchObject({ class: 'window', ambiguous: false });
    },
  );

  it('is taken for open where nobody said how long it is', async () => {
    scene.clock = secondsAfterWriting(30 * day);
    const graph = scriptPosts(host, [taken('m_1')]);
    await scene.channel.send(to(), makeOutbound(makeMessage(), { openUntil: null }));
    expect(graph.bodies[0]).toMatchObject({ messaging_type: 'RESPONSE' });
  });
});

describe('an answer without an id', () => {
  it('is not known to be sent, and never repeated blindly', async () => {
    scriptPosts(host, [{ body: { recipient_id: psid } }]);
    const failure = await failureOf(scene.channel.send(to(), makeOutbound(makeMessage())));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: true });
  });
});
