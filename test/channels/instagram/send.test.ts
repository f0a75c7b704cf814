// Instagram outwards: bytes instead of characters, addresses instead of uploads, and the two ways it is connected.

import { describe, expect, it } from 'vitest';
import { account, igsid, loginHost, pageHost, playInstagram, to } from '../../support/instagram-scene.js';
import {
  byKim,
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
const megabyte = 1024 * 1024;

const scene = playInstagram();

const linkPattern = /https:\/\/chat\.example\/files\/([\w-]+)\.[\w-]{43}/;
/** When the link in a text ends, in milliseconds after now. */
const lifeOf = (text: string): number => {
  const claim = Buffer.from(linkPattern.exec(text)?.[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(claim) as [string, string, number])[2] - scene.clock.getTime();
};

describe('a text', () => {
  it('goes to the account’s own messages on Instagram’s host', async () => {
    const graph = scriptPosts(loginHost, [taken('aWdf1')]);
    const message = makeMessage({ text: '**Yes**, we ship there.', markup: 'commonmark' });
    expect(await scene.channel.send(to(), makeOutbound(message))).toEqual({ externalId: 'aWdf1' });
    expect(graph.uris).toEqual([`/v25.0/${account}/messages`]);
    expect(graph.bodies).toEqual([{ recipient: { id: igsid }, message: { text: 'Yes, we ship there.' } }]);
  });

  it.each([
    [{ via: 'page' }, account],
    [{ via: 'page', pageId: '111' }, '111'],
  ])('goes through Facebook’s host where the account is connected by its Page: %o', async (settings, id) => {
    const graph = scriptPosts(pageHost, [taken('aWdf1')]);
    await scene.channel.send(to(settings), makeOutbound(makeMessage()));
    expect(graph.uris).toEqual([`/v25.0/${id}/messages`]);
  });

  it('is split at 1000 bytes, never inside a character, and all of it is sent in order', async () => {
    const text = '👩‍👩‍👧 '.repeat(330).trim();
    const ids = Array.from({ length: 7 }, (_, index) => `aWdf${index}`);
    const graph = scriptPosts(loginHost, ids.map(taken));
    const outbound = makeOutbound(makeMessage({ text }));
    expect(await scene.channel.send(to(), outbound)).toEqual({ externalId: 'aWdf0' });
    const texts = graph.bodies.map((body) => (body as { message: { text: string } }).message.text);
    expect(texts.join(' ')).toBe(text);
    for (const part of texts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(1_000);
    expect(outbound.told).toEqual(ids);
  });

  it('takes exactly 1000 bytes as one', async () => {
    const graph = scriptPosts(loginHost, [taken('aWdf1')]);
    await scene.channel.send(to(), makeOutbound(makeMessage({ text: 'ü'.repeat(500) })));
    expect(graph.bodies).toHaveLength(1);
  });

  it('carries the agent’s name where that is wanted, on the first part only', async () => {
    const graph = scriptPosts(loginHost, [taken('1'), taken('2'), taken('3')]);
    await scene.channel.send(to({ namePrefix: true }), makeOutbound(byKim({ text: 'x'.repeat(1_000) })));
    await scene.channel.send(to({ namePrefix: true }), makeOutbound(makeMessage()));
    expect(graph.bodies).toMatchObject([
      { message: { text: `Kim: ${'x'.repeat(995)}` } },
      { message: { text: 'xxxxx' } },
      { message: { text: 'We open at 10.' } },
    ]);
  });

  it('quotes where Instagram lets it, and goes without where it does not', async () => {
    const message = makeMessage({ details: { replyTo: { externalId: 'aWdold' } } });
    const graph = scriptPosts(loginHost, [refused(100), taken('1')]);
    await scene.channel.send(to(), makeOutbound(message));
    expect(graph.bodies[0]).toMatchObject({ reply_to: { mid: 'aWdold' } });
    expect(graph.bodies[1]).toEqual({ recipient: { id: igsid }, message: { text: 'We open at 10.' } });
    const blocked = scriptPosts(loginHost, [refused(551)]);
    expect(await failureOf(scene.channel.send(to(), makeOutbound(message)))).toMatchObject({
      class: 'recipient',
    });
    expect(blocked.bodies).toHaveLength(1);
  });

  it('offers choices as quick replies', async () => {
    const graph = scriptPosts(loginHost, [taken('1')]);
    const options = [{ id: 'y', title: 'Yes' }];
    await scene.channel.send(to(), makeOutbound(makeMessage({ text: 'More?', details: { options } })));
    expect(graph.bodies[0]).toMatchObject({
      message: { text: 'More?', quick_replies: [{ content_type: 'text', title: 'Yes', payload: 'y' }] },
    });
  });
});

describe('a file', () => {
  it.each([
    ['image/png', 8 * megabyte, 'image'],
    ['image/gif', 1, 'image'],
    ['audio/mp4', 25 * megabyte, 'audio'],
    ['video/quicktime', 25 * megabyte, 'video'],
    ['application/pdf', 25 * megabyte, 'file'],
  ])(
    'of %s and %i bytes is fetched by an address that lives a quarter of an hour',
    async (type, size, as) => {
      const graph = scriptPosts(loginHost, [taken('1')]);
      const message = makeMessage({ text: '', attachments: [makeFile('box', type, size)] });
      await scene.channel.send(to(), makeOutbound(message));
      const body = graph.bodies[0] as { message: { attachment: { type: string; payload: { url: string } } } };
      expect(body).toEqual({
        recipient: { id: igsid },
        message: { attachment: { type: as, payload: { url: expect.stringMatching(linkPattern) } } },
      });
      expect(lifeOf(body.message.attachment.payload.url)).toBe(15 * 60_000);
    },
  );

  it.each([
    ['image/webp', 1],
    ['image/png', 8 * megabyte + 1],
    ['audio/ogg', 1],
    ['text/csv', 1],
    ['application/pdf', 25 * megabyte + 1],
  ])('of %s and %i bytes reaches the customer as a link that lives a week', async (type, size) => {
    const graph = scriptPosts(loginHost, [taken('1'), taken('2')]);
    const name = `${'Preisliste ü'.repeat(20)}.csv`;
    const attachments = [makeFile(name, type, size)];
    const outbound = makeOutbound(makeMessage({ text: 'Here.', attachments }));
    await scene.channel.send(to(), outbound);
    const { text } = (graph.bodies[1] as { message: { text: string } }).message;
    expect(text).toMatch(/^📎 Preisliste ü.*: https:\/\/chat\.example\/files\/\S+$/);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000);
    expect(lifeOf(text)).toBe(7 * day * 1_000);
    expect(outbound.told).toEqual(['1', '2']);
  });
});

describe('the reply window (B3)', () => {
  it.each([
    ['at 23:59:00', day - 60, {}],
    ['at 24:00:00', day, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }],
    ['at 24:00:01', day + 1, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }],
  ])('lets an agent write %s', async (_when, seconds, type) => {
    scene.clock = secondsAfterWriting(seconds);
    const graph = scriptPosts(loginHost, [taken('1')]);
    await scene.channel.send(to(), makeOutbound(byKim()));
    expect(graph.bodies[0]).toEqual({
      recipient: { id: igsid },
      ...type,
      message: { text: 'We open at 10.' },
    });
  });

  it.each(['assistant', 'system'] as const)(
    'is never stretched for the %s: no call is made',
    async (author) => {
      scene.clock = secondsAfterWriting(day + 1);
      const failure = await failureOf(scene.channel.send(to(), makeOutbound(makeMessage({ author }))));
      expect(failure).toMatchObject({ class: 'window', ambiguous: false });
    },
  );
});
