// The wire format of marks, links and the search for evidence.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/errors.js';
import { closeWire, openWire, type Wire, wireTeam } from './wire.js';

let wire: Wire;

beforeEach(() => {
  wire = openWire();
});
afterEach(closeWire);

const ts = '1790000001.000200';
const at = { team: wireTeam, place: 'C01', ref: ts };
const thread = { team: wireTeam, place: 'C01', threadRef: '1790000000.000100' };

describe('marks', () => {
  it.each([
    ['waiting', 'hourglass_flowing_sand'],
    ['sent', 'white_check_mark'],
    ['seen', 'eyes'],
    ['failed', 'warning'],
  ] as const)('show %s as %s', async (mark, name) => {
    wire.answer('reactions.add', { ok: true });
    await wire.desk.mark?.(at, mark, null);
    expect(wire.sent[1]).toMatchObject({
      method: 'reactions.add',
      authorization: 'Bearer xoxb-wire',
      form: { channel: 'C01', timestamp: ts, name },
    });
  });

  it('add the new one before they take the earlier away', async () => {
    wire.answer('reactions.add', { ok: true });
    wire.answer('reactions.remove', { ok: true });
    await wire.desk.mark?.(at, 'sent', 'waiting');
    expect(wire.sent.slice(1).map((call) => [call.method, call.form.name])).toEqual([
      ['reactions.add', 'white_check_mark'],
      ['reactions.remove', 'hourglass_flowing_sand'],
    ]);
  });

  it('may be drawn twice', async () => {
    wire.answer('reactions.add', { ok: false, error: 'already_reacted' });
    wire.answer('reactions.remove', { ok: false, error: 'no_reaction' });
    await expect(wire.desk.mark?.(at, 'sent', 'waiting')).resolves.toBeUndefined();
  });

  it('fail when the line is gone', async () => {
    wire.answer('reactions.add', { ok: false, error: 'message_not_found' });
    await expect(wire.desk.mark?.(at, 'sent', null)).rejects.toMatchObject({ class: 'recipient' });
  });
});

describe('links', () => {
  it('are asked for once', async () => {
    wire.answer('chat.getPermalink', {
      ok: true,
      channel: 'C01',
      permalink: 'https://acme.slack.com/archives/C01/p1790000001000200',
    });
    expect(await wire.desk.link?.(at)).toBe('https://acme.slack.com/archives/C01/p1790000001000200');
    expect(await wire.desk.link?.(at)).toBe('https://acme.slack.com/archives/C01/p1790000001000200');
    expect(wire.sent[1]).toMatchObject({
      method: 'chat.getPermalink',
      form: { channel: 'C01', message_ts: ts },
    });
  });

  it('are null for a post that is gone', async () => {
    wire.answer('chat.getPermalink', { ok: false, error: 'message_not_found' });
    expect(await wire.desk.link?.(at)).toBeNull();
  });
});

describe('evidence', () => {
  const since = new Date(1_790_000_001_000);
  const ours = (evidence: string, ref: string) => ({
    type: 'message',
    ts: ref,
    metadata: { event_type: 'baton_post', event_payload: { evidence } },
  });

  it('is looked for in the thread, from a minute before, through all pages', async () => {
    wire.answer('conversations.replies', {
      ok: true,
      messages: [ours('d-1', '1.1'), { ts: '1.2' }],
      response_metadata: { next_cursor: 'abc' },
    });
    wire.answer('conversations.replies', { ok: true, messages: [ours('d-2', '1.3')] });
    expect(await wire.desk.findPosted?.(thread, 'd-2', since)).toEqual({ ref: '1.3' });
    expect(wire.sent[1]?.form).toEqual({
      channel: 'C01',
      ts: thread.threadRef,
      oldest: '1789999941',
      limit: '100',
      include_all_metadata: 'true',
    });
    expect(wire.sent[2]?.form.cursor).toBe('abc');
  });

  it('of a root is looked for in the channel', async () => {
    wire.answer('conversations.history', { ok: true, messages: [ours('d-1', '1.1')] });
    expect(await wire.desk.findPosted?.({ ...thread, threadRef: null }, 'd-1', since)).toEqual({
      ref: '1.1',
    });
    expect(wire.sent[1]).toMatchObject({
      method: 'conversations.history',
      form: { channel: 'C01', include_all_metadata: 'true' },
    });
    expect(wire.sent[1]?.form).not.toHaveProperty('ts');
  });

  it('does not believe another app’s metadata', async () => {
    const foreign = { ts: '1.1', metadata: { event_type: 'other', event_payload: { evidence: 'd-1' } } };
    wire.answer('conversations.replies', { ok: true, messages: [foreign] });
    expect(await wire.desk.findPosted?.(thread, 'd-1', since)).toBeNull();
  });

  it('is not there when the thread is gone, and unknown when Slack cannot be asked', async () => {
    wire.answer('conversations.replies', { ok: false, error: 'thread_not_found' });
    expect(await wire.desk.findPosted?.(thread, 'd-1', since)).toBeNull();
    wire.answer('conversations.replies', { ok: false, error: 'internal_error' });
    await expect(wire.desk.findPosted?.(thread, 'd-1', since)).rejects.toBeInstanceOf(Failure);
  });
});
