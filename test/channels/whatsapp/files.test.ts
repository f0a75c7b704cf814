// WhatsApp outwards: files go up first, and are sent as what WhatsApp can show.

import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/core/message.js';
import {
  byKim,
  failureOf,
  makeFile,
  makeMessage,
  makeOutbound,
  refused,
  scriptPosts,
} from '../../support/page-scene.js';
import {
  envelope,
  evidence,
  host,
  phone,
  playWhatsApp,
  taken,
  textOf,
  to,
  uploaded,
} from '../../support/whatsapp-scene.js';

const scene = playWhatsApp();

describe('a file', () => {
  const mega = 1024 * 1024;
  const withFile = (name: string, type: string, sizeBytes = 9, text = ''): Message =>
    byKim({ text, markup: 'mrkdwn', attachments: [makeFile(name, type, sizeBytes)] });

  it.each([
    ['a.jpg', 'image/jpeg', 5 * mega, 'image', {}],
    ['a.jpg', 'image/jpeg', 5 * mega + 1, 'document', { filename: 'a.jpg' }],
    ['a.gif', 'image/gif', 9, 'document', { filename: 'a.gif' }],
    ['a.webp', 'image/webp', 9, 'document', { filename: 'a.webp' }],
    ['a.mp4', 'video/mp4', 16 * mega, 'video', {}],
    ['a.mp4', 'video/mp4', 16 * mega + 1, 'document', { filename: 'a.mp4' }],
    ['a.mov', 'video/quicktime', 9, 'document', { filename: 'a.mov' }],
    ['a.mp3', 'audio/mpeg', 9, 'audio', {}],
    ['a.m4a', 'audio/x-m4a', 9, 'audio', {}],
    ['a.ogg', 'audio/ogg', 9, 'document', { filename: 'a.ogg' }],
    ['a.wav', 'audio/wav', 9, 'document', { filename: 'a.wav' }],
    ['a.pdf', 'application/pdf', 100 * mega, 'document', { filename: 'a.pdf' }],
  ])('%s (%s, %i bytes) is uploaded and sent as %s', async (name, type, size, kind, more) => {
    const graph = scriptPosts(host, [uploaded('9'), taken('1')]);
    await scene.channel.send(to(), makeOutbound(withFile(name, type, size)));
    expect(graph.uris).toEqual([`/v25.0/${phone}/media`, `/v25.0/${phone}/messages`]);
    expect(graph.bodies[1]).toEqual({ ...envelope(), type: kind, [kind]: { id: '9', ...more } });
  });

  it('is uploaded as what it is, byte for byte', async () => {
    const graph = scriptPosts(host, [uploaded('9'), taken('1')]);
    await scene.channel.send(to(), makeOutbound(withFile('Box "1".m4a', 'audio/x-m4a')));
    const form = String(graph.bodies[0]);
    expect(form).toMatch(/name="messaging_product"\r\n\r\nwhatsapp\r\n/);
    expect(form).toMatch(/name="type"\r\n\r\naudio\/mp4\r\n/);
    expect(form).toMatch(
      /name="file"; filename="Box %221%22\.m4a"\r\nContent-Type: audio\/mp4\r\n\r\nthe bytes\r\n/,
    );
  });

  it('of one recorded voice is a voice note', async () => {
    const graph = scriptPosts(host, [uploaded('9'), taken('1'), uploaded('8'), taken('2')]);
    const opus = (voices: number) =>
      Buffer.concat([
        Buffer.from('OggS'),
        Buffer.alloc(24),
        Buffer.from('OpusHead\u0001'),
        Buffer.from([voices]),
      ]);
    const note = makeMessage({ attachments: [makeFile('a.ogg', 'audio/ogg; codecs=opus')], text: '' });
    await scene.channel.send(to(), makeOutbound(note, { readFile: async () => opus(1) }));
    expect(graph.bodies[1]).toMatchObject({ type: 'audio', audio: { id: '9', voice: true } });
    const song = { ...makeFile('b.ogg', 'audio/ogg'), id: '0193b3c5-7c1e-7f00-8000-0000000000f2' as never };
    const outbound = makeOutbound(makeMessage({ attachments: [song], text: '' }), {
      readFile: async () => opus(2),
    });
    await scene.channel.send(to(), outbound);
    expect(graph.bodies[3]).toMatchObject({ type: 'document', document: { id: '8', filename: 'b.ogg' } });
  });

  it('takes short words along as its caption', async () => {
    const graph = scriptPosts(host, [uploaded('9'), taken('1')]);
    await scene.channel.send(to(), makeOutbound(withFile('a.png', 'image/png', 9, 'The *box*')));
    expect(graph.bodies[1]).toMatchObject({ image: { id: '9', caption: 'The *box*' } });
  });

  it('comes after words that are too long for a caption', async () => {
    const graph = scriptPosts(host, [taken('1'), uploaded('9'), taken('2')]);
    const outbound = makeOutbound(withFile('a.png', 'image/png', 9, 'x'.repeat(1025)));
    await scene.channel.send(to(), outbound);
    expect(graph.bodies[0]).toEqual(textOf('x'.repeat(1025)));
    expect(graph.bodies[2]).toEqual({ ...envelope(1), type: 'image', image: { id: '9' } });
    expect(outbound.told).toEqual(['1', '2']);
  });

  it('of sound comes after its words: it has no caption', async () => {
    const graph = scriptPosts(host, [taken('1'), uploaded('9'), taken('2')]);
    await scene.channel.send(to(), makeOutbound(withFile('a.mp3', 'audio/mpeg', 9, 'Listen')));
    expect(graph.bodies[0]).toEqual(textOf('Listen'));
    expect(graph.bodies[2]).toMatchObject({ type: 'audio', audio: { id: '9' } });
  });

  it('too large for WhatsApp is refused before anything is sent (A19)', async () => {
    const message = byKim({
      text: 'Here',
      attachments: [makeFile('a.png', 'image/png'), makeFile('film.mov', 'video/quicktime', 100 * mega + 1)],
    });
    const failure = await failureOf(scene.channel.send(to(), makeOutbound(message)));
    expect(failure).toMatchObject({ class: 'content', code: 'file-too-large' });
    expect(failure.message).toContain('film.mov');
  });

  it('is uploaded once, though its message is tried again; anew after it was refused', async () => {
    const graph = scriptPosts(host, [
      uploaded('9'),
      refused(131056),
      refused(131053),
      uploaded('8'),
      taken('1'),
    ]);
    const message = withFile('a.png', 'image/png');
    expect(await failureOf(scene.channel.send(to(), makeOutbound(message)))).toMatchObject({
      class: 'retry',
    });
    expect(await failureOf(scene.channel.send(to(), makeOutbound(message)))).toMatchObject({
      class: 'content',
    });
    await scene.channel.send(to(), makeOutbound(message));
    expect(graph.bodies[2]).toMatchObject({ image: { id: '9' } });
    expect(graph.bodies[4]).toMatchObject({ image: { id: '8' } });
  });

  it('whose upload got no answer may be tried again: the customer got nothing', async () => {
    scriptPosts(host, [{ status: 502, body: '<html>' }]);
    const failure = await failureOf(scene.channel.send(to(), makeOutbound(withFile('a.png', 'image/png'))));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: false });
  });

  it('that Baton cannot read is tried again', async () => {
    const readFile = async () => Promise.reject(new Error('disk'));
    const failure = await failureOf(
      scene.channel.send(to(), makeOutbound(withFile('a.png', 'image/png'), { readFile })),
    );
    expect(failure).toMatchObject({ class: 'retry', code: 'file-unreadable', ambiguous: false });
  });
});

describe('several files', () => {
  it('go one after the other, the words with the first', async () => {
    const second = {
      ...makeFile('b.pdf', 'application/pdf'),
      id: '0193b3c5-7c1e-7f00-8000-0000000000f2' as never,
    };
    const graph = scriptPosts(host, [uploaded('8'), taken('1'), uploaded('9'), taken('2')]);
    const message = byKim({ text: 'Both', attachments: [makeFile('a.png', 'image/png'), second] });
    const outbound = makeOutbound(message);
    expect(await scene.channel.send(to(), outbound)).toEqual({ externalId: '1' });
    expect(graph.bodies[1]).toMatchObject({ image: { id: '8', caption: 'Both' } });
    expect(graph.bodies[3]).toMatchObject({
      biz_opaque_callback_data: evidence(1),
      document: { id: '9', filename: 'b.pdf' },
    });
    expect(outbound.told).toEqual(['1', '2']);
  });
});
