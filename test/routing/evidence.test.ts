// Proves that what a platform tells of our sends is believed to the letter: receipts, parts, and sends whose answer was lost (A7, C4).

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboundReceipt } from '../../src/channels/inbound.js';
import type { Conversation } from '../../src/core/conversation.js';
import { Failure } from '../../src/core/errors.js';
import { applyParkedReceipts } from '../../src/routing/verbs/record-receipt.js';
import { retryDelivery } from '../../src/routing/verbs/retry-delivery.js';
import { finishAndClaimNext } from '../../src/store/finish.js';
import { claimHeadOfLane } from '../../src/store/lanes.js';
import { newId } from '../../src/store/store.js';
import { eventually } from '../support/eventually.js';
import { openPhoneFloor, type PhoneFloor } from './phone-floor.js';

let floor: PhoneFloor;
beforeAll(async () => {
  floor = await openPhoneFloor();
});
afterAll(() => floor.close());
beforeEach(async () => {
  floor.phone.sent.length = 0;
  floor.phone.take = () => newId();
  await floor.query('delete from parked_receipt');
});

const report = (change: Partial<InboundReceipt>) =>
  floor.hear({ type: 'receipt', channel: floor.phoneDoor, address: 'x', receipt: 'sent', ...change });
const gone = { error: { class: 'window', code: '131047', sentence: 'Too late.' } } as const;
const only = async (conversation: Conversation) => {
  const [row] = await floor.deliveries(conversation.id, 'customer');
  if (!row) throw new Error('nothing was written');
  return row;
};
/** The process dies in the middle of the head of the lane: what it had done so far is `done`. */
async function dieAfter(conversation: Conversation, ...acknowledged: string[]) {
  const work = await sendUpTo(conversation, ...acknowledged);
  await floor.letTimePass();
  return work.delivery.id;
}
/** The head of the lane is on its way: these parts of it are answered. */
async function sendUpTo({ organizationId, id }: Conversation, ...acknowledged: string[]) {
  const at = { organizationId, id, lane: 'customer', attemptId: newId<'attempt'>(), leaseMs: 9_000 } as const;
  const work = await claimHeadOfLane(floor.store, at);
  if (!work) throw new Error('nothing to take');
  for (const [part, externalId] of acknowledged.entries())
    await floor.query(
      'insert into delivery_part (organization_id, delivery_id, part, channel_id, external_id) values ($1, $2, $3, $4, $5)',
      [organizationId, work.delivery.id, part, floor.phoneDoor.id, externalId],
    );
  return work;
}
/** Ids by the words of the part, so that reports can name them. */
const takeAs = (prefix: string) => {
  floor.phone.take = ({ text }) => `${prefix}.${text}`;
};
const words = () => floor.phone.sent.map((one) => one.split(': ')[1]);

describe('a receipt', () => {
  it('that comes before the answer of its send is applied later, and forgotten when nobody ever claims it', async () => {
    takeAs('p1');
    const conversation = await floor.replies('parked', 'hi');
    await report({ externalId: 'p1.hi', receipt: 'delivered' });
    await report({ externalId: 'nobody’s', receipt: 'read' });
    await applyParkedReceipts(floor.routing);
    expect(await floor.standing(conversation)).toEqual(['hi pending queued']);
    await floor.drain(conversation);
    await applyParkedReceipts(floor.routing);
    expect(await floor.standing(conversation)).toEqual(['hi sent delivered']);
    const left = () => floor.query('select external_id from parked_receipt');
    expect(await left()).toEqual([{ external_id: 'nobody’s' }]);
    await floor.query("update parked_receipt set created_at = now() - interval '16 minutes'");
    await applyParkedReceipts(floor.routing);
    expect(await left()).toEqual([]);
  });

  it('only climbs, in whatever order reports come; delivered after failed wins, and it is not sent again', async () => {
    const orders = [
      [['read', 'delivered', 'sent'], 'read'],
      [['delivered', 'failed'], 'delivered'],
      [['failed', 'sent'], 'failed'],
      [['sent', 'failed', 'delivered'], 'delivered'],
    ] as const;
    for (const [index, [receipts, end]] of orders.entries()) {
      takeAs(`o${index}`);
      const conversation = await floor.replies(`order-${index}`, 'hi');
      await floor.drain(conversation);
      for (const receipt of receipts) await report({ externalId: `o${index}.hi`, receipt });
      expect(await floor.standing(conversation)).toEqual([`hi sent ${end}`]);
    }
  });

  it('of failure explains itself, and closes the window where the platform says that it is closed', async () => {
    takeAs('f');
    const conversation = await floor.replies('fails', 'hi');
    await floor.query(
      "update conversation set open_until = now() + interval '5 hours', reply_until = now() + interval '5 hours' where id = $1",
      [conversation.id],
    );
    await floor.drain(conversation);
    await report({ externalId: 'f.hi', receipt: 'failed', ...gone });
    expect(await floor.standing(conversation)).toEqual(['hi sent failed']);
    const [row] = await floor.query('select error from delivery where id = $1', [
      (await only(conversation)).id,
    ]);
    expect(row).toMatchObject({ error: { sentence: 'Too late.' } });
    const { openUntil } = await floor.conversation(conversation.id);
    expect(openUntil && openUntil.getTime() <= Date.now()).toBe(true);
    expect((await floor.events(conversation.id)).at(-1)?.kind).toBe('delivery.dead');
  });

  it('that lands while the send is being recorded as done is not lost', async () => {
    const conversation = await floor.replies('meets', 'hi');
    const work = await sendUpTo(conversation, 'meets.hi');
    const next = { externalId: 'meets.hi', attemptId: newId<'attempt'>(), leaseMs: 9_000 };
    let recorded: Promise<unknown> = Promise.resolve();
    await floor.store.transaction(async ({ db }) => {
      await db.execute(sql`select 1 from delivery where id = ${work.delivery.id} for update`);
      recorded = finishAndClaimNext(floor.store, work, next);
      await eventually('the record waits for the report', async () => {
        const waiting = await floor.query(
          "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return waiting.length > 0;
      });
      await db.execute(
        sql`update delivery_part set receipt = 'read' where delivery_id = ${work.delivery.id}`,
      );
    });
    await recorded;
    expect(await floor.standing(conversation)).toEqual(['hi sent read']);
  });

  it('of failure that overtakes the answer of its send is not lost when the answer comes', async () => {
    const conversation = await floor.replies('overtaken', 'hi');
    const { id: deliveryId } = await only(conversation);
    floor.phone.take = async () => {
      await report({ externalId: 'over.1', deliveryId, part: 0, receipt: 'failed', ...gone });
      return 'over.1';
    };
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['hi sent failed']);
    const [row] = await floor.query('select error from delivery where id = $1', [deliveryId]);
    expect(row).toMatchObject({ error: { code: '131047' } });
  });

  it('by a synchronous refusal of the window closes it as well', async () => {
    const conversation = await floor.replies('refused', 'hi');
    await floor.query(
      "update conversation set open_until = now() + interval '5 hours', reply_until = now() + interval '5 hours' where id = $1",
      [conversation.id],
    );
    floor.phone.take = () => {
      throw new Failure('Closed.', { class: 'window', code: '10' });
    };
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['hi dead failed']);
    const { replyUntil } = await floor.conversation(conversation.id);
    expect(replyUntil && replyUntil.getTime() <= Date.now()).toBe(true);
  });

  it('of everything up to a moment or a message touches this customer’s sends alone, and none of another door', async () => {
    takeAs('w');
    const conversation = await floor.replies('marks', 'one', 'two');
    const other = await floor.replies('marks-not', 'three');
    await floor.drain(conversation);
    await floor.drain(other);
    await report({ address: 'marks', upToExternalId: 'w.one', receipt: 'delivered' });
    expect((await floor.standing(conversation))[0]).toBe('one sent delivered');
    await report({ address: 'marks', upToAt: new Date(Date.now() + 60_000), receipt: 'read' });
    expect(await floor.standing(conversation)).toEqual(['one sent read', 'two sent read']);
    await report({ channel: floor.door, address: 'marks-not', externalId: 'w.three', receipt: 'read' });
    const [{ id: deliveryId }] = [await only(other)];
    await report({ channel: floor.door, externalId: 'w.x', deliveryId, part: 0, receipt: 'read' });
    await report({ address: 'marks', upToExternalId: 'unknown', receipt: 'read' });
    expect(await floor.standing(other)).toEqual(['three sent sent']);
    expect(await floor.parts(other)).toEqual([]);
  });

  it('of one of somebody we never heard of makes no contact', async () => {
    await report({ address: 'stranger', aliases: ['stranger', 'S1'], externalId: 'theirs', receipt: 'read' });
    expect(await floor.contacts('stranger', 'S1')).toEqual([]);
  });
});

describe('a message in parts', () => {
  it('is as far as its least part, once all are out', async () => {
    takeAs('l');
    const conversation = await floor.replies('least', 'a|b|c');
    await floor.drain(conversation);
    expect(words()).toEqual(['a', 'b', 'c']);
    const steps = [
      ['a', 'read', 'sent'],
      ['b', 'delivered', 'sent'],
      ['c', 'read', 'delivered'],
      ['b', 'read', 'read'],
    ] as const;
    for (const [part, receipt, whole] of steps) {
      await report({ externalId: `l.${part}`, receipt });
      expect(await floor.standing(conversation)).toEqual([`a|b|c sent ${whole}`]);
    }
  });

  it('is not delivered because its first part is, while another was refused', async () => {
    const conversation = await floor.replies('refused-part', 'a|b|c');
    floor.phone.take = ({ text, index }) => {
      if (index === 1) throw new Failure('Not this.', { class: 'content', code: '131053' });
      return `rp.${text}`;
    };
    await floor.drain(conversation);
    await report({ externalId: 'rp.a', receipt: 'delivered' });
    expect(await floor.standing(conversation)).toEqual(['a|b|c dead failed']);
    takeAs('rp2');
    const agent = await floor.agent('Kim');
    await retryDelivery(floor.routing, { agent, conversationId: conversation.id });
    await floor.drain(conversation);
    expect(words()).toEqual(['a', 'b', 'c']);
    expect(await floor.standing(conversation)).toEqual(['a|b|c sent sent']);
  });

  it('counts reports that come while later parts are still on their way', async () => {
    const conversation = await floor.replies('early', 'a|b');
    const { id: deliveryId } = await only(conversation);
    floor.phone.take = async ({ text, index }) => {
      if (index === 1) await report({ externalId: 'e.a', receipt: 'read' });
      await report({ externalId: `e.${text}`, deliveryId, part: index, receipt: 'delivered' });
      if (index === 1) expect(await floor.standing(conversation)).toEqual(['a|b sending queued']);
      return `e.${text}`;
    };
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['a|b sent delivered']);
  });

  it('goes on with the next after a wait, and with the first that failed when a person retries', async () => {
    let busy = true;
    const conversation = await floor.replies('limited', 'a|b|c');
    floor.phone.take = ({ text, index }) => {
      if (index === 1 && busy)
        throw new Failure('Slow.', { class: 'retry', code: '131056', retryAfterMs: 1 });
      return `g.${text}`;
    };
    await floor.drain(conversation);
    busy = false;
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(words()).toEqual(['a', 'b', 'c']);
    await report({ externalId: 'g.b', receipt: 'failed', ...gone });
    takeAs('h');
    const agent = await floor.agent('Kim');
    await floor.query(
      "update delivery set first_attempt_at = now() - interval '2 days' where conversation_id = $1",
      [conversation.id],
    );
    await retryDelivery(floor.routing, { agent, conversationId: conversation.id });
    // A report about the try before names a part whose predecessor goes out again.
    const { id: deliveryId } = await only(conversation);
    await report({ externalId: 'g.c', deliveryId, part: 2, receipt: 'delivered' });
    await floor.drain(conversation);
    expect(words()).toEqual(['a', 'b', 'c', 'b', 'c']);
    expect((await floor.parts(conversation)).map((one) => one.external_id)).toEqual(['g.a', 'h.b', 'h.c']);
  });

  it('gets a whole day again from a person’s retry', async () => {
    const conversation = await floor.replies('day', 'a');
    floor.phone.take = () => {
      throw new Failure('no', { class: 'content', code: 'x' });
    };
    await floor.drain(conversation);
    await floor.query(
      "update delivery set first_attempt_at = now() - interval '2 days' where conversation_id = $1",
      [conversation.id],
    );
    const agent = await floor.agent('Kim');
    await retryDelivery(floor.routing, { agent, conversationId: conversation.id });
    floor.phone.take = () => {
      throw new Failure('down', { class: 'retry', code: 'x' });
    };
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['a pending queued']);
  });
});

describe('a send whose answer was lost', () => {
  it('is settled by a status that brings our id, and never sent again', async () => {
    const conversation = await floor.replies('lost', 'hi');
    floor.phone.take = () => {
      throw new Failure('Timeout.', { class: 'retry', code: 'timeout', ambiguous: true });
    };
    await floor.drain(conversation);
    const { id: deliveryId } = await only(conversation);
    expect(await floor.standing(conversation)).toEqual(['hi ambiguous queued']);
    await report({ externalId: 'lost.1', deliveryId, part: 0, receipt: 'delivered' });
    takeAs('again');
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(floor.phone.sent).toEqual([]);
    expect(await floor.standing(conversation)).toEqual(['hi sent delivered']);
  });

  it('is unknown after our patience, and later evidence settles it all the same', async () => {
    const conversation = await floor.replies('patience', 'hi');
    const deliveryId = await dieAfter(conversation);
    const sender = floor.createSender();
    await floor.drain(conversation, sender);
    expect(await floor.standing(conversation)).toEqual(['hi ambiguous queued']);
    const now = performance.now.bind(performance);
    const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 16_000);
    await floor.letTimePass();
    await floor.drain(conversation, sender);
    later.mockRestore();
    expect(await floor.standing(conversation)).toEqual(['hi unknown failed']);
    await report({ externalId: 'late.1', deliveryId, part: 0, receipt: 'sent' });
    await floor.drain(conversation);
    expect(floor.phone.sent).toEqual([]);
    expect(await floor.standing(conversation)).toEqual(['hi sent sent']);
  });

  it('has the whole patience of the platform also when it was tried long before', async () => {
    const conversation = await floor.replies('old', 'hi');
    await dieAfter(conversation);
    await floor.query(
      "update delivery set first_attempt_at = now() - interval '1 hour' where conversation_id = $1",
      [conversation.id],
    );
    await floor.drain(conversation);
    expect(await floor.standing(conversation)).toEqual(['hi ambiguous queued']);
  });

  it('in the middle goes on behind the part that evidence names, and doubts the next one anew', async () => {
    takeAs('m');
    const conversation = await floor.replies('middle', 'a|b|c');
    const deliveryId = await dieAfter(conversation, 'm.a');
    await floor.drain(conversation);
    expect(floor.phone.sent).toEqual([]);
    await report({ externalId: 'm.b', deliveryId, part: 1, receipt: 'sent' });
    // It dies again, with the third part on its way this time.
    floor.phone.take = () => {
      throw new Failure('Timeout.', { class: 'retry', code: 'timeout', ambiguous: true });
    };
    await floor.letTimePass();
    await floor.drain(conversation);
    takeAs('m');
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(floor.phone.sent).toEqual([]);
    expect(await floor.standing(conversation)).toEqual(['a|b|c ambiguous queued']);
    await report({ externalId: 'm.c', deliveryId, part: 2, receipt: 'sent' });
    await floor.letTimePass();
    await floor.drain(conversation);
    expect(floor.phone.sent).toEqual([]);
    expect(await floor.standing(conversation)).toEqual(['a|b|c sent sent']);
  });

  it('after a part that only evidence knows goes on with the next', async () => {
    takeAs('n');
    const conversation = await floor.replies('evidenced', 'a|b');
    const deliveryId = await dieAfter(conversation);
    await report({ externalId: 'n.a', deliveryId, part: 0, receipt: 'delivered' });
    expect(await floor.standing(conversation)).toEqual(['a|b sending queued']);
    await floor.drain(conversation);
    expect(words()).toEqual(['b']);
    expect(await floor.standing(conversation)).toEqual(['a|b sent sent']);
  });
});
