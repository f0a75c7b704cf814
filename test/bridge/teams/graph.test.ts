// Files through Graph, on the wire: its token goes to Graph alone, and bytes come from SharePoint or nowhere.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findGraphFiles } from '../../../src/bridge/teams/graph.js';
import { memoryKeys } from '../../../src/bridge/teams/memories.js';
import { createTokens } from '../../../src/bridge/teams/tokens.js';
import type { Json } from '../../../src/core/payload.js';
import { createOptions, failureOf, grant, place } from './wire.js';

const graphHost = 'https://graph.microsoft.com';
const sharePoint = 'https://acme.sharepoint.com';
const root = '1776390257332';
const shared = `${sharePoint}/sites/support/Shared Documents/offer.pdf`;
const share = `/v1.0/shares/u!${Buffer.from(shared).toString('base64url')}/driveItem/content`;
const messages = `/v1.0/teams/group-1/channels/${encodeURIComponent(place)}/messages`;

beforeEach(() => {
  nock.disableNetConnect();
  grant('graph-token');
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

function open(changes: Parameters<typeof createOptions>[0] = {}) {
  const options = createOptions({ graph: true, ...changes });
  return { options, tokens: createTokens(options) };
}

function activityOf(id: string, changes: Json = {}): Json {
  return {
    type: 'message',
    id,
    conversation: { conversationType: 'channel', id: `${place};messageid=${root}` },
    from: { id: '29:1', aadObjectId: 'kim' },
    channelData: { team: { id: '19:team@thread.tacv2', aadGroupId: 'group-1' } },
    ...changes,
  };
}

const attachments = [
  { id: 'a1', contentType: 'reference', contentUrl: shared, name: 'offer.pdf' },
  { id: 'a2', contentType: 'messageReference', content: '{}' },
];

function answerMessage(path = `${messages}/${root}/replies/42`) {
  return nock(graphHost, { reqheaders: { authorization: 'Bearer graph-token' } })
    .get(path)
    .reply(200, { attachments });
}

async function findFile(changes: Parameters<typeof createOptions>[0] = {}) {
  answerMessage();
  const found = await findGraphFiles(open(changes), activityOf('42'));
  const file = found?.[0];
  if (!file) throw new Error('a file was expected');
  return file;
}

describe('files through Graph', () => {
  it('are those that the message shares; bytes come from SharePoint without our token', async () => {
    const file = await findFile();
    expect(file.name).toBe('offer.pdf');
    nock(graphHost, { reqheaders: { authorization: 'Bearer graph-token' } })
      .get(share)
      .reply(302, '', { location: `${sharePoint}/download?tempauth=x` });
    const download = nock(sharePoint, { badheaders: ['authorization'] })
      .get('/download?tempauth=x')
      .reply(200, 'the offer');
    expect((await file.fetch()).toString()).toBe('the offer');
    expect(download.isDone()).toBe(true);
  });

  it('are found on the first message of a thread, and by the group that is remembered', async () => {
    const room = open();
    const first = answerMessage(`${messages}/${root}`);
    await room.options.memory.write(memoryKeys.place(place), { team: null, group: 'group-1', reads: true });
    const found = await findGraphFiles(room, activityOf(root, { channelData: {} }));
    expect(found).toHaveLength(1);
    expect(first.isDone()).toBe(true);
  });

  it('cannot be had while the group is unknown, in chats, and where Graph says no', async () => {
    expect(await findGraphFiles(open(), activityOf('42', { channelData: {} }))).toBeNull();
    const chat = { conversation: { conversationType: 'personal', id: 'a:1' } };
    expect(await findGraphFiles(open(), activityOf('42', chat))).toBeNull();
    nock(graphHost).get(`${messages}/${root}/replies/42`).reply(403, {});
    const room = open();
    expect(await findGraphFiles(room, activityOf('42'))).toBeNull();
    expect(room.options.logged).toMatchObject([{ level: 'warn', fields: { code: 'graph_403' } }]);
  });

  it.each([
    'https://evil.example/file',
    'http://acme.sharepoint.com/file',
    'https://acme.sharepoint.com.evil.example/file',
    'https://acmesharepoint.com/file',
    '/relative',
  ])('never come from elsewhere: %s', async (location) => {
    const file = await findFile();
    nock(graphHost).get(share).reply(302, '', { location });
    expect(await failureOf(file.fetch())).toMatchObject({ class: 'policy', code: 'foreign_file_host' });
  });

  it.each([
    [403, 'This Teams tenant does not let Baton read it.'],
    [404, 'Teams no longer has it.'],
    [503, 'Teams cannot be reached at the moment.'],
  ])('say in a sentence why they do not come: %i', async (status, sentence) => {
    const file = await findFile();
    nock(graphHost).get(share).reply(status, {});
    expect((await failureOf(file.fetch())).message).toBe(sentence);
  });

  it('are not read beyond what a file may have', async () => {
    const file = await findFile({ limits: { fileBytes: 10 } });
    nock(graphHost)
      .get(share)
      .reply(302, '', { location: `${sharePoint}/large` });
    nock(sharePoint).get('/large').reply(200, 'x'.repeat(11));
    expect(await failureOf(file.fetch())).toMatchObject({ class: 'content', code: 'too_large' });
  });

  it('ask for a new token once when theirs is refused', async () => {
    const refused = nock(graphHost).get(`${messages}/${root}/replies/42`).reply(401, {});
    grant('graph-token');
    answerMessage();
    expect(await findGraphFiles(open(), activityOf('42'))).toHaveLength(1);
    expect(refused.isDone()).toBe(true);
  });
});
