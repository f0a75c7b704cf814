// The Web API refuses what Slack refuses, with Slack's own codes.
import { type WebAPICallResult, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlackStandIn, type SlackStandIn } from '../../../../playground/slack/index.js';
import { quiet, refusalOf, workspace } from '../start-bolt.js';

let standIn: SlackStandIn;
let client: WebClient;
const clientWith = (token?: string) =>
  new WebClient(token, { slackApiUrl: standIn.apiUrl(), retryConfig: { retries: 0 }, logger: quiet });

beforeAll(async () => {
  standIn = createSlackStandIn(workspace);
  await standIn.listen();
  client = clientWith(standIn.settings.botToken);
});
afterAll(() => standIn.close());

const post = (more: object) =>
  client.apiCall('chat.postMessage', { channel: 'C0SUP', text: 'x', ...more }) as Promise<
    WebAPICallResult & {
      readonly ts: string;
      readonly channel: string;
      readonly message: { readonly text: string };
    }
  >;
const postTs = async (more: object = {}): Promise<string> => (await post(more)).ts;
const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusalOf(call)).error;

describe('tokens', () => {
  it('wants a token, a good one, a live one, of the right kind', async () => {
    expect(await codeOf(clientWith().auth.test())).toBe('not_authed');
    expect(await codeOf(clientWith('xoxb-wrong').auth.test())).toBe('invalid_auth');
    expect(await codeOf(client.apps.connections.open({}))).toBe('not_allowed_token_type');
    expect(await codeOf(clientWith(standIn.settings.appToken).auth.test())).toBe('not_allowed_token_type');
    standIn.faults.add({ kind: 'token_revoked' });
    expect(await codeOf(client.auth.test())).toBe('token_revoked');
    standIn.faults.remove('all');
    expect((await client.auth.test()).user_id).toBe('U0BATON');
  });

  it('takes JSON bodies with the bearer as well, and names an unknown method', async () => {
    const call = (method: string) =>
      fetch(`${standIn.apiUrl()}${method}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${standIn.settings.botToken}`,
          'content-type': 'application/json; charset=utf-8',
        },
        body: JSON.stringify({ channel: 'C0SUP', text: 'json', blocks: [{ type: 'divider' }] }),
      }).then((response) => response.json());
    expect(await call('chat.postMessage')).toMatchObject({ ok: true, message: { text: 'json' } });
    expect(await call('chat.nonsense')).toMatchObject({ ok: false, error: 'unknown_method' });
  });
});

describe('chat.postMessage', () => {
  it.each<[string, object, string]>([
    ['an unknown channel', { channel: 'C0NONE' }, 'channel_not_found'],
    ['a private channel without the app', { channel: 'C0SEC' }, 'channel_not_found'],
    ['a channel without the app', { channel: 'C0OUT' }, 'not_in_channel'],
    ['an archived channel', { channel: 'C0OLD' }, 'is_archived'],
    ['no text', { text: '' }, 'no_text'],
    ['markdown with text', { markdown_text: '# x' }, 'markdown_text_conflict'],
    ['long markdown', { text: '', markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
    [
      'markdown blocks too long together',
      { blocks: [0, 1].map(() => ({ type: 'markdown', text: 'x'.repeat(7000) })) },
      'msg_blocks_too_long',
    ],
    ['blocks that are no JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { blocks: '{}' }, 'invalid_blocks_format'],
    [
      'too many attachments',
      { attachments: Array.from({ length: 101 }, () => ({ text: 'x' })) },
      'too_many_attachments',
    ],
    ['broken metadata', { metadata: { event_type: '' } }, 'invalid_metadata_format'],
    [
      'huge metadata',
      { metadata: { event_type: 'x', event_payload: { x: 'x'.repeat(9000) } } },
      'metadata_too_large',
    ],
  ])('refuses %s', async (_name, more, code) => {
    expect(await codeOf(post(more))).toBe(code);
  });

  it('names the place of a bad block', async () => {
    const refusal = await refusalOf(
      post({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }] }),
    );
    expect(refusal).toEqual({
      error: 'invalid_blocks',
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    });
  });

  it('cuts a text of more than 40,000 characters and says so', async () => {
    const answer = await post({ text: 'x'.repeat(40_001) });
    expect(answer.response_metadata?.warnings).toContain('message_truncated');
    expect(answer.message.text).toHaveLength(40_000);
  });

  it('escapes what begins no token', async () => {
    const { message } = await post({ text: 'a & b <script> <@U0KIM> &lt;' });
    expect(message).toMatchObject({ text: 'a &amp; b &lt;script> <@U0KIM> &lt;' });
  });

  it('lands in the channel when the thread is gone, and stays in it while replies are left', async () => {
    const empty = await postTs();
    await client.chat.delete({ channel: 'C0SUP', ts: empty });
    expect((await post({ thread_ts: empty })).message).not.toHaveProperty('thread_ts');
    const root = await postTs();
    const reply = await postTs({ thread_ts: root });
    await client.chat.delete({ channel: 'C0SUP', ts: root });
    expect((await post({ thread_ts: root })).message).toHaveProperty('thread_ts', root);
    expect((await post({ thread_ts: reply })).message).not.toHaveProperty('thread_ts');
  });

  it('reaches a person through the direct message', async () => {
    expect((await post({ channel: 'U0KIM' })).channel).toBe('D0KIM');
    expect((await client.conversations.open({ users: 'U0KIM' })).channel?.id).toBe('D0KIM');
    expect(await codeOf(client.conversations.open({ users: 'U0NO' }))).toBe('user_not_found');
  });
});

describe('the other methods', () => {
  it('updates and deletes only what is there and its own', async () => {
    const ts = await postTs();
    const line = await standIn.gestures.post({ user: 'U0KIM', channel: 'C0SUP', text: 'mine' });
    const theirs = line.ok ? line.ts : '';
    expect(await codeOf(client.chat.update({ channel: 'C0SUP', ts: '1.1', text: 'x' }))).toBe(
      'message_not_found',
    );
    expect(await codeOf(client.chat.update({ channel: 'C0SUP', ts: theirs, text: 'x' }))).toBe(
      'cant_update_message',
    );
    expect(await codeOf(client.chat.update({ channel: 'C0SUP', ts, text: 'x'.repeat(4001) }))).toBe(
      'msg_too_long',
    );
    expect(await codeOf(client.chat.delete({ channel: 'C0SUP', ts: theirs }))).toBe('cant_delete_message');
    expect(await codeOf(client.chat.getPermalink({ channel: 'C0SUP', message_ts: '1.1' }))).toBe(
      'message_not_found',
    );
    expect((await client.chat.getPermalink({ channel: 'C0SUP', message_ts: ts })).permalink).toContain(
      `/archives/C0SUP/p${ts.replace('.', '')}`,
    );
  });

  it('keeps blocks that an update does not name and drops them when told', async () => {
    const ts = await postTs({ blocks: [{ type: 'divider', block_id: 'd' }] });
    await client.chat.update({ channel: 'C0SUP', ts, text: 'y' });
    expect(standIn.world.message('C0SUP', ts)?.blocks).toEqual([{ type: 'divider', block_id: 'd' }]);
    await client.chat.update({ channel: 'C0SUP', ts, text: 'y', blocks: [] });
    expect(standIn.world.message('C0SUP', ts)?.blocks).toEqual([]);
  });

  it('refuses ephemerals to outsiders, unknown people, threads and files', async () => {
    standIn.world.addUser({ id: 'U0NEW', name: 'new' });
    expect(await codeOf(client.chat.postEphemeral({ channel: 'C0SUP', user: 'U0NEW', text: 'x' }))).toBe(
      'user_not_in_channel',
    );
    expect(await codeOf(client.users.info({ user: 'U0NO' }))).toBe('user_not_found');
    expect(await codeOf(client.users.lookupByEmail({ email: 'no@acme.test' }))).toBe('users_not_found');
    expect((await client.users.lookupByEmail({ email: 'KIM@acme.test' })).user?.id).toBe('U0KIM');
    expect(await codeOf(client.conversations.replies({ channel: 'C0SUP', ts: '1.1' }))).toBe(
      'thread_not_found',
    );
    expect(await codeOf(client.conversations.history({ channel: 'C0OUT' }))).toBe('not_in_channel');
    expect(await codeOf(client.files.info({ file: 'F0NO' }))).toBe('file_not_found');
    expect(await codeOf(client.usergroups.users.list({ usergroup: 'S1' }))).toBe('no_such_subteam');
  });

  it('pages through history and threads', async () => {
    const root = await postTs();
    for (let count = 0; count < 5; count += 1) await post({ thread_ts: root, text: String(count) });
    const first = await client.conversations.replies({ channel: 'C0SUP', ts: root, limit: 3 });
    expect(first.messages?.slice(1).map((message) => message.text)).toEqual(['0', '1', '2']);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.replies({ channel: 'C0SUP', ts: root, limit: 3, cursor });
    expect(second.messages?.slice(1).map((message) => message.text)).toEqual(['3', '4']);
    const newest = await client.conversations.history({ channel: 'C0SUP', limit: 1 });
    expect(newest.messages?.[0]?.ts).toBe(root);
  });

  it('lists, joins and leaves channels', async () => {
    const names = (
      await client.conversations.list({ types: 'public_channel', exclude_archived: true })
    ).channels?.map((channel) => channel.name);
    expect(names).toEqual(['support', 'without-app']);
    await client.conversations.join({ channel: 'C0OUT' });
    expect((await client.conversations.info({ channel: 'C0OUT' })).channel?.is_member).toBe(true);
    expect((await client.conversations.members({ channel: 'C0OUT' })).members).toContain('U0BATON');
    await client.conversations.leave({ channel: 'C0OUT' });
    expect(await codeOf(client.chat.postMessage({ channel: 'C0OUT', text: 'x' }))).toBe('not_in_channel');
  });

  it('refuses bad views', async () => {
    const title = { type: 'plain_text' as const, text: 'T' };
    const open = (view: object) => client.apiCall('views.open', { trigger_id: 'x', view });
    expect(await codeOf(open({ type: 'modal', title, blocks: [], private_metadata: 'x'.repeat(3001) }))).toBe(
      'invalid_arguments',
    );
    expect(await codeOf(open({ type: 'modal', title, blocks: [], huge: 'x'.repeat(250_001) }))).toBe(
      'view_too_large',
    );
    expect(await codeOf(client.apiCall('views.update', { view_id: 'V0', view: {} }))).toBe('not_found');
    for (let level = 0; level < 3; level += 1)
      standIn.views.push('U0KIM', { type: 'modal', title, blocks: [], external_id: `e${level}` });
    const pushable = () => ({
      trigger_id: standIn.triggerFor('U0KIM'),
      view: { type: 'modal', title, blocks: [] },
    });
    expect(await codeOf(client.apiCall('views.push', pushable()))).toBe('push_limit_reached');
    const twice = { trigger_id: 'x', view: { type: 'modal', title, blocks: [], external_id: 'e1' } };
    expect(await codeOf(client.apiCall('views.open', twice))).toBe('duplicate_external_id');
    const update = { external_id: 'e1', hash: 'old', view: { type: 'modal', title, blocks: [] } };
    expect(await codeOf(client.apiCall('views.update', update))).toBe('hash_conflict');
  });
});
