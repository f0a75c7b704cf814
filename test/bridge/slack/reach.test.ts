// The wire format of whispers, direct messages, homes and dialogs.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card, Form } from '../../../src/bridge/cards/card.js';
import { createReach } from '../../../src/bridge/slack/reach.js';
import { literal } from '../../../src/core/text/document.js';
import { closeWire, openAccess, openWire, type Wire, wireTeam } from './wire.js';

let wire: Wire;

beforeEach(() => {
  wire = openWire();
});
afterEach(closeWire);

const user = 'U01';
const card: Card = { fallback: 'Hello', parts: [{ kind: 'text', text: literal('Hello') }] };
const blocks = [
  {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Hello' }] }],
  },
];

describe('whispers', () => {
  const to = { team: wireTeam, place: 'C01', threadRef: '1790000000.000100', user };

  it('are ephemeral posts in the thread', async () => {
    wire.answer('chat.postEphemeral', { ok: true, message_ts: '1.1' });
    await wire.desk.whisper?.(to, card);
    expect(wire.sent[1]).toMatchObject({
      method: 'chat.postEphemeral',
      form: { channel: 'C01', user, thread_ts: to.threadRef, text: 'Hello' },
    });
    expect(JSON.parse(wire.sent[1]?.form.blocks ?? '')).toEqual(blocks);
  });

  it('become direct messages for someone who is not there', async () => {
    wire.answer('chat.postEphemeral', { ok: false, error: 'user_not_in_channel' });
    wire.answer('conversations.open', { ok: true, channel: { id: 'D01' } });
    wire.answer('chat.postMessage', { ok: true, channel: 'D01', ts: '1.1' });
    await wire.desk.whisper?.(to, card);
    expect(wire.sent.at(-1)).toMatchObject({ method: 'chat.postMessage', form: { channel: 'D01' } });
  });

  it('wait for their turn when Slack is busy for a moment, and fail when it is for long', async () => {
    wire.answer('chat.postEphemeral', { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '1' });
    wire.answer('chat.postEphemeral', { ok: true, message_ts: '1.1' });
    await wire.desk.whisper?.(to, card);
    expect(wire.sent.filter(({ method }) => method === 'chat.postEphemeral')).toHaveLength(2);
    wire.answer('chat.postEphemeral', { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });
    await expect(wire.desk.whisper?.(to, card)).rejects.toMatchObject({
      class: 'retry',
      retryAfterMs: 30_000,
    });
  });
});

describe('direct messages', () => {
  it('wait for their turn, and are never written twice where nobody knows whether they were', async () => {
    wire.answer('conversations.open', { ok: true, channel: { id: 'D01' } });
    wire.answer('chat.postMessage', { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '1' });
    wire.answer('chat.postMessage', { ok: true, channel: 'D01', ts: '1.1' });
    await wire.desk.direct?.({ team: wireTeam, user }, card);
    expect(wire.sent.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
    wire.answer('chat.postMessage', { ok: false, error: 'internal_error' }, 500, { 'retry-after': '1' });
    await expect(wire.desk.direct?.({ team: wireTeam, user }, card)).rejects.toMatchObject({
      ambiguous: true,
    });
    expect(wire.sent.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(3);
  });

  it('open the channel once per person', async () => {
    wire.answer('conversations.open', { ok: true, channel: { id: 'D01' } });
    wire.answer('chat.postMessage', { ok: true, channel: 'D01', ts: '1.1' });
    wire.answer('chat.postMessage', { ok: true, channel: 'D01', ts: '1.2' });
    await wire.desk.direct?.({ team: wireTeam, user }, card);
    await wire.desk.direct?.({ team: null, user }, card);
    expect(wire.sent[1]).toMatchObject({ method: 'conversations.open', form: { users: user } });
    expect(wire.sent[2]?.form).toMatchObject({
      channel: 'D01',
      text: 'Hello',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });
});

describe('files in direct messages', () => {
  const file = (name: string, type: string, text: string) => ({
    name,
    type,
    alt: `What ${name} shows`,
    bytes: async () => Buffer.from(text),
    link: () => 'https://baton.example/x',
  });
  const files = [file('chats.png', 'image/png', 'png'), file('chats.csv', 'text/csv', 'a,b')];
  const upload = (id: string) => ({
    ok: true,
    upload_url: `https://files.slack.com/upload/${id}`,
    file_id: id,
  });

  it('are uploaded with what they show in words, and shown below the card in the channel of the two', async () => {
    wire.answer('conversations.open', { ok: true, channel: { id: 'D01' } });
    for (const id of ['F1', 'F2']) wire.answer('files.getUploadURLExternal', upload(id));
    const bytes = nock('https://files.slack.com').post('/upload/F1', 'png').reply(200, 'OK');
    nock('https://files.slack.com').post('/upload/F2', 'a,b').reply(200, 'OK');
    wire.answer('chat.postMessage', { ok: true, channel: 'D01', ts: '1.1' });
    wire.answer('files.completeUploadExternal', { ok: true, files: [] });
    await wire.desk.direct?.({ team: wireTeam, user }, card, files);
    expect(bytes.isDone()).toBe(true);
    expect(wire.sent[2]).toMatchObject({
      method: 'files.getUploadURLExternal',
      form: { filename: 'chats.png', length: '3', alt_txt: 'What chats.png shows' },
    });
    expect(wire.sent.map(({ method }) => method).slice(-2)).toEqual([
      'chat.postMessage',
      'files.completeUploadExternal',
    ]);
    const { form } = wire.sent.at(-1) ?? {};
    expect(form).toMatchObject({ channel_id: 'D01' });
    expect(form).not.toHaveProperty('thread_ts');
    expect(JSON.parse(form?.files ?? '')).toEqual([
      { id: 'F1', title: 'chats.png' },
      { id: 'F2', title: 'chats.csv' },
    ]);
  });

  it('that cannot be uploaded leave no card behind', async () => {
    wire.answer('conversations.open', { ok: true, channel: { id: 'D01' } });
    wire.answer('files.getUploadURLExternal', { ok: false, error: 'file_uploads_disabled' });
    await expect(wire.desk.direct?.({ team: wireTeam, user }, card, files)).rejects.toMatchObject({
      name: 'Failure',
    });
    expect(wire.sent.map(({ method }) => method)).not.toContain('chat.postMessage');
  });
});

describe('homes', () => {
  it('are published as a view of their own', async () => {
    wire.answer('views.publish', { ok: true });
    await wire.desk.home?.({ team: wireTeam, user }, card);
    expect(wire.sent[1]).toMatchObject({
      method: 'views.publish',
      authorization: 'Bearer xoxb-wire',
      form: { user_id: user },
    });
    expect(JSON.parse(wire.sent[1]?.form.view ?? '')).toEqual({
      type: 'home',
      callback_id: 'baton:home',
      blocks,
    });
  });
});

describe('dialogs', () => {
  it('open as a modal that remembers where they were asked for', async () => {
    const reach = createReach(openAccess(), 'https://slack.com/api/');
    wire.answer('views.open', { ok: true, view: { id: 'V01' } });
    const form: Form = {
      title: 'Internal note',
      submit: 'Save',
      ask: { word: 'note', conversationId: 'c-42', epoch: 2 },
      fields: [{ kind: 'text', id: 'text', label: 'Note', multiline: true, maxLength: 500 }],
    };
    const from = { place: 'C01', threadRef: '1790000000.000100', postRef: null };
    await reach.openForm({ team: wireTeam, trigger: '111.222.a' }, form, from);
    expect(wire.sent[1]).toMatchObject({ method: 'views.open', form: { trigger_id: '111.222.a' } });
    expect(JSON.parse(wire.sent[1]?.form.view ?? '')).toEqual({
      type: 'modal',
      callback_id: 'baton:form',
      title: { type: 'plain_text', text: 'Internal note', emoji: false },
      close: { type: 'plain_text', text: 'Cancel', emoji: false },
      submit: { type: 'plain_text', text: 'Save', emoji: false },
      private_metadata: '{"a":{"w":"note","c":"c-42","e":2},"p":"C01","t":"1790000000.000100","r":null}',
      blocks: [
        {
          type: 'input',
          block_id: 'text',
          label: { type: 'plain_text', text: 'Note', emoji: false },
          optional: false,
          element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 500 },
        },
      ],
    });
  });

  it('say that they came too late', async () => {
    const reach = createReach(openAccess(), 'https://slack.com/api/');
    wire.answer('views.open', { ok: false, error: 'expired_trigger_id' });
    const form: Form = { title: 'x', submit: 'y', ask: { word: 'note' }, fields: [] };
    const opening = reach.openForm({ team: wireTeam, trigger: 't' }, form, {
      place: null,
      threadRef: null,
      postRef: null,
    });
    await expect(opening).rejects.toThrow('That took too long');
  });
});

describe('response urls', () => {
  const body = { response_type: 'ephemeral', text: 'Hello' };

  it('get JSON without a token', async () => {
    wire.answerNothing();
    const reach = createReach(openAccess(), 'https://slack.com/api/');
    const call = nock('https://hooks.slack.com')
      .post('/commands/T01/1/x', body)
      .matchHeader('content-type', 'application/json; charset=utf-8')
      .reply(200, 'ok');
    await reach.respond('https://hooks.slack.com/commands/T01/1/x', body);
    expect(call.isDone()).toBe(true);
  });

  it.each([
    'https://evil.example/commands',
    'http://hooks.slack.com/x',
    'not a url',
    'https://hooks.slack.com.evil.example/x',
  ])('are never called on another host: %s', async (url) => {
    wire.answerNothing();
    const reach = createReach(openAccess(), 'https://slack.com/api/');
    await expect(reach.respond(url, body)).rejects.toMatchObject({ class: 'content' });
  });

  it('that are used up fail for good', async () => {
    wire.answerNothing();
    nock('https://hooks.slack.com').post('/x').reply(404, 'expired_url');
    const reach = createReach(openAccess(), 'https://slack.com/api/');
    await expect(reach.respond('https://hooks.slack.com/x', body)).rejects.toMatchObject({
      class: 'recipient',
    });
  });
});
