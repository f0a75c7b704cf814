// A file of WhatsApp's is asked for by its id, fetched with the token, asked for once more when its address ran out.

import { createHash } from 'node:crypto';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGraph } from '../../../src/channels/meta/graph.js';
import { createWhatsAppMedia } from '../../../src/channels/whatsapp/media.js';
import type { ChannelAccount } from '../../../src/core/chatbot.js';
import { Failure } from '../../../src/core/errors.js';

const account = {
  id: 'c1',
  kind: 'whatsapp',
  account: '310000000000011',
  settings: {},
} as unknown as ChannelAccount;
const signal = AbortSignal.timeout(60_000);
const bytes = Buffer.from('voice');
const sha256 = createHash('sha256').update(bytes).digest('base64');
const warn = vi.fn();
const { fetchMedia } = createWhatsAppMedia({
  graph: createGraph({ baseUrl: 'https://graph.facebook.com', version: 'v25.0' }),
  authOf: () => ({ token: 'T' }),
  explain: (error) => new Failure('no', { class: 'retry', code: String(error.status) }),
  resolve: async () => [{ address: '93.184.216.34', family: 4 }],
  log: { warn },
});
const withToken = { reqheaders: { authorization: 'Bearer T' } };
const path = '/whatsapp_business/attachments/';

function located(mid: string, facts: Record<string, unknown> = {}): void {
  nock('https://graph.facebook.com', withToken)
    .get('/v25.0/900')
    .query({ phone_number_id: '310000000000011' })
    .reply(200, {
      id: '900',
      url: `https://lookaside.fbsbx.com${path}?mid=${mid}`,
      mime_type: 'audio/ogg',
      ...facts,
    });
}
const file = (mid: string) => nock('https://lookaside.fbsbx.com', withToken).get(path).query({ mid });

describe('fetchMedia of WhatsApp', () => {
  beforeEach(() => void warn.mockClear());
  afterEach(() => nock.cleanAll());
  const media = { kind: 'audio', id: '900', type: 'audio/ogg; codecs=opus', sha256 } as const;

  it('asks for the address, then for the file', async () => {
    located('1', { sha256, file_size: 5 });
    file('1').reply(200, bytes);
    expect(await fetchMedia(account, media, signal)).toEqual({ name: 'voice message.ogg', bytes });
    expect(warn).not.toHaveBeenCalled();
  });

  it('takes an address for one where there is no id, and nothing at all for gone', async () => {
    file('1').reply(200, bytes);
    const { id: _, sha256: __, ...nameless } = media;
    const url = `https://lookaside.fbsbx.com${path}?mid=1`;
    expect((await fetchMedia(account, { ...nameless, url }, signal)).bytes).toEqual(bytes);
    await expect(fetchMedia(account, nameless, signal)).rejects.toMatchObject({ code: 'media-gone' });
  });

  it.each([404, 401])('asks for a new address once when the first answers %d', async (status) => {
    located('1');
    file('1').reply(status);
    located('2');
    file('2').reply(200, bytes);
    expect((await fetchMedia(account, media, signal)).bytes).toEqual(bytes);
    located('1');
    file('1').reply(status);
    located('2');
    file('2').reply(status);
    await expect(fetchMedia(account, media, signal)).rejects.toMatchObject({
      code: status === 404 ? 'media-gone' : 'media-refused',
    });
    expect(nock.isDone()).toBe(true);
  });

  it('keeps a file that is not the one that was announced, and says so', async () => {
    located('1');
    file('1').reply(200, 'other');
    expect((await fetchMedia(account, media, signal)).bytes.toString()).toBe('other');
    expect(warn).toHaveBeenCalledOnce();
  });

  it('knows an id that has run out, and gives other refusals to the channel’s own table', async () => {
    const refuse = (status: number, error: object) =>
      nock('https://graph.facebook.com').get(/900/).reply(status, { error });
    const gone = { class: 'content', code: 'media-gone' };
    refuse(400, { code: 100, error_subcode: 33, message: 'Unsupported get request' });
    await expect(fetchMedia(account, media, signal)).rejects.toMatchObject(gone);
    refuse(404, { code: 1, message: 'x' });
    await expect(fetchMedia(account, media, signal)).rejects.toMatchObject(gone);
    refuse(500, { code: 2, message: 'x' });
    await expect(fetchMedia(account, media, signal)).rejects.toMatchObject({ class: 'retry', code: '500' });
    await expect(fetchMedia(account, { ...media, id: '..' }, signal)).rejects.toMatchObject(gone);
  });

  it('fetches nothing too large, and from nowhere else', async () => {
    located('1', { file_size: 200_000_000 });
    await expect(fetchMedia(account, media, signal)).rejects.toMatchObject({ code: 'media-too-large' });
    located('1', { url: 'https://evil.example/' });
    await expect(fetchMedia(account, media, signal)).rejects.toMatchObject({ code: 'media-unsafe' });
  });
});
