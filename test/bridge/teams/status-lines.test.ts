// Status lines: one per run of an agent's lines, redrawn in place, in order, never told twice, anew when someone deleted it.

import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderStatus } from '../../../src/bridge/teams/render-status.js';
import { createStatusLines, type StatusLines } from '../../../src/bridge/teams/status-lines.js';
import { type Json, recordAt, recordsAt, textAt } from '../../../src/core/payload.js';
import { failureOf, openWire, place, type Sent, type Wire } from './wire.js';

const root = '1776390257332';
const first = { team: null, place, ref: `${root}/1776390300000` };
const second = { team: null, place, ref: `${root}/1776390360000` };

let wire: Wire;
let now: number;
let lines: StatusLines;

beforeEach(() => {
  now = 1_776_390_300_500;
  wire = openWire();
  lines = open();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

function open(): StatusLines {
  return createStatusLines({ options: wire.options, connector: wire.connector }, () => now);
}

/** What the call showed: its method, and the line without its times. */
function told({ method, path, body }: Sent): string {
  const content = recordAt(recordsAt(body, 'attachments')[0] ?? null, 'content');
  const text = textAt(recordsAt(content, 'body')[0] ?? null, 'text') ?? '';
  const id = method === 'POST' ? '' : ` ${path.slice(-1)}`;
  return `${method}${id} ${text.replaceAll(/\{\{TIME\(.*?T(..:..):..Z\)\}\}/g, '$1')}`;
}

describe('createStatusLines', () => {
  it('tells of a line by a small post below it, and redraws that', async () => {
    wire.takeAll();
    await lines.mark(first, 'waiting');
    await lines.mark(first, 'sent');
    await lines.mark(first, 'seen');
    expect(wire.sent.map(told)).toEqual(['POST ⏳ 01:45', 'PUT 1 ✅ 01:45', 'PUT 1 👀 01:45']);
  });

  it('says nothing twice', async () => {
    wire.takeAll();
    await lines.mark(first, 'sent');
    await lines.mark(first, 'sent');
    await open().mark(first, 'sent');
    expect(wire.sent).toHaveLength(1);
  });

  it('tells of a run of lines in one, whoever marks them, after a restart too', async () => {
    wire.takeAll();
    await lines.mark(first, 'seen');
    await open().mark(second, 'sent');
    await lines.mark({ ...first, ref: `${root}/1776390420000` }, 'sent');
    expect(wire.sent.map(told)).toEqual([
      'POST 👀 01:45',
      'PUT 1 👀 01:45  ·  ✅ 01:46',
      'PUT 1 👀 01:45  ·  ✅ 01:46 – 01:47 (2)',
    ]);
  });

  it('begins a new one when something else of ours was posted since, and still redraws the old', async () => {
    wire.takeAll();
    await lines.mark(first, 'sent');
    now += 10;
    lines.breakRun(place, root);
    now += 10;
    await lines.mark(second, 'sent');
    await lines.mark(first, 'seen');
    expect(wire.sent.map(told)).toEqual(['POST ✅ 01:45', 'POST ✅ 01:46', 'PUT 1 👀 01:45']);
  });

  it('begins a new one after ten minutes', async () => {
    wire.takeAll();
    await lines.mark(first, 'sent');
    now += 10 * 60_000 + 1;
    await lines.mark(second, 'sent');
    expect(wire.sent.map(told)).toEqual(['POST ✅ 01:45', 'POST ✅ 01:46']);
  });

  it('keeps concurrent marks of one thread in order', async () => {
    wire.takeAll();
    await Promise.all([lines.mark(first, 'sent'), lines.mark(second, 'sent'), lines.mark(first, 'failed')]);
    expect(wire.sent.map(told)).toEqual([
      'POST ✅ 01:45',
      'PUT 1 ✅ 01:45 – 01:46 (2)',
      'PUT 1 ⚠️ 01:45  ·  ✅ 01:46',
    ]);
  });

  it('posts it anew when someone deleted it', async () => {
    const gone = new Set<string>();
    wire.takeAll(gone);
    await lines.mark(first, 'sent');
    gone.add('1776390400001');
    await lines.mark(first, 'seen');
    await lines.mark(first, 'failed');
    expect(wire.sent.map(told)).toEqual([
      'POST ✅ 01:45',
      'PUT 1 👀 01:45',
      'POST 👀 01:45',
      'PUT 2 ⚠️ 01:45',
    ]);
  });

  it('says a failure on, remembers nothing of it, and goes on', async () => {
    wire.answer('POST', 503);
    expect(await failureOf(lines.mark(first, 'sent'))).toMatchObject({ class: 'retry' });
    wire.takeAll();
    await lines.mark(first, 'sent');
    expect(wire.sent.map(told)).toEqual(['POST ✅ 01:45', 'POST ✅ 01:45']);
  });

  it('tells nothing of a line that stands in no thread', async () => {
    await lines.mark({ team: null, place, ref: 'upload:1' }, 'sent');
    expect(wire.sent).toHaveLength(0);
  });

  it('takes the moment it heard of a line whose id is no moment', async () => {
    wire.takeAll();
    await lines.mark({ team: null, place: 'team-id', ref: 'r1/m7' }, 'sent');
    expect(wire.sent.map(told)).toEqual(['POST ✅ 01:45']);
  });
});

describe('renderStatus', () => {
  it('can be heard as well as seen', () => {
    const shown = renderStatus([
      { ref: 'r/1', mark: 'seen', at: 0 },
      { ref: 'r/2', mark: 'sent', at: 1 },
      { ref: 'r/3', mark: 'sent', at: 2 },
    ]);
    expect(shown.summary).toBe('Delivery: seen by the customer, 2 lines sent');
    const [attachment] = shown.attachments as Json[];
    expect(recordAt(attachment ?? null, 'content').speak).toBe('seen by the customer, 2 lines sent');
  });
});
