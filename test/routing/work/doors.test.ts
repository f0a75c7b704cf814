// Proves on PostgreSQL that a channel that does not let us in pauses its own door alone, loses nothing, and drains once it works.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/channels/channel.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { Failure, type FailureFacts } from '../../../src/core/errors.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { reply } from '../../../src/routing/verbs/reply.js';
import { guardDoors } from '../../../src/routing/work/doors.js';
import type { LaneSender } from '../../../src/routing/work/lane.js';
import { createLanes } from '../../../src/routing/work/lanes.js';
import { listPausedDoors, reopenDoor } from '../../../src/store/channel-health.js';
import { findChannelByAccount } from '../../../src/store/chatbots.js';
import { findDue } from '../../../src/store/due.js';
import { newId, type Touch } from '../../../src/store/store.js';
import { expectSound, type Floor, openFloor } from '../floor.js';

let floor: Floor;
let answers: FailureFacts | null = null;
const sent: string[] = [];
const channels = new Map([
  ['web', { showsOnCommit: true } as Channel],
  ['whatsapp', {} as Channel],
  ['messenger', {} as Channel],
]);

beforeAll(async () => {
  floor = await openFloor({
    people: [{ name: 'Kim', role: 'supervisor', chatLimit: 100 }],
    chatbot: {
      channels: ['web', 'whatsapp', 'messenger'].map((kind) => ({
        kind,
        account: kind === 'web' ? 'acme-web' : kind,
        settings: {},
      })),
    },
  });
});
afterAll(() => floor.close());
beforeEach(async () => {
  answers = null;
  sent.length = 0;
  await floor.query('delete from channel_health');
  await floor.query("update delivery set status = 'cancelled' where status <> 'cancelled'");
});

const doorOf = async (kind: string) => {
  const door = await findChannelByAccount(floor.store, kind, kind === 'web' ? 'acme-web' : kind);
  if (!door) throw new Error(`no ${kind}`);
  return door;
};

let customers = 0;
/** An owned conversation on this channel with these replies waiting. */
async function replies(kind: string, ...texts: string[]): Promise<Conversation> {
  const agent = await floor.agent('Kim');
  customers += 1;
  const { conversationId } = await floor.say(`customer-${customers}`, { channel: await doorOf(kind) });
  await claim(floor.routing, { agent, conversationId });
  await floor.query("update delivery set status = 'sent' where conversation_id = $1", [conversationId]);
  for (const text of texts) await reply(floor.routing, { agent, conversationId, text, desk: { ref: null } });
  return floor.conversation(conversationId);
}

const sender: LaneSender = {
  async send(work) {
    if (answers)
      throw new Failure('The token is not accepted.', answers, { cause: new Error('the platform said so') });
    sent.push(work.message?.text ?? '');
    return { externalId: newId() };
  },
  settle: async () => null,
};
const drain = async (conversation: Conversation, customer = guardDoors(floor.routing, channels, sender)) => {
  const lanes = createLanes({
    routing: floor.routing,
    senders: { thread: sender, customer },
    wakeLater: () => undefined,
    leaseMs: 9_000,
  });
  await lanes.drain({ organizationId: conversation.organizationId, id: conversation.id, lane: 'customer' });
  await lanes.stop();
};
const rows = async ({ id }: Conversation) =>
  (await floor.deliveries(id, 'customer'))
    .filter((one) => one.status !== 'cancelled' && one.text?.startsWith('r'))
    .map((one) => `${one.text} ${one.status} ${one.attempts}`);
const waits = async ({ id }: Conversation) =>
  (
    await floor.query<{ s: number }>(
      "select extract(epoch from next_at - now())::float8 as s from delivery where conversation_id = $1 and lane = 'customer' and status = 'pending' order by sequence limit 1",
      [id],
    )
  )[0]?.s ?? 0;
/** The pause and the waits are over. */
const letTimePass = async () => {
  await floor.query("update channel_health set paused_until = now() - interval '1 second'");
  await floor.query("update delivery set next_at = now() - interval '1 second' where status = 'pending'");
};
const paused = async () => listPausedDoors(floor.store, floor.door.organizationId);

describe('a channel that does not let us in', () => {
  it('is paused; what is written meanwhile waits untried and uncounted, other channels go on', async () => {
    answers = { class: 'auth', code: '190' };
    const [one, two] = [await replies('whatsapp', 'r1', 'r2'), await replies('whatsapp', 'r3')];
    await drain(one);
    answers = null;
    await drain(two);
    expect(sent).toEqual([]);
    expect([...(await rows(one)), ...(await rows(two))]).toEqual([
      'r1 pending 0',
      'r2 pending 0',
      'r3 pending 0',
    ]);
    const wait = await waits(two);
    expect(wait > 50 && wait <= 65, `${wait} s`).toBe(true);
    expect(await paused()).toMatchObject([
      { kind: 'whatsapp', class: 'auth', code: '190', sentence: 'The token is not accepted.', waiting: 2 },
    ]);
    const other = await replies('messenger', 'r4');
    await drain(other);
    await drain(await replies('web', 'r5'));
    expect(sent).toEqual(['r4', 'r5']);
    await expectSound(floor);
  });

  it('is tried with one delivery when the pause is over; while that fails the rest stays put, however often', async () => {
    answers = { class: 'auth', code: '190' };
    const [one, two] = [await replies('whatsapp', 'r1'), await replies('whatsapp', 'r2')];
    await drain(one);
    await drain(two);
    for (let round = 0; round < 15; round += 1) {
      await letTimePass();
      await Promise.all([drain(one), drain(two)]);
    }
    expect([...(await rows(one)), ...(await rows(two))]).toEqual(['r1 pending 0', 'r2 pending 0']);
    let tries = 0;
    const counting: LaneSender = {
      ...sender,
      send: async () => {
        tries += 1;
        throw new Failure('no', { class: 'auth', code: '190' });
      },
    };
    const guard = guardDoors(floor.routing, channels, counting);
    await letTimePass();
    const lanes = createLanes({
      routing: floor.routing,
      senders: { thread: counting, customer: guard },
      wakeLater: () => undefined,
      leaseMs: 9_000,
    });
    await Promise.all(
      [one, two].map(({ organizationId, id }) => lanes.drain({ organizationId, id, lane: 'customer' })),
    );
    await lanes.stop();
    expect(tries).toBe(1);
  });

  it('opens with the first thing that goes out, and its backlog is due and woken at once', async () => {
    answers = { class: 'auth', code: '190' };
    const [one, two] = [await replies('whatsapp', 'r1', 'r2'), await replies('whatsapp', 'r3')];
    await drain(one);
    await drain(two);
    await letTimePass();
    await floor.query("update delivery set next_at = now() + interval '1 hour' where conversation_id = $1", [
      two.id,
    ]);
    answers = null;
    const touched: Touch[] = [];
    const unhear = floor.store.onCommit((touches) => void touched.push(...touches));
    await drain(one);
    unhear();
    expect(touched).toContainEqual(expect.objectContaining({ kind: 'lane', lane: 'customer', id: two.id }));
    expect(await paused()).toEqual([]);
    await drain(two);
    expect(sent).toEqual(['r1', 'r2', 'r3']);
  });

  it('opens too when it only finds fault with the one message', async () => {
    answers = { class: 'auth', code: '190' };
    const one = await replies('whatsapp', 'r1');
    await drain(one);
    await letTimePass();
    answers = { class: 'recipient', code: '131026' };
    await drain(one);
    expect(await rows(one)).toEqual(['r1 dead 1']);
    expect(await paused()).toEqual([]);
  });

  it('stays paused when our own rules refuse the probe before the platform is asked', async () => {
    answers = { class: 'auth', code: '190' };
    const one = await replies('whatsapp', 'r1');
    await drain(one);
    await letTimePass();
    const own: LaneSender = {
      ...sender,
      send: async () => {
        throw new Failure('The window is closed.', { class: 'window', code: 'window-closed' });
      },
    };
    await drain(one, guardDoors(floor.routing, channels, own));
    expect(await rows(one)).toEqual(['r1 dead 1']);
    expect(await paused()).toHaveLength(1);
  });

  it('gives up on the one message that shuts it again and again, so that others are not held for it', async () => {
    const poison: LaneSender = {
      ...sender,
      send: async (work) => {
        if (work.message?.text === 'r1')
          throw new Failure('Not this one.', { class: 'policy', code: '130497' }, { cause: new Error('no') });
        return sender.send(work);
      },
    };
    const guard = guardDoors(floor.routing, channels, poison);
    const [one, two] = [await replies('whatsapp', 'r1'), await replies('whatsapp', 'r2')];
    await drain(one, guard);
    expect(await paused()).toHaveLength(1);
    await letTimePass();
    await drain(two, guard);
    expect(sent).toEqual(['r2']);
    await drain(one, guard);
    expect(await rows(one)).toEqual(['r1 dead 1']);
    expect(await paused()).toEqual([]);
  });

  it('is probed by another delivery after one was turned away', async () => {
    answers = { class: 'auth', code: '190' };
    const [one, two] = [await replies('whatsapp', 'r1'), await replies('whatsapp', 'r2')];
    await drain(one);
    await drain(two);
    await letTimePass();
    await drain(one);
    await drain(two);
    expect(await waits(two)).toBeLessThanOrEqual(await waits(one));
  });

  it('stays paused while it cannot even be reached', async () => {
    answers = { class: 'auth', code: '190' };
    const one = await replies('whatsapp', 'r1');
    await drain(one);
    await letTimePass();
    answers = { class: 'retry', code: 'ECONNREFUSED' };
    await drain(one);
    expect(await paused()).toHaveLength(1);
  });

  it('pauses as long as a policy asks, else a quarter of an hour', async () => {
    answers = { class: 'policy', code: '131048', retryAfterMs: 7_200_000 };
    const one = await replies('whatsapp', 'r1');
    await drain(one);
    expect(Math.round((await waits(one)) / 60)).toBe(120);
    answers = { class: 'policy', code: '368' };
    const other = await replies('messenger', 'r2');
    await drain(other);
    expect(Math.round((await waits(other)) / 60)).toBe(15);
    expect(await rows(one)).toEqual(['r1 pending 0']);
  });

  it('keeps nothing that was being held at the moment it opened', async () => {
    answers = { class: 'auth', code: '190' };
    const one = await replies('whatsapp', 'r1');
    const door = await doorOf('whatsapp');
    await drain(one);
    await letTimePass();
    // Taken and refused by a sender of its own, while the door opens in between.
    const lanes = createLanes({
      routing: floor.routing,
      senders: {
        thread: sender,
        customer: {
          settle: async () => null,
          send: async () => {
            await reopenDoor(floor.store, door);
            throw new Failure('paused', { class: 'auth', code: '190', retryAfterMs: 60_000 });
          },
        },
      },
      wakeLater: () => undefined,
      leaseMs: 9_000,
    });
    await lanes.drain({ organizationId: one.organizationId, id: one.id, lane: 'customer' });
    await lanes.stop();
    expect(await waits(one)).toBeLessThan(2);
    await floor.query('update delivery set next_at = now() where conversation_id = $1', [one.id]);
    await floor.query(
      "update delivery set created_at = now() - interval '1 minute' where conversation_id = $1",
      [one.id],
    );
    expect(await findDue(floor.store)).toContainEqual(expect.objectContaining({ kind: 'lane', id: one.id }));
  });
});
