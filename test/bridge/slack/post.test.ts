// The wire format of posts and redraws, and what becomes of files, pace and lost threads.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Post, PostTarget } from '../../../src/bridge/desk.js';
import { Failure } from '../../../src/core/errors.js';
import { literal } from '../../../src/core/text/document.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

let wire: Wire;

beforeEach(() => {
  wire = openWire();
});
afterEach(closeWire);

const thread = '1790000000.000100';
const to: PostTarget = { team: wireTeam, place: 'C01', threadRef: thread };
const ts = '1790000001.000200';
const posted = { ok: true, channel: 'C01', ts, message: { ts, thread_ts: thread } };

function words(text: string, files: Extract<Post, { kind: 'words' }>['files'] = []): Post {
  const as = { name: 'Maria', pictureUrl: 'https://shop.example/maria.png', side: 'contact' as const };
  return { kind: 'words', as, text: literal(text), files, evidence: 'delivery-1' };
}

const card: Post = {
  kind: 'card',
  card: { fallback: 'A & B <c>', parts: [{ kind: 'heading', text: 'A & B <c>' }] },
  evidence: 'delivery-2',
};

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (!(error instanceof Failure)) throw new Error(`A Failure was expected, not ${String(error)}.`);
  return error;
}

describe('chat.postMessage', () => {
  it('sends words as a form: bearer, JSON strings, literal rich text, our evidence', async () => {
    wire.answer('chat.postMessage', posted);
    expect(await wire.desk.post(to, words('Where is <@U01> & co?'))).toEqual({ ref: ts });
    const [, call] = wire.sent;
    expect(call).toMatchObject({
      method: 'chat.postMessage',
      authorization: 'Bearer xoxb-wire',
      contentType: 'application/x-www-form-urlencoded',
    });
    expect(call?.form).toMatchObject({
      channel: 'C01',
      thread_ts: thread,
      text: 'Where is &lt;@U01&gt; &amp; co?',
      username: 'Maria · customer',
      icon_url: 'https://shop.example/maria.png',
      unfurl_links: 'false',
      unfurl_media: 'false',
      link_names: 'false',
      parse: 'none',
    });
    expect(JSON.parse(call?.form.metadata ?? '')).toEqual({
      event_type: 'baton_post',
      event_payload: { evidence: 'delivery-1' },
    });
    expect(JSON.parse(call?.form.blocks ?? '')).toEqual([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'Where is <@U01> & co?' }] },
        ],
      },
    ]);
  });

  it('sends a card as a new root under the app’s own name', async () => {
    wire.answer('chat.postMessage', { ok: true, channel: 'C01', ts, message: { ts } });
    expect(await wire.desk.post({ ...to, threadRef: null }, card)).toEqual({ ref: ts });
    const form = wire.sent[1]?.form ?? {};
    expect(form).toMatchObject({ channel: 'C01', text: 'A &amp; B &lt;c&gt;' });
    expect(form).not.toHaveProperty('thread_ts');
    expect(form).not.toHaveProperty('username');
    expect(JSON.parse(form.blocks ?? '')).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'A & B <c>', emoji: false } },
    ]);
  });

  it('takes back a reply that Slack put into the channel because its root is gone', async () => {
    wire.answer('chat.postMessage', { ...posted, message: { ts } });
    wire.answer('chat.delete', { ok: true, channel: 'C01', ts });
    const failure = await failureOf(wire.desk.post(to, words('hi')));
    expect(failure).toMatchObject({ class: 'recipient', code: 'thread_gone', ambiguous: false });
    expect(wire.sent.at(-1)).toMatchObject({ method: 'chat.delete', form: { channel: 'C01', ts } });
  });

  it('holds the place after a 429 without calling again, and lets other places go on', async () => {
    wire.answer('chat.postMessage', { ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' });
    expect(await failureOf(wire.desk.post(to, words('1')))).toMatchObject({
      class: 'retry',
      retryAfterMs: 30_000,
      ambiguous: false,
    });
    const held = await failureOf(wire.desk.post(to, words('2')));
    expect(held).toMatchObject({ class: 'retry', ambiguous: false });
    expect(held.retryAfterMs).toBeGreaterThan(28_000);
    wire.answer('chat.postMessage', { ...posted, channel: 'C02' });
    await expect(wire.desk.post({ ...to, place: 'C02' }, words('3'))).resolves.toEqual({ ref: ts });
  });
});

describe('chat.update', () => {
  it('redraws by channel and ts, and leaves the metadata as it was', async () => {
    wire.answer('chat.update', { ok: true, channel: 'C01', ts });
    await wire.desk.update({ team: wireTeam, place: 'C01', ref: ts }, card);
    const form = wire.sent[1]?.form ?? {};
    expect(wire.sent[1]).toMatchObject({
      method: 'chat.update',
      form: { channel: 'C01', ts, text: 'A &amp; B &lt;c&gt;', parse: 'none', link_names: 'false' },
    });
    expect(form).not.toHaveProperty('metadata');
    expect(form).not.toHaveProperty('username');
  });

  it('is never unclear: drawing twice does no harm', async () => {
    wire.answer('chat.update', { ok: false, error: 'fatal_error' });
    const failure = await failureOf(wire.desk.update({ team: wireTeam, place: 'C01', ref: ts }, card));
    expect(failure).toMatchObject({ class: 'retry', ambiguous: false });
  });
});

describe('words with files', () => {
  const bytes = Buffer.from('%PDF-1.7 label');
  const file = { name: 'label.pdf', type: 'application/pdf', bytes: async () => bytes, link: () => '' };
  const slot = { ok: true, upload_url: 'https://files.slack.com/upload/v1/abc', file_id: 'F01' };

  it('go up in three steps and are shared into the thread below their words', async () => {
    wire.answer('files.getUploadURLExternal', slot);
    let received = '';
    nock('https://files.slack.com')
      .post('/upload/v1/abc', (body: string) => {
        received = body;
        return true;
      })
      .matchHeader(
        'authorization',
        (value: unknown) => value === undefined || value === null || String(value) === 'undefined',
      )
      .reply(200, 'OK - 14');
    wire.answer('chat.postMessage', posted);
    wire.answer('files.completeUploadExternal', { ok: true, files: [{ id: 'F01' }] });
    expect(await wire.desk.post(to, words('my label', [file]))).toEqual({ ref: ts });
    expect(received).toContain('%PDF-1.7 label');
    expect(wire.sent.map((call) => call.method).slice(1)).toEqual([
      'files.getUploadURLExternal',
      'chat.postMessage',
      'files.completeUploadExternal',
    ]);
    expect(wire.sent[1]?.form).toEqual({ filename: 'label.pdf', length: '14' });
    expect(wire.sent[2]?.form.blocks).toContain('📎 label.pdf');
    const share = wire.sent[3]?.form ?? {};
    expect(share).toMatchObject({ channel_id: 'C01', thread_ts: thread });
    expect(JSON.parse(share.files ?? '')).toEqual([{ id: 'F01', title: 'label.pdf' }]);
  });

  it('post nothing when the upload may work later', async () => {
    wire.answer('files.getUploadURLExternal', { ok: false, error: 'service_unavailable' });
    expect(await failureOf(wire.desk.post(to, words('my label', [file])))).toMatchObject({
      class: 'retry',
      ambiguous: false,
    });
    expect(wire.sent).toHaveLength(2);
  });

  it('say in their own words when a file is refused (A19)', async () => {
    wire.answer('files.getUploadURLExternal', { ok: false, error: 'file_uploads_disabled' });
    wire.answer('chat.postMessage', posted);
    await wire.desk.post(to, words('my label', [file]));
    expect(wire.sent[2]?.form.blocks).toContain(
      '⚠ label.pdf could not be shown here: This Slack workspace allows no files.',
    );
    expect(wire.sent[2]?.form.blocks).toContain('my label');
  });

  it('say so afterwards when sharing fails, instead of posting twice', async () => {
    wire.answer('files.getUploadURLExternal', slot);
    nock('https://files.slack.com').post('/upload/v1/abc').reply(200, 'OK');
    wire.answer('chat.postMessage', posted);
    wire.answer('files.completeUploadExternal', { ok: false, error: 'posting_to_channel_denied' });
    wire.answer('chat.update', { ok: true, channel: 'C01', ts });
    expect(await wire.desk.post(to, words('', [file]))).toEqual({ ref: ts });
    expect(wire.sent.at(-1)?.form.blocks).toContain('⚠ label.pdf could not be shown here');
  });

  it('never send bytes to a host that is not Slack’s', async () => {
    wire.answer('files.getUploadURLExternal', { ...slot, upload_url: 'https://evil.example/upload' });
    wire.answer('chat.postMessage', posted);
    await wire.desk.post(to, words('x', [file]));
    expect(wire.sent[2]?.form.blocks).toContain('⚠ label.pdf');
  });
});
