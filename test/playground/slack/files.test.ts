// Files go up in three steps, appear later as a message, and come down only with the bearer.
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlackStandIn, type SlackStandIn } from '../../../playground/slack/index.js';
import { quiet, refusalOf, until, workspace } from './start-bolt.js';

let standIn: SlackStandIn;
let client: WebClient;

beforeAll(async () => {
  standIn = createSlackStandIn({ ...workspace, maxFileBytes: 1000 });
  await standIn.listen();
  client = new WebClient(standIn.settings.botToken, {
    slackApiUrl: standIn.apiUrl(),
    retryConfig: { retries: 0 },
    logger: quiet,
  });
});
afterAll(() => standIn.close());

const bearer = () => ({ authorization: `Bearer ${standIn.settings.botToken}` });

describe('files', () => {
  it('uploads with the client, shares into the thread, serves with the bearer and redirects without', async () => {
    const root = await client.chat.postMessage({ channel: 'C0SUP', text: 'root' });
    const file = Buffer.from('label of a parcel');
    await client.filesUploadV2({
      channel_id: 'C0SUP',
      thread_ts: root.ts ?? '',
      filename: 'label.txt',
      file,
      initial_comment: 'Here',
    });
    const shared = await until(
      () => [...(standIn.world.message('C0SUP', root.ts ?? '')?.replies?.values() ?? [])][0],
    );
    expect(shared).toMatchObject({ subtype: 'file_share', text: 'Here', botId: 'B0BATON' });
    const info = await client.files.info({ file: shared.files[0]?.id ?? '' });
    expect(info.file).toMatchObject({
      name: 'label.txt',
      mimetype: 'text/plain',
      size: file.length,
      shares: { public: { C0SUP: [{ ts: shared.ts }] } },
    });
    const address = info.file?.url_private_download ?? '';
    const bare = await fetch(address, { redirect: 'manual' });
    expect([bare.status, bare.headers.get('location')]).toEqual([302, expect.stringContaining('/login')]);
    const wrong = await fetch(address, {
      redirect: 'manual',
      headers: { authorization: 'Bearer xoxb-wrong' },
    });
    expect(wrong.status).toBe(302);
    expect(Buffer.from(await (await fetch(address, { headers: bearer() })).arrayBuffer())).toEqual(file);
    await client.files.delete({ file: shared.files[0]?.id ?? '' });
    expect((await refusalOf(client.files.info({ file: shared.files[0]?.id ?? '' }))).error).toBe(
      'file_deleted',
    );
    expect((await fetch(address, { headers: bearer() })).status).toBe(404);
  });

  it('takes plain bytes and a form alike', async () => {
    for (const asForm of [false, true]) {
      const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
        filename: 'a.png',
        length: 3,
      });
      const form = new FormData();
      form.set('body', new Blob(['abc']), 'a.png');
      const answer = await fetch(upload_url, { method: 'POST', body: asForm ? form : 'abc' });
      expect([answer.status, await answer.text()]).toEqual([200, 'OK - 3']);
      await client.files.completeUploadExternal({ files: [{ id: file_id, title: 'A' }] });
      expect(standIn.world.files.get(file_id)).toMatchObject({
        title: 'A',
        isComplete: true,
        mimetype: 'image/png',
      });
    }
  });

  it('refuses what is too large, unknown, not uploaded, used twice or for a wrong channel', async () => {
    const tooLong = client.files.getUploadURLExternal({ filename: 'a.png', length: 1001 });
    expect((await refusalOf(tooLong)).error).toBe('file_upload_size_restricted');
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.png',
      length: 3,
    });
    const complete = (more: object = {}) =>
      client.apiCall('files.completeUploadExternal', { files: [{ id: file_id }], ...more });
    expect((await refusalOf(complete())).error).toBe('file_not_found');
    expect((await fetch(upload_url, { method: 'POST', body: 'x'.repeat(1001) })).status).toBe(413);
    expect((await fetch(`${upload_url}x`, { method: 'POST', body: 'x' })).status).toBe(404);
    expect((await fetch(upload_url, { method: 'POST', body: 'abc' })).status).toBe(200);
    expect((await refusalOf(complete({ channel_id: 'C0OUT' }))).error).toBe('not_in_channel');
    await complete({ channel_id: 'C0SUP' });
    expect((await refusalOf(complete())).error).toBe('file_not_found');
  });
});

describe('installation', () => {
  it('sends the browser back with code and state and sells one token for the code', async () => {
    const { clientId, clientSecret } = standIn.settings;
    const redirect = 'http://127.0.0.1:1/slack/oauth_redirect';
    const query = new URLSearchParams({
      client_id: clientId,
      scope: 'chat:write,commands',
      state: 's1',
      redirect_uri: redirect,
    });
    const page = await fetch(`${standIn.baseUrl()}/oauth/v2/authorize?${query}`, { redirect: 'manual' });
    const target = new URL(page.headers.get('location') ?? '');
    expect(target.searchParams.get('state')).toBe('s1');
    const code = target.searchParams.get('code') ?? '';
    const open = new WebClient(undefined, {
      slackApiUrl: standIn.apiUrl(),
      retryConfig: { retries: 0 },
      logger: quiet,
    });
    const access = (more: object = {}) =>
      open.oauth.v2.access({ client_id: clientId, client_secret: clientSecret, code, ...more });
    expect((await refusalOf(access({ client_secret: 'no' }))).error).toBe('bad_client_secret');
    expect((await refusalOf(access({ code: 'no' }))).error).toBe('invalid_code');
    expect(await access()).toMatchObject({
      access_token: standIn.settings.botToken,
      bot_user_id: 'U0BATON',
      team: { id: 'T0BATON' },
      scope: 'chat:write,commands',
    });
    expect((await refusalOf(access())).error).toBe('code_already_used');
    const strange = await fetch(
      `${standIn.baseUrl()}/oauth/v2/authorize?client_id=no&redirect_uri=${redirect}`,
      { redirect: 'manual' },
    );
    expect(strange.status).toBe(400);
  });

  it('kills the token when the app is uninstalled', async () => {
    await client.apps.uninstall({ client_id: 'x', client_secret: 'y' });
    expect((await refusalOf(client.auth.test())).error).toBe('token_revoked');
  });
});
