// Customers' files: judged by their bytes, bounded while they arrive, and served so that nothing in them can run.

import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLinks } from '../../../src/channels/web/links.js';
import { cleanFileName } from '../../../src/channels/web/parse.js';
import { mayShowInline, sniffFile } from '../../../src/channels/web/sniff.js';
import type { WireFile } from '../../../src/channels/web/wire.js';
import { arrive, ask, post, startWebServer, type WebServer } from '../../support/web-server.js';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj<<>>endobj\n');
const html = Buffer.from('<!doctype html><script>alert(1)</script>');

let nowMs = Date.now();
let server: WebServer;
let token: string;
beforeEach(async () => {
  nowMs = Date.now();
  server = await startWebServer({ channel: { limits: { fileBytes: 20_000 }, now: () => nowMs } });
  token = await arrive(server);
});
afterEach(() => server.stop());

const upload = (name: string, bytes: Buffer, type = 'image/png') =>
  fetch(`${server.url}/web/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-baton-site': 'acme-web', 'content-type': type },
    body: new Uint8Array(bytes),
  });
const uploaded = async (name: string, bytes: Buffer) =>
  (await (await upload(name, bytes)).json()) as WireFile;

/** Sends bytes without saying how many, and never ends; resolves with the status of the answer. */
function sendUnannounced(bytes: Buffer): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'x-baton-site': 'acme-web' };
    const sending = request(`${server.url}/web/files?name=x.png`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    sending.on('error', reject);
    sending.write(bytes);
  });
}

describe('POST /web/files', () => {
  it('takes a picture, which a message then carries', async () => {
    const file = await uploaded('photo.png', png);
    expect(file).toMatchObject({ name: 'photo.png', type: 'image/png', sizeBytes: png.length });
    const body = { clientId: '0193b3c5-7c1e-7f00-8000-000000000001', text: '', attachmentIds: [file.id] };
    expect((await ask(server, '/web/messages', { token, body })).status).toBe(200);
    expect(server.desk.chat().messages[0]?.attachments).toHaveLength(1);
  });

  it.each([
    ['a page that calls itself a picture', 'photo.png', html],
    ['a page', 'page.html', html],
    ['a page as text', 'notes.txt', html],
    [
      'a drawing with scripts',
      'drawing.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ],
    ['XML', 'data.txt', Buffer.from('\n <?xml version="1.0"?><a/>')],
    ['a program', 'tool.png', Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex')],
    ['an archive', 'files.zip', Buffer.from('504b0304140000000000', 'hex')],
    ['a shell script', 'run.txt', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['nothing', 'empty.txt', Buffer.alloc(0)],
    ['text with a NUL', 'notes.txt', Buffer.from('a\0b')],
    ['a script', 'x.js', Buffer.from('alert(1)')],
  ])('refuses %s', async (_what, name, bytes) => {
    const answer = await upload(name, bytes);
    expect([400, 415]).toContain(answer.status);
    expect(server.guests[0]?.files.size).toBe(0);
  });

  it('ends an upload that is too large, announced or not', async () => {
    expect((await upload('big.png', Buffer.concat([png, Buffer.alloc(30_000)]))).status).toBe(413);
    expect(await sendUnannounced(Buffer.alloc(30_000))).toBe(413);
    expect(server.guests[0]?.files.size).toBe(0);
  });

  it('limits uploads per visitor', async () => {
    await server.stop();
    server = await startWebServer({ channel: { limits: { uploadsPerHour: 1 } } });
    token = await arrive(server);
    expect((await upload('a.png', png)).status).toBe(201);
    expect((await upload('b.png', png)).status).toBe(429);
  });
});

describe('GET /web/files/:id', () => {
  it('opens a signed link without any header, safely and for minutes only', async () => {
    const file = await uploaded('photo.png', png);
    const answer = await fetch(server.url + file.url);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="photo.png"/);
    nowMs += 15 * 60_000 + 1;
    expect((await fetch(server.url + file.url)).status).toBe(404);
  });

  it("opens for the visitor's token, and for nobody else", async () => {
    const file = await uploaded('photo.png', png);
    const path = `/web/files/${file.id}`;
    expect((await ask(server, path, { token })).status).toBe(200);
    expect((await ask(server, path)).status).toBe(404);
    expect((await ask(server, path, { token: await arrive(server) })).status).toBe(404);
    expect((await ask(server, '/web/files/..%2f..%2fetc%2fpasswd', { token })).status).toBe(404);
  });

  it('refuses forged links', async () => {
    const [one, two] = [await uploaded('a.png', png), await uploaded('b.png', png)];
    const query = one.url.split('?')[1] ?? '';
    const [body = '', mark = ''] = query.slice(2).split('.');
    const changed = Buffer.from(
      Buffer.from(body, 'base64url')
        .toString()
        .replace(/\d+\]$/, '99999999999999]'),
    ).toString('base64url');
    for (const path of [
      `/web/files/${two.id}?${query}`,
      `/web/files/${one.id}?t=${changed}.${mark}`,
      `/web/files/${one.id}?t=${body}`,
      `/web/files/${one.id}?t=rubbish`,
      `/web/files/${one.id}?t=.`,
    ]) {
      expect((await fetch(server.url + path)).status).toBe(404);
    }
  });

  it('only lets text be downloaded, under a name no header can break', async () => {
    const file = await uploaded('Übersicht "2026"\r\nX: y.txt', Buffer.from('hello'));
    const answer = await fetch(server.url + file.url);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="_bersicht 2026X y.txt"; filename\*=UTF-8''%C3%9C/,
    );
  });

  it('serves ranges, which players ask for', async () => {
    const file = await uploaded('photo.png', png);
    const part = await fetch(server.url + file.url, { headers: { range: 'bytes=0-3' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 0-3/${png.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(png.subarray(0, 4));
    expect((await fetch(server.url + file.url, { headers: { range: 'bytes=9999-' } })).status).toBe(200);
  });

  it('comes with fresh links in every snapshot', async () => {
    const file = await uploaded('photo.png', png);
    await post(server, token, 'Hello');
    const attachment = server.guests[0]?.files.get(file.id)?.attachment;
    if (attachment) server.desk.say({ text: '', attachments: [attachment] });
    nowMs += 20 * 60_000;
    const snapshot = (await (await ask(server, '/web/conversation', { token })).json()) as {
      messages: { files: WireFile[] }[];
    };
    expect((await fetch(server.url + (snapshot.messages[1]?.files[0]?.url ?? ''))).status).toBe(200);
  });
});

describe('the judgement', () => {
  it('knows files by their bytes and puts wrong endings right', async () => {
    expect(await sniffFile('photo', png)).toEqual({ name: 'photo.png', type: 'image/png' });
    expect(await sniffFile('photo.txt', png)).toEqual({ name: 'photo.txt.png', type: 'image/png' });
    expect(await sniffFile('a.pdf', pdf)).toEqual({ name: 'a.pdf', type: 'application/pdf' });
    expect(await sniffFile('a.csv', Buffer.from('a,b\n1,2'))).toEqual({ name: 'a.csv', type: 'text/csv' });
  });

  it('shows pictures, sound, film and PDF in place, nothing else', () => {
    expect(['image/png', 'audio/ogg', 'video/mp4', 'application/pdf'].every(mayShowInline)).toBe(true);
    expect(['image/svg+xml', 'text/html', 'text/plain', 'application/msword'].some(mayShowInline)).toBe(
      false,
    );
  });

  it('cleans names', () => {
    expect(cleanFileName('../../etc/passwd')).toBe('passwd');
    expect(cleanFileName('C:\\x\\y.png')).toBe('y.png');
    expect(cleanFileName('a\u202egnp.exe')).toBe('agnp.exe');
    expect(cleanFileName('...')).toBe('file');
    expect(cleanFileName(`${'x'.repeat(300)}.png`)).toMatch(/^x{116}\.png$/);
  });

  it('signs links that only the same secret opens', () => {
    const facts = { site: 's', address: 'a', fileId: 'f' };
    const made = (secret: string) => createLinks({ secret, lifetimeMs: 1000, now: () => 0 });
    const mark = made('one').sign(facts).split('t=')[1] ?? '';
    expect(made('one').open(mark, 'f')).toEqual(facts);
    expect(made('two').open(mark, 'f')).toBeNull();
  });
});
