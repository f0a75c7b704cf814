// Proves what becomes of customers' lines: once, by their files, and sent at once only where nothing is on its way.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/errors.js';
import type { AttachmentId } from '../../../src/core/id.js';
import { deleteReceived, editReceived } from '../../../src/routing/verbs/customer-change.js';
import { recordReceipt } from '../../../src/routing/verbs/record-receipt.js';
import { insertAttachment } from '../../../src/store/attachments.js';
import { finishAndClaimNext } from '../../../src/store/finish.js';
import { claimHeadOfLane, failAttempt } from '../../../src/store/lanes.js';
import { newId } from '../../../src/store/store.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({ instant: true });
});
afterAll(() => floor.close());

const store = (address: string, type: string): Promise<AttachmentId> =>
  insertAttachment(
    floor.store,
    { organizationId: floor.door.organizationId, channelId: floor.door.id, address },
    { name: 'file', type, sizeBytes: 1, storageKey: newId() },
  ).then((file) => file.id);
const kindOf = async (messageId: unknown) =>
  (await floor.query<{ kind: string }>('select kind from message where id = $1', [messageId]))[0]?.kind;

describe('a customer’s line', () => {
  it('is stored once, however often it comes; the same id with other words is refused', async () => {
    const first = await floor.say('twice', { externalId: 'same', text: 'Hi', strictId: true });
    const again = await floor.say('twice', { externalId: 'same', text: 'Hi', strictId: true });
    expect(again).toEqual({ ...first, duplicate: true });
    expect(await refusal(floor.say('twice', { externalId: 'same', text: 'Other', strictId: true }))).toBe(
      'duplicate',
    );
  });

  it('is refused when it is empty or too long, and cleaned of what cannot be stored', async () => {
    expect(await refusal(floor.say('bad', { text: ' \n' }))).toBe('empty-message');
    expect(await refusal(floor.say('bad', { text: '\u0000' }))).toBe('empty-message');
    expect(await refusal(floor.say('bad', { text: 'x'.repeat(10_001) }))).toBe('too-long');
    const { messageId } = await floor.say('bad', { text: 'a\u0000\ud800b', externalId: 'odd' });
    const [row] = await floor.query<{ text: string }>('select text from message where id = $1', [messageId]);
    expect(row?.text).toBe('a\ufffdb');
    const edit = { channel: floor.door, address: 'bad', externalId: 'odd' };
    await editReceived(floor.routing, { ...edit, text: 'c\u0000' });
    expect(await refusal(editReceived(floor.routing, { ...edit, text: ' ' }))).toBe('empty-message');
    await Promise.all([deleteReceived(floor.routing, edit), deleteReceived(floor.routing, edit)]);
    const kinds = (await floor.query('select kind from event where kind like $1', ['message.%ed'])).map(
      (one) => one.kind,
    );
    expect(kinds.filter((one) => one === 'message.deleted' || one === 'message.edited').sort()).toEqual([
      'message.deleted',
      'message.edited',
    ]);
  });

  it('is of the kind of its files', async () => {
    const say = async (...types: string[]) => {
      const attachmentIds = [];
      for (const type of types) attachmentIds.push(await store('files', type));
      return kindOf((await floor.say('files', { kind: 'file', text: '', attachmentIds })).messageId);
    };
    expect(await say('image/png')).toBe('image');
    expect(await say('image/png', 'image/gif')).toBe('image');
    expect(await say('image/png', 'application/pdf')).toBe('file');
    expect(await say('audio/ogg')).toBe('audio');
  });

  it('takes only its customer’s own files, each once, and the repeat of a post as one (A19)', async () => {
    const [mine, theirs] = [await store('owner', 'image/png'), await store('thief', 'image/png')];
    const line = { kind: 'file', text: '' } as const;
    expect(await refusal(floor.say('owner', { ...line, attachmentIds: [theirs] }))).toBe('file-refused');
    expect(await refusal(floor.say('owner', { ...line, attachmentIds: [newId<'attachment'>()] }))).toBe(
      'file-refused',
    );
    const post = { ...line, attachmentIds: [mine, mine], externalId: 'with-file' };
    const first = await floor.say('owner', post);
    expect(await floor.say('owner', post)).toEqual({ ...first, duplicate: true });
    expect(await refusal(floor.say('owner', { ...line, attachmentIds: [mine] }))).toBe('file-refused');
  });

  it('owes an answer only while the AI has it', async () => {
    const { conversationId } = await floor.say('owed');
    const due = () =>
      floor.query('select answer_due_sequence from conversation where id = $1', [conversationId]);
    expect(await due()).toEqual([{ answer_due_sequence: 2 }]);
    const pending = await floor.openPending('owed-not');
    await floor.say('owed-not');
    expect(await floor.query('select answer_due_at from conversation where id = $1', [pending.id])).toEqual([
      { answer_due_at: null },
    ]);
  });
});

describe('taken at once', () => {
  it('of two lines at the same moment one goes at most, and always the first; 200 times', async () => {
    const { id, organizationId } = await floor.openPending('instant');
    await floor.query("update conversation set thread_ref = 'instant.1' where id = $1", [id]);
    const clear = () =>
      floor.query(
        "update delivery set status = 'sent', lease_until = null where conversation_id = $1 and lane = 'thread'",
        [id],
      );
    for (let round = 0; round < 200; round += 1) {
      await clear();
      await Promise.all([floor.say('instant'), floor.say('instant')]);
      const rows = await floor.query<{ status: string }>(
        "select status from delivery where conversation_id = $1 and lane = 'thread' order by sequence desc limit 2",
        [id],
      );
      expect(rows.map((one) => one.status)).toEqual(['pending', 'sending']);
    }
    await clear();
    // Behind one that waits for its next try nothing overtakes.
    await floor.say('instant');
    await expire(id);
    const work = await claimHeadOfLane(floor.store, {
      organizationId,
      id,
      lane: 'thread',
      attemptId: newId<'attempt'>(),
      leaseMs: 9_000,
    });
    if (!work) throw new Error('nothing to take');
    const { message: sentence } = new Failure('no', { class: 'retry', code: 'x' });
    await failAttempt(floor.store, work, {
      status: 'pending',
      delayMs: 60_000,
      counted: true,
      error: { class: 'retry', code: 'x', sentence },
    });
    await floor.say('instant');
    const last = (await floor.deliveries(id, 'thread')).at(-1);
    expect(last?.status).toBe('pending');
    await expectSound(floor);
  }, 40_000);

  const expire = (id: string) =>
    floor.query(
      "update delivery set lease_until = now() - interval '1 second' where conversation_id = $1 and status = 'sending'",
      [id],
    );
});

describe('receipts', () => {
  it('climb and never fall, settle what was given up on, and stay with the customer they are from (A7)', async () => {
    const { id, organizationId } = await floor.openPending('reader');
    const attempt = { attemptId: newId<'attempt'>(), leaseMs: 9_000 };
    const work = await claimHeadOfLane(floor.store, { organizationId, id, lane: 'customer', ...attempt });
    if (!work) throw new Error('nothing to take');
    await finishAndClaimNext(floor.store, work, { externalId: 'ext-1', ...attempt });
    const door = { channel: floor.door, address: 'reader' };
    const receipt = async () => (await floor.deliveries(id, 'customer'))[0]?.receipt;
    const report = async (one: 'sent' | 'delivered' | 'read' | 'failed') => {
      await recordReceipt(floor.routing, { ...door, externalId: 'ext-1', receipt: one });
      return receipt();
    };
    expect([await report('failed'), await report('sent'), await report('delivered')]).toEqual([
      'failed',
      'failed',
      'delivered',
    ]);
    expect([await report('failed'), await report('read'), await report('delivered')]).toEqual([
      'delivered',
      'read',
      'read',
    ]);
    await floor.query(
      "update delivery set status = 'unknown', receipt = 'failed' where conversation_id = $1 and lane = 'customer'",
      [id],
    );
    await recordReceipt(floor.routing, {
      ...door,
      address: 'somebody else',
      upToSequence: 99,
      receipt: 'read',
    });
    expect(await receipt()).toBe('failed');
    await report('delivered');
    expect((await floor.deliveries(id, 'customer'))[0]).toMatchObject({
      status: 'sent',
      receipt: 'delivered',
    });
  });
});
