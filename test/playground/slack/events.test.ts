// Events reach the app as Slack sends them: kinds, repeats, doubles, order.

import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createSlackStandIn,
  type SlackStandIn,
  type SlackStandInOptions,
  signBody,
} from '../../../playground/slack/index.js';
import { workspace } from './start-bolt.js';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly envelope: { event_id: string; event: Record<string, unknown> };
}

let server: Server | undefined;
let standIn: SlackStandIn;

/** A bare ear that answers as told and remembers everything. */
const listenWith = async (
  options: SlackStandInOptions = {},
  answer: (count: number) => [number, Record<string, string>] = () => [200, {}],
) => {
  const heard: Heard[] = [];
  server = createServer((request, response) => {
    let raw = '';
    request.on('data', (chunk) => {
      raw += String(chunk);
    });
    request.on('end', () => {
      heard.push({ headers: request.headers, raw, envelope: JSON.parse(raw) });
      const [status, headers] = answer(heard.length);
      if (status > 0) response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  standIn = createSlackStandIn({ ...workspace, ...options });
  standIn.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return heard;
};

afterEach(async () => {
  await standIn.close();
  server?.closeAllConnections();
  server?.close();
});

const say = async (text: string, more: object = {}): Promise<string> => {
  const answer = await standIn.gestures.post({ user: 'U0KIM', channel: 'C0SUP', text, ...more });
  await standIn.whenIdle();
  return answer.ok ? answer.ts : '';
};
const kinds = (heard: readonly Heard[]) =>
  heard.map(({ envelope }) => String(envelope.event.subtype ?? envelope.event.type));
const ownPost = (text: string, more: object = {}) =>
  standIn.world.post({ channel: 'C0SUP', userId: 'U0BATON', botId: 'B0BATON', text, ...more });

describe('delivery', () => {
  it('signs the raw body', async () => {
    const heard = await listenWith();
    await say('hello');
    const timestamp = Number(heard[0]?.headers['x-slack-request-timestamp']);
    expect(heard[0]?.headers['x-slack-signature']).toBe(
      signBody(standIn.settings.signingSecret, timestamp, heard[0]?.raw ?? ''),
    );
    expect(heard[0]?.envelope).toMatchObject({
      type: 'event_callback',
      team_id: 'T0BATON',
      api_app_id: 'A0BATON',
      authorizations: [{ user_id: 'U0BATON', is_bot: true }],
    });
  });

  it('repeats three times with the same event id, number and reason', async () => {
    const heard = await listenWith({}, () => [500, {}]);
    await say('hello');
    expect(
      heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]),
    ).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(heard.map(({ envelope }) => envelope.event_id)).size).toBe(1);
  });

  it('repeats when no answer comes in time', async () => {
    const heard = await listenWith({ answerTimeoutMs: 300 }, (count) => [count === 1 ? 0 : 200, {}]);
    await say('hello');
    expect(heard.map(({ headers }) => headers['x-slack-retry-reason'])).toEqual([undefined, 'http_timeout']);
  });

  it('does not repeat when the app asks not to', async () => {
    const heard = await listenWith({}, () => [500, { 'x-slack-no-retry': '1' }]);
    await say('hello');
    expect(heard).toHaveLength(1);
  });

  it('sends twice and in reverse when told', async () => {
    const heard = await listenWith();
    standIn.faults.setTricks({ duplicate: true });
    await say('one');
    expect(heard.map(({ envelope }) => envelope.event_id)).toEqual([
      heard[0]?.envelope.event_id,
      heard[0]?.envelope.event_id,
    ]);
    standIn.faults.setTricks({ duplicate: false, reverse: true });
    heard.length = 0;
    const posted = [say('first'), say('second'), say('third')];
    await Promise.all(posted);
    await standIn.whenIdle();
    expect(heard.map(({ envelope }) => envelope.event.text).sort()).toEqual(['first', 'second', 'third']);
    expect(heard.map(({ envelope }) => envelope.event.text)).not.toEqual(['first', 'second', 'third']);
  });

  it('sends only what the manifest asks for', async () => {
    const manifest = { settings: { event_subscriptions: { bot_events: ['app_mention'] } } };
    const heard = await listenWith({ manifest });
    await say('hello <@U0BATON>');
    expect(kinds(heard)).toEqual(['app_mention']);
  });
});

describe('kinds', () => {
  it('tells a mention twice, with different event ids', async () => {
    const heard = await listenWith();
    await say('@baton close');
    expect(kinds(heard).sort()).toEqual(['app_mention', 'message']);
    expect(heard.map(({ envelope }) => envelope.event.text)).toEqual([
      '<@U0BATON> close',
      '<@U0BATON> close',
    ]);
    expect(heard[0]?.envelope.event_id).not.toBe(heard[1]?.envelope.event_id);
  });

  it('tells edits and deletions of people and of the app itself', async () => {
    const heard = await listenWith();
    const ts = await say('typo');
    await standIn.gestures.edit({ user: 'U0KIM', channel: 'C0SUP', ts, text: 'fixed' });
    await standIn.gestures.delete({ user: 'U0KIM', channel: 'C0SUP', ts });
    await standIn.whenIdle();
    expect(kinds(heard)).toEqual(['message', 'message_changed', 'message_deleted']);
    expect(heard[1]?.envelope.event).toMatchObject({
      hidden: true,
      message: { ts, text: 'fixed', edited: { user: 'U0KIM' } },
      previous_message: { text: 'typo' },
    });
    expect(heard[1]?.envelope.event).not.toHaveProperty('user');
    expect(heard[2]?.envelope.event).toMatchObject({ deleted_ts: ts, previous_message: { text: 'fixed' } });
    heard.length = 0;
    const own = ownPost('card');
    standIn.world.edit(own, { text: 'card 2' }, 'B0BATON');
    await standIn.whenIdle();
    expect(heard[1]?.envelope.event).toMatchObject({
      subtype: 'message_changed',
      message: { bot_id: 'B0BATON', text: 'card 2' },
    });
  });

  it('keeps its own posts back when told', async () => {
    const heard = await listenWith({ sendOwnPosts: false });
    ownPost('card');
    await say('person');
    expect(heard.map(({ envelope }) => envelope.event.text)).toEqual(['person']);
  });

  it('leaves a tombstone for a root with replies, and deletes it after the last reply', async () => {
    const heard = await listenWith();
    const root = await say('root');
    const reply = await say('reply', { threadTs: root });
    await standIn.gestures.delete({ user: 'U0KIM', channel: 'C0SUP', ts: root });
    await standIn.gestures.delete({ user: 'U0KIM', channel: 'C0SUP', ts: reply });
    await standIn.whenIdle();
    expect(heard[2]?.envelope.event).toMatchObject({
      subtype: 'message_changed',
      message: { subtype: 'tombstone', user: 'USLACKBOT', ts: root },
      previous_message: { text: 'root' },
    });
    const deleted = heard.slice(3).map(({ envelope }) => envelope.event);
    expect(deleted.map((event) => event.deleted_ts).sort()).toEqual([root, reply].sort());
    expect(deleted.find((event) => event.deleted_ts === root)).toMatchObject({
      previous_message: { subtype: 'tombstone' },
    });
  });

  it('tells broadcasts with their root, files, reactions and memberships', async () => {
    const heard = await listenWith();
    const root = await say('root');
    await say('fyi', { threadTs: root, broadcast: true });
    const upload = await standIn.gestures.upload({
      user: 'U0KIM',
      name: 'label.pdf',
      bytes: Buffer.from('%PDF'),
    });
    await say('see', { fileIds: upload.ok ? [upload.file.id] : [] });
    await standIn.gestures.react({ user: 'U0KIM', channel: 'C0SUP', ts: root, name: 'eyes' });
    await standIn.gestures.react({ user: 'U0KIM', channel: 'C0SUP', ts: root, name: 'eyes', remove: true });
    const out = standIn.world.channels.get('C0OUT');
    if (out) standIn.world.setMember(out, 'U0BATON', true, 'U0KIM');
    await standIn.whenIdle();
    const events = heard.map(({ envelope }) => envelope.event);
    expect(events[1]).toMatchObject({ subtype: 'thread_broadcast', root: { text: 'root' } });
    expect(events[2]).toMatchObject({
      subtype: 'file_share',
      files: [{ name: 'label.pdf', mimetype: 'application/pdf', size: 4 }],
    });
    const last = events.slice(3);
    expect(last.map((event) => event.type).sort()).toEqual([
      'member_joined_channel',
      'reaction_added',
      'reaction_removed',
    ]);
    expect(last.find((event) => event.type === 'reaction_added')).toMatchObject({
      reaction: 'eyes',
      item: { ts: root },
      item_user: 'U0KIM',
    });
    expect(last.find((event) => event.type === 'member_joined_channel')).toMatchObject({
      user: 'U0BATON',
      inviter: 'U0KIM',
    });
  });

  it('is silent about channels without the app', async () => {
    const heard = await listenWith();
    await standIn.gestures.post({ user: 'U0KIM', channel: 'C0OUT', text: 'secret' });
    await standIn.whenIdle();
    expect(heard).toEqual([]);
  });
});
