// Files come from the platform's hosts and from nowhere else, the token goes nowhere else, and nothing grows too large.

import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FetchOptions, fetchFrom, mediaHosts, verifySha256 } from '../../../src/channels/meta/media.js';
import type { Resolve } from '../../../src/channels/meta/media-target.js';

const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const options = (over: Partial<FetchOptions> = {}): FetchOptions => ({
  hosts: mediaHosts,
  mostBytes: 1000,
  timeoutMs: 5000,
  userAgent: 'baton-livechat',
  resolve: to('93.184.216.34'),
  ...over,
});

const unsafe = { class: 'content', code: 'media-unsafe' };

describe('the addresses that are fetched', () => {
  it.each([
    'http://scontent.fbcdn.net/x',
    'ftp://scontent.fbcdn.net/x',
    'https://evilfbcdn.net/x',
    'https://fbcdn.net.evil.example/x',
    'https://fbcdn.net@evil.example/x',
    'https://user:pw@scontent.fbcdn.net/x',
    'https://user@scontent.fbcdn.net/x',
    'https://scontent.fbcdn.net:8443/x',
    'https://scontent.fbcdn.net./x',
    'https://scontent.fbcdn.net.:443/x',
    'https://ｅvilfbcdn.net/x',
    'https://xn--fbcdn-9ya.net/x',
    'https://fbсdn.net/x',
    'https://evil.example/https://scontent.fbcdn.net/x',
    'https://evil.example#.fbcdn.net',
    'https://evil.example\\.fbcdn.net/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://[::1]/x',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/x',
    'file:///etc/passwd',
    'data:text/plain,x',
    '//scontent.fbcdn.net/x',
    '',
  ])('are never %j', async (url) => {
    const asked: string[] = [];
    const resolve: Resolve = async (host) => {
      asked.push(host);
      return [{ address: '93.184.216.34', family: 4 }];
    };
    await expect(fetchFrom(url, options({ resolve }))).rejects.toMatchObject(unsafe);
    expect(asked).toEqual([]);
  });

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['169.254.169.254']],
    [['100.64.0.1']],
    [['fc00::1']],
    [['fe80::1']],
    [['64:ff9b::a00:1']],
    [['0.0.0.0']],
    [['224.0.0.1']],
    [['93.184.216.34', '10.0.0.1']],
    [['10.0.0.1', '93.184.216.34']],
  ])('never lead to %j', async (addresses) => {
    const resolve = to(...addresses);
    await expect(fetchFrom('https://scontent.fbcdn.net/x', options({ resolve }))).rejects.toMatchObject(
      unsafe,
    );
  });

  it('are looked up again later when the look-up fails', async () => {
    const failures: Resolve[] = [to(), () => Promise.reject(new Error('ENOTFOUND'))];
    for (const resolve of failures)
      await expect(fetchFrom('https://scontent.fbcdn.net/x', options({ resolve }))).rejects.toMatchObject({
        class: 'retry',
      });
  });

  it('are waited for no longer than allowed, also while they are looked up', async () => {
    const never: Resolve = () => new Promise(() => undefined);
    await expect(
      fetchFrom('https://scontent.fbcdn.net/x', options({ resolve: never, timeoutMs: 20 })),
    ).rejects.toMatchObject({ class: 'retry', code: 'timeout' });
    const signal = AbortSignal.abort();
    await expect(fetchFrom('https://scontent.fbcdn.net/x', options({ signal }))).rejects.toMatchObject({
      class: 'retry',
    });
  });
});

describe('what is asked of the platform', () => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  const bearer = { token: 'T', hosts: ['lookaside.fbsbx.com/whatsapp_business', 'graph.facebook.com'] };
  const whatsAppFile = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';
  const bare = { badheaders: ['authorization'] };

  it('is the file unpacked, by name, with the token where it may go', async () => {
    nock('https://lookaside.fbsbx.com', {
      reqheaders: {
        authorization: 'Bearer T',
        'user-agent': 'baton-livechat',
        'accept-encoding': 'identity',
      },
    })
      .get('/whatsapp_business/attachments/?mid=1')
      .reply(200, 'bytes', {
        'content-type': 'Audio/OGG; codecs=opus',
        'content-disposition': 'attachment; filename="x"; filename*=UTF-8\'\'..%2Fa%E2%80%AEb.ogg',
      });
    const file = await fetchFrom(whatsAppFile, options({ bearer }));
    expect(file).toEqual({ bytes: Buffer.from('bytes'), type: 'audio/ogg', name: 'ab.ogg' });
  });

  it.each([
    'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1',
    'https://lookaside.fbsbx.com/whatsapp_business_evil/x',
    'https://lookaside.fbsbx.com/whatsapp_business/../x',
    'https://scontent.fbcdn.net/whatsapp_business/x',
  ])('holds no token at %s', async (url) => {
    const { origin, pathname, search } = new URL(url);
    nock(origin, bare)
      .get(pathname + search)
      .reply(200, 'x');
    expect((await fetchFrom(url, options({ bearer }))).bytes.toString()).toBe('x');
  });

  it('leaves the token behind on the way to another host, and on the way back', async () => {
    nock('https://lookaside.fbsbx.com', { reqheaders: { authorization: 'Bearer T' } })
      .get('/whatsapp_business/attachments/?mid=1')
      .reply(302, '', { location: 'https://scontent.fbcdn.net/x' });
    nock('https://scontent.fbcdn.net', bare)
      .get('/x')
      .reply(307, '', { location: 'https://lookaside.fbsbx.com/whatsapp_business/y' });
    nock('https://lookaside.fbsbx.com', bare).get('/whatsapp_business/y').reply(200, 'x');
    expect((await fetchFrom(whatsAppFile, options({ bearer }))).bytes.toString()).toBe('x');
  });

  it('keeps the token on the way along the same host', async () => {
    const lookaside = nock('https://lookaside.fbsbx.com', { reqheaders: { authorization: 'Bearer T' } });
    lookaside
      .get('/whatsapp_business/attachments/?mid=1')
      .reply(302, '', { location: '/whatsapp_business/2' });
    lookaside.get('/whatsapp_business/2').reply(200, 'x');
    expect((await fetchFrom(whatsAppFile, options({ bearer }))).bytes.toString()).toBe('x');
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://100.64.0.1/',
    'https://[fc00::1]/',
    'https://0.0.0.0/',
    'http://scontent.fbcdn.net/plain',
    'https://evil.example/',
    '//evil.example/',
    'javascript:alert(1)',
    'https://[',
  ])('never follows a redirect to %s', async (location) => {
    nock('https://scontent.fbcdn.net').get('/x').reply(302, '', { location });
    await expect(fetchFrom('https://scontent.fbcdn.net/x', options())).rejects.toMatchObject(unsafe);
  });

  it('checks the addresses of every host on the way', async () => {
    nock('https://scontent.fbcdn.net').get('/x').reply(302, '', { location: 'https://inside.fbcdn.net/' });
    const resolve: Resolve = (host) => to(host.startsWith('inside') ? '10.0.0.1' : '93.184.216.34')(host);
    await expect(fetchFrom('https://scontent.fbcdn.net/x', options({ resolve }))).rejects.toMatchObject(
      unsafe,
    );
  });

  it('follows three redirects and not a fourth', async () => {
    const redirect = (from: number, target: number) =>
      nock('https://scontent.fbcdn.net')
        .get(`/${from}`)
        .reply(301, '', { location: `/${target}` });
    for (const step of [1, 2, 3]) redirect(step, step + 1);
    nock('https://scontent.fbcdn.net').get('/4').reply(200, 'x');
    expect((await fetchFrom('https://scontent.fbcdn.net/1', options())).bytes.toString()).toBe('x');
    for (const step of [1, 2, 3, 4]) redirect(step, step + 1);
    await expect(fetchFrom('https://scontent.fbcdn.net/1', options())).rejects.toMatchObject(unsafe);
  });

  it.each([
    [404, { class: 'content', code: 'media-gone' }],
    [410, { class: 'content', code: 'media-gone' }],
    [403, { class: 'content', code: 'media-gone' }],
    [400, { class: 'content', code: 'media-gone' }],
    [401, { class: 'auth', code: 'media-refused' }],
    [429, { class: 'retry', retryAfterMs: 7000 }],
    [500, { class: 'retry' }],
    [503, { class: 'retry' }],
  ])('is understood when it answers %d', async (status, failure) => {
    nock('https://scontent.fbcdn.net').get('/x').reply(status, '', { 'retry-after': '7' });
    await expect(fetchFrom('https://scontent.fbcdn.net/x', options())).rejects.toMatchObject(failure);
  });
});

describe('what comes back', () => {
  let server: Server;
  let answer: RequestListener;
  let origin: string;
  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://stand-in.example:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const fetchHere = (over: Partial<FetchOptions> = {}) =>
    fetchFrom(`${origin}/x`, options({ insecure: [origin], resolve: to('127.0.0.1'), ...over }));

  it('is fetched from a stand-in only where it is named', async () => {
    answer = (_, response) => response.end('x');
    expect(await fetchHere()).toEqual({ bytes: Buffer.from('x'), type: null, name: null });
    await expect(fetchHere({ insecure: ['http://stand-in.example'] })).rejects.toMatchObject(unsafe);
    await expect(fetchHere({ insecure: undefined })).rejects.toMatchObject(unsafe);
  });

  it('comes from the address that was checked, though the name may lead elsewhere a moment later', async () => {
    answer = (_, response) => response.end('x');
    let lookups = 0;
    const resolve: Resolve = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    expect((await fetchHere({ resolve })).bytes.toString()).toBe('x');
    expect(lookups).toBe(1);
  });

  it('is never larger than allowed, whether announced or not', async () => {
    const tooLarge = { class: 'content', code: 'media-too-large' };
    answer = (_, response) => response.end(Buffer.alloc(1001));
    await expect(fetchHere()).rejects.toMatchObject(tooLarge);
    let written = 0;
    answer = (_, response) => {
      const pour = (): void => {
        written += 1;
        if (!response.destroyed && written < 10_000)
          response.write(Buffer.alloc(500), () => setImmediate(pour));
      };
      pour();
    };
    await expect(fetchHere()).rejects.toMatchObject(tooLarge);
    expect(written).toBeLessThan(10_000);
    answer = (_, response) => response.end(Buffer.alloc(1000));
    expect((await fetchHere()).bytes.length).toBe(1000);
  });

  it('is not unpacked', async () => {
    answer = (_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(500_000)));
    };
    await expect(fetchHere()).rejects.toMatchObject(unsafe);
  });

  it('is asked for again later when it breaks off, hangs or never comes', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    };
    await expect(fetchHere()).rejects.toMatchObject({ class: 'retry', code: 'network' });
    answer = (_, response) => void response.write('half');
    await expect(fetchHere({ timeoutMs: 50 })).rejects.toMatchObject({ class: 'retry', code: 'timeout' });
    answer = () => undefined;
    const signal = AbortSignal.timeout(50);
    await expect(fetchHere({ signal })).rejects.toMatchObject({ class: 'retry' });
    server.closeAllConnections();
    server.close();
    await expect(fetchHere()).rejects.toMatchObject({ class: 'retry', code: 'network' });
  });
});

describe('verifySha256', () => {
  const bytes = Buffer.from('voice');
  const digest = createHash('sha256').update(bytes);
  const [hex, base64] = [digest.copy().digest('hex'), digest.digest('base64')];

  it.each([hex, hex.toUpperCase(), base64, base64.replace(/=+$/, ''), ` ${base64}\n`])(
    'knows %j',
    (given) => {
      expect(verifySha256(bytes, given)).toBe(true);
      expect(verifySha256(Buffer.from('other'), given)).toBe(false);
    },
  );

  it.each(['', 'x', hex.slice(1), `${hex}0`])('does not take %j for it', (given) => {
    expect(verifySha256(bytes, given)).toBe(false);
  });
});
