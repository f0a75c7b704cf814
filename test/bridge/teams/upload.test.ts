// The upload door over HTTP: one use of a signed link becomes a line or a note of its author, and the page says what came of it.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/bridge/cards/card.js';
import type { DeskLine, Gesture } from '../../../src/bridge/desk.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { listenToUploads } from '../../../src/bridge/teams/upload.js';
import { createUploadLinks, type UploadSeat } from '../../../src/bridge/teams/upload-links.js';
import { createMemory, createOptions, place, tenantId } from './wire.js';

const seat: UploadSeat = {
  user: '7d0e0000-0000-4000-8000-000000000001',
  place,
  threadRef: '1776390257332',
  lineRef: '1776390257332/1776390300123',
};
const sorry: Card = { fallback: 'This chat is <b>closed</b>.', parts: [] };

let server: Server;
let url = '';
let now = 1_776_390_400_000;
let heard: Gesture[] = [];
let whispered: { readonly to: object; readonly card: Card }[] = [];
let onHear: (gesture: Gesture) => Promise<void>;
let whisper: () => Promise<void>;
let memory: ReturnType<typeof createMemory>;
let links: ReturnType<typeof createUploadLinks>;

beforeEach(async () => {
  heard = [];
  whispered = [];
  onHear = async () => undefined;
  whisper = async () => undefined;
  memory = createMemory();
  const app = express();
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options = createOptions({ memory, publicUrl: url, limits: { fileBytes: 1000 } });
  links = createUploadLinks(options, () => now);
  const mount = Router();
  const reach = {
    async whisper(to: object, card: Card) {
      whispered.push({ to, card });
      await whisper();
    },
  };
  listenToUploads({ options, links, reach }, mount, async (gesture) => {
    await onHear(gesture);
    heard.push(gesture);
  });
  app.use(mount);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function formOf(files: Readonly<Record<string, string>>, to = 'customer'): FormData {
  const form = new FormData();
  for (const [name, text] of Object.entries(files)) form.append('files', new File([text], name));
  form.append('for', to);
  return form;
}

async function send(link: string, body: FormData) {
  const answer = await fetch(link, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}

function lineOf(gesture: Gesture | undefined): DeskLine {
  if (gesture?.type !== 'line') throw new Error(`a line was expected, not ${gesture?.type}`);
  return gesture;
}

describe('the upload page', () => {
  it('says who sends what where, within limits, and runs nothing', async () => {
    await memory.write(memoryKeys.person(seat.user), { id: '29:1', name: 'Kim <b>', chat: null, home: null });
    await memory.write(memoryKeys.place(place), { team: null, group: 'group-1', reads: false });
    const answer = await fetch(links.link(seat));
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('You send as Kim &lt;b&gt;.');
    expect(text).toContain('At most 5 files');
    expect(text).toContain('https://teams.microsoft.com/l/message/');
    expect(text).not.toContain('<script');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toContain('no-store');
  });

  it('has no form for a line that stood in no thread', async () => {
    const link = links.link({ ...seat, threadRef: null });
    const shown = await (await fetch(link)).text();
    expect(shown).not.toContain('<form');
    expect((await send(link, formOf({ 'a.txt': 'a' }))).status).toBe(410);
    expect(heard).toEqual([]);
  });

  it('shows itself to nobody without a living link of ours', async () => {
    const link = links.link(seat);
    const other = createUploadLinks({ linkSecret: 'another', publicUrl: url }, () => now);
    const forged = [
      other.link(seat),
      `${link}x`,
      `${link}.x`,
      `${url}/teams/upload/x.y`,
      `${url}/teams/upload/x`,
    ];
    for (const wrong of forged) {
      expect((await fetch(wrong)).status).toBe(404);
      expect((await send(wrong, formOf({ 'a.txt': 'a' }))).status).toBe(404);
    }
    now += 31 * 60_000;
    expect((await fetch(link)).status).toBe(404);
    expect(heard).toEqual([]);
  });
});

describe('an upload', () => {
  it('is heard as a wordless line of its author, with the files as they were', async () => {
    const { status, text } = await send(
      links.link(seat),
      formOf({ 'offer ü.txt': 'hello', 'b.txt': 'more' }),
    );
    expect(status).toBe(200);
    expect(text).toContain('Your 2 files are in the conversation.');
    const line = lineOf(heard[0]);
    expect(line).toMatchObject({
      desk: 'teams',
      team: tenantId,
      user: seat.user,
      place,
      threadRef: seat.threadRef,
      text: [],
      raw: '',
      addressed: false,
    });
    expect(line.ref).toMatch(/^1776390257332\/upload:/);
    expect(line.files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['offer ü.txt', 5],
      ['b.txt', 4],
    ]);
    expect((await line.files[0]?.fetch())?.toString()).toBe('hello');
  });

  it('is a note where its author wants that, and whenever they did not say (design §3.7)', async () => {
    await send(links.link(seat), formOf({ 'a.txt': 'a' }, 'agents'));
    await send(links.link(seat), formOf({ 'a.txt': 'a' }, 'whoever'));
    expect(heard).toHaveLength(2);
    for (const gesture of heard) {
      expect(gesture).toMatchObject({ type: 'invocation', word: 'note', via: 'form', user: seat.user });
      expect(gesture).toMatchObject({ threadRef: seat.threadRef, postRef: null, values: { text: '' } });
    }
  });

  it('works once, also when two come at the same moment', async () => {
    const link = links.link(seat);
    const { read } = memory;
    // A memory that takes its time, as a database does.
    memory.read = async <Value>(key: string) => {
      const known = await read<Value>(key);
      await new Promise((resolve) => setTimeout(resolve, 30));
      return known;
    };
    const both = await Promise.all([
      send(link, formOf({ 'a.txt': 'a' })),
      send(link, formOf({ 'a.txt': 'a' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await send(link, formOf({ 'a.txt': 'a' }))).status).toBe(410);
    expect((await fetch(link)).status).toBe(410);
    expect(heard).toHaveLength(1);
  });

  it('offers the next one a link of its own that ends no later', async () => {
    const { text } = await send(links.link(seat), formOf({ 'a.txt': 'a' }));
    const more = /href="([^"]*\/teams\/upload\/[^"]*)"/.exec(text)?.[1] ?? '';
    now += 29 * 60_000;
    expect((await send(more, formOf({ 'b.txt': 'b' }))).status).toBe(200);
    expect(heard).toHaveLength(2);
    expect(lineOf(heard[0]).ref).not.toBe(lineOf(heard[1]).ref);
    now += 2 * 60_000;
    const next = /href="([^"]*\/teams\/upload\/[^"]*)"/.exec(text)?.[1] ?? '';
    expect((await fetch(next)).status).toBe(404);
  });

  it('is free again when nobody could take it', async () => {
    const link = links.link(seat);
    onHear = async () => {
      throw new Error('the store is down');
    };
    const failed = await send(link, formOf({ 'a.txt': 'a' }));
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('Nothing was sent');
    expect(failed.text).toContain('<form');
    onHear = async () => undefined;
    expect((await send(link, formOf({ 'a.txt': 'a' }))).status).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it('tells its author what was said of it, in Teams and on the page', async () => {
    onHear = async (gesture) => lineOf(gesture).mouth.whisper(sorry);
    const { status, text } = await send(links.link(seat), formOf({ 'a.txt': 'a' }));
    expect(status).toBe(200);
    expect(text).toContain('This chat is &lt;b&gt;closed&lt;/b&gt;.');
    expect(text).not.toContain('is in the conversation');
    expect(whispered).toEqual([
      { to: expect.objectContaining({ team: tenantId, place, user: seat.user }), card: sorry },
    ]);
  });

  it('tells it on the page when Teams cannot', async () => {
    whisper = async () => {
      throw new Error('no personal chat');
    };
    onHear = async (gesture) => lineOf(gesture).mouth.whisper(sorry);
    const { status, text } = await send(links.link(seat), formOf({ 'a.txt': 'a' }));
    expect(status).toBe(200);
    expect(text).toContain('closed');
  });

  it.each([
    ['nothing', formOf({}), 400, 'No file was chosen.'],
    ['a file that is too large', formOf({ 'a.txt': 'a'.repeat(1001) }), 413, 'larger than'],
    [
      'too many files',
      formOf(Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`${index}.txt`, 'a']))),
      413,
      'at most 5 files',
    ],
  ])('refuses %s and lets them try again', async (_what, form, status, sentence) => {
    const link = links.link(seat);
    const refused = await send(link, form);
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(sentence);
    expect(refused.text).toContain('role="alert"');
    expect(heard).toEqual([]);
    expect((await send(link, formOf({ 'a.txt': 'a' }))).status).toBe(200);
  });

  it.each([
    ['another kind of body', 'application/json', '{}'],
    [
      'a form without an end',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nab',
    ],
    ['no boundary', 'multipart/form-data', 'x'],
  ])('refuses %s', async (_what, type, body) => {
    const answer = await fetch(links.link(seat), { method: 'POST', headers: { 'content-type': type }, body });
    expect(answer.status).toBe(400);
    expect(heard).toEqual([]);
  });

  it('is not read at all when it announces more than it may have', async () => {
    const body = 'a'.repeat(1000 * 5 + 64 * 1024 + 1);
    const form = new FormData();
    form.append('files', new File([body], 'a.txt'));
    const answer = await fetch(links.link(seat), { method: 'POST', body: form }).catch(() => null);
    expect(answer === null || answer.status === 413).toBe(true);
    expect(heard).toEqual([]);
  });

  it('is slowed down from one address', async () => {
    const link = links.link(seat);
    const statuses = [];
    for (let count = 0; count < 61; count += 1) statuses.push((await fetch(link)).status);
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true);
    expect(statuses[60]).toBe(429);
  });
});
