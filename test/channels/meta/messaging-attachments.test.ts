// Attachments of Messenger and Instagram: each act once, nothing left out, no name or address that deceives.

import { describe, expect, it } from 'vitest';
import { readAttachment } from '../../../src/channels/meta/messaging-attachment.js';
import { readAttachments } from '../../../src/channels/meta/messaging-attachments.js';

const one = (type: unknown, payload: unknown = {}, beside: object = {}) => ({ type, payload, ...beside });
const cdn = (asset: string, more = '') =>
  `https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=${asset}${more}`;
const bear = { kind: 'sticker', url: 'https://a.fbcdn.net/bear.png', name: 'bear.png' };

describe('stickers', () => {
  const image = one('image', { url: bear.url, sticker_id: 7 });

  it.each([
    ['as an image first', [image, one('sticker', { url: bear.url, sticker_id: '7' })]],
    ['as a sticker first', [one('sticker', { url: bear.url, sticker_id: 7 }), image]],
    [
      'at the same address without an id',
      [one('image', { url: bear.url }), one('sticker', { url: bear.url })],
    ],
    ['with the address in its image alone', [one('sticker', { sticker_id: 7 }), image]],
  ])('are one when told %s', (_, list) => {
    expect(readAttachments(list, undefined)).toMatchObject({ kind: 'sticker', media: [bear] });
  });

  it('are known by the message’s own sticker id in older bodies', () => {
    expect(readAttachments([one('image', { url: bear.url })], 369239263222822)).toMatchObject({
      media: [bear],
    });
  });

  it('are two when they are two', () => {
    const other = one('sticker', { url: 'https://a.fbcdn.net/cat.png', sticker_id: 8 });
    expect(readAttachments([image, other], undefined).media).toHaveLength(2);
  });
});

describe('what was passed on', () => {
  const share = one('share', { url: cdn('11', '&signature=a') });
  const post = one('ig_post', { url: cdn('11', '&signature=b'), title: 'Lamp', ig_post_media_id: '9' });
  const told = { share: { of: 'post', title: 'Lamp', url: cdn('11', '&signature=b') } };

  it.each([
    ['share first', [share, post]],
    ['post first', [post, share]],
    ['a share without an asset', [one('share', { url: 'https://a.cdninstagram.com/x' }), post]],
    ['a share without an address', [one('share', null), post]],
  ])('is one post when told twice: %s', (_, list) => {
    expect(readAttachments(list, undefined)).toMatchObject({
      kind: 'share',
      details: told,
      more: [],
      media: [],
    });
  });

  it('loses nothing when there really were two', () => {
    const other = one('ig_post', { url: cdn('12'), title: 'Chair' });
    const both = readAttachments([share, post, other], undefined);
    expect(both).toMatchObject({ details: told, more: [`Chair ${cdn('12')}`] });
    expect(readAttachments([post, one('share', { url: cdn('13') })], undefined).more).toEqual([
      `post ${cdn('13')}`,
    ]);
  });

  it('never keeps an address that could act, and writes out one that could deceive', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x.example', 7])
      expect(readAttachment(one('post', { url }), null).details).toEqual({ share: { of: 'post' } });
    const { details } = readAttachment(one('post', { url: 'https://paypаl.example/\u202egpj' }), null);
    expect(details.share?.url).toBe('https://xn--paypl-7ve.example/%E2%80%AEgpj');
  });

  it('is the link in the text when nothing is told of it', () => {
    const { details, incidental } = readAttachments([one('fallback', null)], undefined);
    expect({ details, incidental }).toEqual({ details: {}, incidental: true });
  });
});

describe('files', () => {
  it.each([
    ['https://a.fbcdn.net/v/t/Invoice%207.pdf?x=1', 'Invoice 7.pdf'],
    ['https://a.fbcdn.net/v/..%2F..%2Fetc%2Fpasswd.txt', 'passwd.txt'],
    ['https://a.fbcdn.net/v/%E2%80%AEgpj.exe', 'gpj.exe'],
    ['https://a.fbcdn.net/v/a%00b%0d%0a.png', 'ab.png'],
    ['https://a.fbcdn.net/v/100%.png', '100%.png'],
    ['https://a.fbcdn.net/v/.%2e%2fhidden.png', 'hidden.png'],
    [cdn('1'), undefined],
    ['https://a.fbcdn.net/v/t39', undefined],
    ['https://a.fbcdn.net', undefined],
  ])('of %s are named %s', (url, name) => {
    expect(readAttachment(one('file', { url }), null).media).toEqual({
      kind: 'file',
      url,
      ...(name === undefined ? {} : { name }),
    });
  });

  it('of several kinds make a message of files, and withheld ones are named', () => {
    const list = [one('image', { url: 'https://a.fbcdn.net/a.jpg' }), one('video', {})];
    expect(readAttachments(list, null)).toMatchObject({ kind: 'file', details: { unsupported: 'video' } });
  });
});

describe('places and unknown things', () => {
  const place = (lat: unknown, long: unknown) => one('location', { coordinates: { lat, long } });

  it('takes coordinates only when they are on Earth', () => {
    expect(readAttachment(place(52.52, '13.4'), null).details).toEqual({
      location: { latitude: 52.52, longitude: 13.4 },
    });
    for (const wrong of [place(91, 0), place(0, 181), place('x', 0), place(null, 1), one('location')])
      expect(readAttachment(wrong, null)).toMatchObject({ kind: 'unsupported', incidental: true });
    expect(readAttachments([place(1, 2), place(3, 4)], null).more).toEqual(['3, 4']);
  });

  it.each([['hologram'], ['__proto__'], ['constructor'], ['toString']])(
    'names %s by the platform’s word',
    (type) => {
      expect(readAttachment(one(type), null).details).toEqual({ unsupported: type });
    },
  );

  it('cleans a word that is none', () => {
    expect(readAttachment(one('\u202eevil\u0000'), null).details).toEqual({ unsupported: 'evil' });
    for (const nothing of [null, 7, [], one(7), {}])
      expect(readAttachment(nothing, null).details).toEqual({ unsupported: 'unknown' });
  });

  it('tells the words of a company’s own template, or its cards', () => {
    const words = readAttachments([one('template', { template_type: 'button', text: 'Which?' })], null);
    expect(words).toMatchObject({ kind: 'share', incidental: true, text: 'Which?', details: {} });
    const cards = one('template', { elements: [{ title: 'A', url: 'https://a.example/' }, { title: 'B' }] });
    expect(readAttachment(cards, null).details).toEqual({
      share: { of: 'template', title: 'A · B', url: 'https://a.example/' },
    });
  });
});
