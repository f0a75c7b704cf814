// Proves what a visitor reads: their own conversation and no other's, also after somebody signs in.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordReceipt } from '../../src/routing/verbs/record-receipt.js';
import { findAttachmentOf, insertAttachment } from '../../src/store/attachments.js';
import { readFeed, readSnapshot } from '../../src/store/feed.js';
import { readLatest } from '../../src/store/latest.js';
import {
  createVisitor,
  findVisitor,
  forgetVisitorToken,
  identifyVisitor,
  type VisitorRow,
} from '../../src/store/visitors.js';
import { expectSound, type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
let tokens = 0;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const visit = () => {
  tokens += 1;
  return createVisitor(floor.store, floor.door, `hash-${tokens}`, {});
};
const signIn = (visitor: VisitorRow, subject: string) => {
  tokens += 1;
  return identifyVisitor(floor.store, floor.door, visitor, {
    subject,
    facts: { name: subject },
    tokenHash: `hash-${tokens}`,
  });
};
/** Checked wherever it is read: were a stream told otherwise, the widget would read its snapshot again and again. */
const snapshot = async (visitor: VisitorRow) => {
  const shown = await readSnapshot(floor.store, floor.door, visitor, 50);
  const latest = await readLatest(floor.store, floor.door, visitor);
  const { conversationId, status, sequence } = shown ?? {};
  expect(latest).toEqual(shown && { conversationId, status, sequence });
  return shown;
};
const texts = async (visitor: VisitorRow) => (await snapshot(visitor))?.messages.map((one) => one.text) ?? [];

describe('a visitor', () => {
  it('is known by their token until it is forgotten', async () => {
    const visitor = await visit();
    expect(await findVisitor(floor.store, floor.door, `hash-${tokens}`)).toEqual(visitor);
    await forgetVisitorToken(floor.store, floor.door, visitor);
    expect(await findVisitor(floor.store, floor.door, `hash-${tokens}`)).toBeNull();
  });

  it('cannot read another’s conversation, even knowing its id (A14)', async () => {
    const [one, other] = [await visit(), await visit()];
    const { conversationId } = await floor.say(one.address, { text: 'mine' });
    const cursor = { conversationId, after: 0, limit: 50 };
    expect((await readFeed(floor.store, floor.door, one, cursor)).map((row) => row.kind)).toEqual([
      'message.received',
    ]);
    expect(await readFeed(floor.store, floor.door, other, cursor)).toEqual([]);
    expect(await snapshot(other)).toBeNull();
  });

  it('never sees notes, holds, categories or failures in their feed (A15)', async () => {
    const one = await visit();
    const { conversationId: id } = await floor.say(one.address);
    const hidden = [
      'note.added',
      'line.held',
      'conversation.categorized',
      'delivery.dead',
      'thread.renewed',
      'contact.identified',
    ];
    for (const [at, kind] of hidden.entries())
      await floor.query(
        `insert into event (organization_id, conversation_id, sequence, kind, actor, data) values ($1, $2, $3, $4, '{}', '{}')`,
        [floor.door.organizationId, id, 100 + at, kind],
      );
    const rows = await readFeed(floor.store, floor.door, one, { conversationId: id, after: 0, limit: 50 });
    expect(rows.map((row) => row.kind)).toEqual(['message.received']);
    await floor.query('delete from event where conversation_id = $1 and sequence >= 100', [id]);
  });

  it('has read nothing of a new conversation, however much of the last', async () => {
    const one = await visit();
    const { conversationId } = await floor.say(one.address);
    await recordReceipt(floor.routing, {
      channel: floor.door,
      address: one.address,
      upToSequence: 2,
      receipt: 'read',
    });
    expect((await snapshot(one))?.seenSequence).toBe(2);
    await floor.query("update conversation set status = 'closed' where id = $1", [conversationId]);
    await floor.say(one.address);
    expect((await snapshot(one))?.seenSequence).toBe(0);
  });
});

describe('signing in', () => {
  it('brings the open conversation along, with its files and its story', async () => {
    const nameless = await visit();
    const { organizationId, id: channelId } = floor.door;
    const owner = { organizationId, channelId, address: nameless.address };
    const file = { name: 'a.png', type: 'image/png', sizeBytes: 1, storageKey: 'k' };
    const { id } = await insertAttachment(floor.store, owner, file);
    const { conversationId } = await floor.say(nameless.address, { text: 'hello', attachmentIds: [id] });
    const person = await signIn(nameless, 'maria');
    expect(await texts(person)).toEqual(['hello']);
    expect(await findAttachmentOf(floor.store, { ...owner, address: person.address }, id)).not.toBeNull();
    expect(await findAttachmentOf(floor.store, owner, id)).toBeNull();
    expect((await floor.events(conversationId)).at(-1)?.kind).toBe('contact.identified');
    // The next line goes on in the same conversation, under the person's own address.
    expect((await floor.say(person.address)).conversationId).toBe(conversationId);
    expect(await snapshot(nameless)).toBeNull();
    await expectSound(floor);
  });

  it('meets the person’s own open conversation, and leaves the nameless one behind', async () => {
    const person = await signIn(await visit(), 'nora');
    await floor.say(person.address, { text: 'nora’s' });
    const second = await visit();
    await floor.say(second.address, { text: 'nameless' });
    expect(await texts(await signIn(second, 'nora'))).toEqual(['nora’s']);
  });

  it('gives nothing of the person who was signed in before to the next one', async () => {
    const otto = await signIn(await visit(), 'otto');
    await floor.say(otto.address, { text: 'otto’s secret' });
    const paula = await signIn(otto, 'paula');
    expect(await texts(paula)).toEqual([]);
    expect(await texts(otto)).toEqual(['otto’s secret']);
  });
});
