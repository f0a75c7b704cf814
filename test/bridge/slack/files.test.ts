// Downloads: the bearer goes to Slack's own hosts only, sizes are capped, a login page is no file.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../../src/bridge/slack/files.js';
import { lastOf, openScene, place } from './scene.js';
import { closeWire, openAccess, openWire, type Wire, wireTeam } from './wire.js';

let wire: Wire;

beforeEach(() => {
  wire = openWire();
});
afterEach(closeWire);

const host = 'https://files.slack.com';
const path = '/files-pri/T01-F01/download/label.pdf';
const file = {
  id: 'F01',
  name: 'label.pdf',
  filetype: 'pdf',
  size: 5,
  mode: 'hosted',
  url_private_download: `${host}${path}`,
};

function fetchFile(change: object = {}, limitBytes = 100): Promise<Buffer> {
  const files = createFiles(openAccess(), { apiUrl: 'https://slack.com/api/', limitBytes });
  return files.fileOf(wireTeam, { ...file, ...change }).fetch();
}

describe('downloads', () => {
  it('carry the bearer', async () => {
    nock(host)
      .get(path)
      .matchHeader('authorization', 'Bearer xoxb-wire')
      .reply(200, 'bytes', { 'content-type': 'application/pdf' });
    expect((await fetchFile()).toString()).toBe('bytes');
  });

  it.each([
    'https://evil.example/f',
    'http://files.slack.com/f',
    'https://files.slack.com.evil.example/f',
    'https://files.slack.com@evil.example/f',
    'file:///etc/passwd',
    'nonsense',
  ])('never go to %s', async (url) => {
    await expect(fetchFile({ url_private_download: url })).rejects.toMatchObject({
      class: 'policy',
      code: 'foreign_file_host',
    });
  });

  it('follow no redirect: it leads to the login page', async () => {
    nock(host).get(path).reply(302, '', { location: 'https://acme.slack.com/login' });
    await expect(fetchFile()).rejects.toMatchObject({ class: 'auth', code: 'file_login_page' });
  });

  it('know a login page', async () => {
    nock(host).get(path).reply(200, '<html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' });
    await expect(fetchFile()).rejects.toMatchObject({ class: 'auth', code: 'file_login_page' });
  });

  it('stop at the limit, whatever size was declared', async () => {
    nock(host).get(path).reply(200, 'x'.repeat(500), { 'content-type': 'application/pdf' });
    await expect(fetchFile({ size: 5 })).rejects.toThrow('too large');
  });

  it('are refused without an answer to wait for', async () => {
    await expect(fetchFile({ size: 101 })).rejects.toThrow('too large');
    wire.answerNothing();
    await expect(fetchFile({ is_external: true })).rejects.toThrow('outside of Slack');
    await expect(fetchFile({ mode: 'tombstone' })).rejects.toThrow('no longer has it');
    await expect(fetchFile({ mode: 'hidden_by_limit' })).rejects.toThrow('no longer has it');
  });

  it('ask for the details that a shared channel leaves out', async () => {
    wire.answer('files.info', { ok: true, file });
    nock(host).get(path).reply(200, 'bytes', { 'content-type': 'application/pdf' });
    expect(
      (await fetchFile({ file_access: 'check_file_info', url_private_download: undefined })).toString(),
    ).toBe('bytes');
    expect(wire.sent[1] ?? wire.sent[0]).toBeDefined();
    expect(wire.sent.at(-1)).toMatchObject({ method: 'files.info', form: { file: 'F01' } });
  });

  it('fail for a while when Slack is down', async () => {
    nock(host).get(path).reply(503);
    await expect(fetchFile()).rejects.toMatchObject({ class: 'retry', ambiguous: false });
  });
});

describe('with the stand-in', () => {
  it('a file goes both ways (A19)', async () => {
    wire.answerNothing();
    nock.enableNetConnect();
    const scene = await openScene();
    try {
      const threadTs = await scene.startThread();
      const given = Buffer.from('hello file');
      const uploaded = await scene.standIn.gestures.upload({
        user: 'U0KIM',
        name: 'hello.txt',
        type: 'text/plain',
        bytes: given,
      } as never);
      const fileId = (uploaded as { file?: { id: string } }).file?.id ?? '';
      await scene.standIn.gestures.post({
        user: 'U0KIM',
        channel: place,
        threadTs,
        text: 'see',
        fileIds: [fileId],
      });
      await scene.standIn.whenIdle();
      const [found] = lastOf(scene.heard, 'line').files;
      expect(found).toMatchObject({ name: 'hello.txt', sizeBytes: given.length });
      expect(await found?.fetch()).toEqual(given);

      const as = { name: 'Maria', pictureUrl: null, side: 'contact' as const };
      const files = [{ name: 'back.txt', type: 'text/plain', bytes: async () => given, link: () => '' }];
      await scene.desk.post(
        { team: scene.team, place, threadRef: threadTs },
        { kind: 'words', as, text: [], files, evidence: 'e' },
      );
      const shared = (): unknown =>
        [...(scene.standIn.world.channels.get(place)?.messages.values() ?? [])]
          .flatMap((message) =>
            message.files.map((entry) => [entry.name, message.threadTs, entry.bytes?.toString()]),
          )
          .at(-1);
      await expect.poll(shared).toEqual(['back.txt', threadTs, 'hello file']);
      await scene.standIn.whenIdle();
      expect(scene.heard.filter((gesture) => gesture.type === 'line')).toHaveLength(1);
    } finally {
      await scene.close();
    }
  });
});
