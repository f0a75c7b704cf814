// Files of Messenger and Instagram are fetched without a token, and named for people.

import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { createUrlMedia } from '../../../src/channels/meta/fetch-media.js';

const signal = AbortSignal.timeout(60_000);
const media = createUrlMedia({ resolve: async () => [{ address: '93.184.216.34', family: 4 }] });
const cdn = () => nock('https://cdn.fbsbx.com', { badheaders: ['authorization'] });

describe('fetchByUrl', () => {
  afterEach(() => nock.cleanAll());

  it('names the file by what it is', async () => {
    cdn()
      .get('/v')
      .reply(200, 'ogg', { 'content-type': 'video/mp4', 'content-disposition': 'filename=12.mp4' });
    expect(
      await media.fetchByUrl(
        { kind: 'audio', url: 'https://cdn.fbsbx.com/v', type: 'audio/ogg; codecs=opus' },
        signal,
      ),
    ).toEqual({
      name: 'voice message.ogg',
      bytes: Buffer.from('ogg'),
    });
    cdn()
      .get('/d')
      .reply(200, 'pdf', { 'content-disposition': "attachment; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf" });
    const file = await media.fetchByUrl({ kind: 'file', url: 'https://cdn.fbsbx.com/d' }, signal);
    expect(file.name).toBe('Rechnung März.pdf');
    cdn().get('/f').reply(200, 'x', { 'content-type': 'text/x-unknown' });
    expect((await media.fetchByUrl({ kind: 'file', url: 'https://cdn.fbsbx.com/f' }, signal)).name).toBe(
      'file',
    );
    cdn().get('/g').reply(200, 'x');
    expect(
      (await media.fetchByUrl({ kind: 'file', name: 'a.txt', url: 'https://cdn.fbsbx.com/g' }, signal)).name,
    ).toBe('a.txt');
  });

  it('knows a file that is gone for good', async () => {
    const gone = { class: 'content', code: 'media-gone' };
    for (const status of [401, 403, 404]) {
      cdn().get('/x').reply(status);
      await expect(
        media.fetchByUrl({ kind: 'image', url: 'https://cdn.fbsbx.com/x' }, signal),
      ).rejects.toMatchObject(gone);
    }
    await expect(media.fetchByUrl({ kind: 'image' }, signal)).rejects.toMatchObject(gone);
  });
});
