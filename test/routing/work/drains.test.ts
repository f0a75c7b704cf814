// Proves on PostgreSQL that lanes keep their order and their duty: drains side by side, lost leases, refusals, waits.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../../src/core/conversation.js';
import { Failure, type FailureFacts } from '../../../src/core/errors.js';
import type { LaneWork } from '../../../src/core/lane-work.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { reply } from '../../../src/routing/verbs/reply.js';
import { discardDelivery, retryDelivery } from '../../../src/routing/verbs/retry-delivery.js';
import type { LaneSender } from '../../../src/routing/work/lane.js';
import { createLanes } from '../../../src/routing/work/lanes.js';
import { findDue } from '../../../src/store/due.js';
import { finishAndClaimNext } from '../../../src/store/finish.js';
import { claimHeadOfLane } from '../../../src/store/lanes.js';
import { newId } from '../../../src/store/store.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor({ people: [{ name: 'Kim', role: 'supervisor', chatLimit: 100 }] });
});
afterAll(() => floor.close());

/** An owned conversation with these replies waiting, and nothing else in the customer's lane. */
async function waitingReplies(...texts: string[]): Promise<Conversation> {
  const { id: conversationId } = await floor.openPending();
  const agent = await floor.agent('Kim');
  await claim(floor.routing, { agent, conversationId });
  await floor.query("update delivery set status = 'sent' where conversation_id = $1", [conversationId]);
  for (const text of texts) await say(conversationId, text);
  return floor.conversation(conversationId);
}

async function say(conversationId: Conversation['id'], text: string): Promise<void> {
  await reply(floor.routing, { agent: await floor.agent('Kim'), conversationId, text, desk: { ref: null } });
}

type Script = (work: LaneWork) => Promise<{ externalId: string } | null>;

function drainer(send: Script, settle: LaneSender['settle'] = async () => undefined) {
  const sent: string[] = [];
  const later: number[] = [];
  const sender: LaneSender = {
    async send(work) {
      const done = await send(work);
      if (done) sent.push(work.message?.text ?? work.delivery.kind);
      return done;
    },
    settle,
  };
  const lanes = createLanes({
    routing: floor.routing,
    senders: { thread: sender, customer: sender },
    wakeLater: (_key, ms) => void later.push(ms),
    leaseMs: 9_000,
  });
  return { lanes, sent, later };
}

const arrive: Script = async () => ({ externalId: newId() });
const fail =
  (facts: FailureFacts): Script =>
  async () => {
    throw new Failure('no', facts);
  };
const keyOf = ({ organizationId, id }: Conversation) => ({ organizationId, id, lane: 'customer' as const });
const statuses = async ({ id }: Conversation) =>
  (await floor.deliveries(id, 'customer'))
    .filter((one) => one.text?.startsWith('r'))
    .map((one) => `${one.text} ${one.status}`);
const expire = ({ id }: Conversation) =>
  floor.query(
    "update delivery set lease_until = now() - interval '1 second' where conversation_id = $1 and status = 'sending'",
    [id],
  );
const take = (conversation: Conversation) =>
  claimHeadOfLane(floor.store, { ...keyOf(conversation), attemptId: newId<'attempt'>(), leaseMs: 9_000 });

async function mustTake(conversation: Conversation): Promise<LaneWork> {
  const work = await take(conversation);
  if (!work) throw new Error('nothing to take');
  return work;
}

/** What the look finds, what is sent then, and how the rows stand. */
type Evidence = readonly [string, LaneSender['settle'], readonly string[], readonly string[]];

describe('a lane', () => {
  it('is drained by many at once in order, each row once (C1–C4)', async () => {
    const texts = Array.from({ length: 30 }, (_, at) => `r${at}`);
    const conversation = await waitingReplies(...texts);
    const order: string[] = [];
    const slowly: Script = async (work) => {
      await sleep(Math.random() * 4);
      order.push(work.message?.text ?? '');
      return arrive(work);
    };
    const several = Array.from({ length: 4 }, () => drainer(slowly));
    while (order.length < texts.length)
      await Promise.all(several.map(({ lanes }) => lanes.drain(keyOf(conversation))));
    expect(order).toEqual(texts);
  });

  it('fences off an attempt whose lease ended: finishing it affects nothing (F33)', async () => {
    const conversation = await waitingReplies('r1', 'r2');
    const lost = await mustTake(conversation);
    expect(await take(conversation)).toBeNull();
    await expire(conversation);
    const found = await mustTake(conversation);
    expect([found.delivery.id, found.ambiguous]).toEqual([lost.delivery.id, true]);
    const next = { externalId: 'late', attemptId: newId<'attempt'>(), leaseMs: 9_000 };
    expect(await finishAndClaimNext(floor.store, lost, next)).toBeNull();
    expect(await statuses(conversation)).toEqual(['r1 sending', 'r2 pending']);
  });

  const evidence: readonly Evidence[] = [
    [
      'found: it is sent, and not again',
      async () => ({ externalId: newId() }),
      ['r2'],
      ['r1 sent', 'r2 sent'],
    ],
    ['not found: it is sent again', async () => null, ['r1', 'r2'], ['r1 sent', 'r2 sent']],
    ['nobody can tell: it waits for a person', async () => undefined, ['r2'], ['r1 unknown', 'r2 sent']],
  ];
  it.each(evidence)('settles an ended lease by evidence — %s', async (_name, settle, sent, after) => {
    const conversation = await waitingReplies('r1', 'r2');
    await mustTake(conversation);
    await expire(conversation);
    const one = drainer(arrive, settle);
    await one.lanes.drain(keyOf(conversation));
    expect(one.sent).toEqual(sent);
    expect(await statuses(conversation)).toEqual(after);
  });

  it('never sends again unseen when the look for evidence fails', async () => {
    const conversation = await waitingReplies('r1');
    await mustTake(conversation);
    await expire(conversation);
    const away = fail({ class: 'retry', code: 'rate', retryAfterMs: 1 }) as unknown as LaneSender['settle'];
    const first = drainer(arrive, away);
    await first.lanes.drain(keyOf(conversation));
    expect(await statuses(conversation)).toEqual(['r1 ambiguous']);
    await floor.query('update delivery set next_at = now() where conversation_id = $1', [conversation.id]);
    const second = drainer(arrive, async () => ({ externalId: newId() }));
    await second.lanes.drain(keyOf(conversation));
    expect([first.sent, second.sent, await statuses(conversation)]).toEqual([[], [], ['r1 sent']]);
  });

  it('does not count an attempt when it is only asked to wait, and holds back what comes after', async () => {
    const conversation = await waitingReplies('r1', 'r2');
    const one = drainer(fail({ class: 'retry', code: '429', retryAfterMs: 30_000 }));
    await one.lanes.drain(keyOf(conversation));
    await one.lanes.drain(keyOf(conversation));
    const [first] = (await floor.deliveries(conversation.id, 'customer')).filter((row) => row.text === 'r1');
    expect([first?.status, first?.attempts, one.later]).toEqual(['pending', 0, [30_000]]);
    expect(one.sent).toEqual([]);
  });

  it('goes on past a dead row and says so; retried it goes to the end, discarded it is let go (A1, A8)', async () => {
    const conversation = await waitingReplies('r1', 'r2', 'r3');
    const refuse = fail({ class: 'content', code: 'too-long' });
    const one = drainer((work) => (work.message?.text === 'r2' ? refuse(work) : arrive(work)));
    await one.lanes.drain(keyOf(conversation));
    expect(await statuses(conversation)).toEqual(['r1 sent', 'r2 dead', 'r3 sent']);
    const dead = (await floor.events(conversation.id)).find((row) => row.kind === 'delivery.dead');
    expect(dead?.data).toMatchObject({ code: 'too-long' });
    const stuck = { agent: await floor.agent('Kim'), conversationId: conversation.id };
    expect(await retryDelivery(floor.routing, stuck)).toBe(1);
    // What is said after a retry has its own place behind it.
    await say(conversation.id, 'r4');
    await expectSound(floor);
    const two = drainer(arrive);
    await two.lanes.drain(keyOf(conversation));
    expect(two.sent).toEqual(['r2', 'r4']);
    expect(await refusal(retryDelivery(floor.routing, stuck))).toBe('nothing-to-retry');
    await floor.query(
      "update delivery set receipt = 'failed' where conversation_id = $1 and sequence = (select max(sequence) from delivery where conversation_id = $1 and lane = 'customer')",
      [conversation.id],
    );
    expect(await discardDelivery(floor.routing, stuck)).toBe(1);
    expect((await statuses(conversation)).at(-1)).toBe('r4 cancelled');
  });

  it('takes nothing new once stopped, and gives back what it never tried', async () => {
    const conversation = await waitingReplies('r1', 'r2', 'r3');
    let stopping: Promise<void> | undefined;
    let stop: () => Promise<void> = async () => undefined;
    const one = drainer(async (work) => {
      stopping = stop();
      return arrive(work);
    });
    stop = () => one.lanes.stop();
    await one.lanes.drain(keyOf(conversation));
    await stopping;
    expect(await statuses(conversation)).toEqual(['r1 sent', 'r2 pending', 'r3 pending']);
    const held = await mustTake(conversation);
    one.lanes.wake(keyOf(conversation), held);
    await one.lanes.stop();
    expect(await statuses(conversation)).toEqual(['r1 sent', 'r2 pending', 'r3 pending']);
  });

  it('is looked at anew when what was handed over waited too long for its turn', async () => {
    const conversation = await waitingReplies('r1', 'r2');
    const held = await mustTake(conversation);
    const old = { ...held, delivery: { ...held.delivery, firstAttemptAt: new Date(Date.now() - 60_000) } };
    await expire(conversation);
    // Another process settled it meanwhile.
    const other = drainer(arrive, async () => ({ externalId: newId() }));
    await other.lanes.drain(keyOf(conversation));
    const late = drainer(arrive);
    late.lanes.wake(keyOf(conversation), old);
    await late.lanes.stop();
    expect([other.sent, late.sent]).toEqual([['r2'], []]);
  });
});

describe('the sweep', () => {
  const due = async ({ id }: Conversation) =>
    (await findDue(floor.store)).filter(
      (one) => one.kind === 'lane' && one.lane === 'customer' && one.id === id,
    );

  it('finds what a lost nudge left, by all it needs to wake it (B14)', async () => {
    const conversation = await waitingReplies('r1');
    expect(await due(conversation)).toEqual([]);
    await floor.query(
      "update delivery set created_at = now() - interval '3 seconds' where conversation_id = $1",
      [conversation.id],
    );
    const [found] = await due(conversation);
    expect(found).toMatchObject(keyOf(conversation));
    await mustTake(conversation);
    expect(await due(conversation)).toEqual([]);
    await expire(conversation);
    expect(await due(conversation)).toHaveLength(1);
  });

  it('leaves a lane alone whose head waits, whatever stands behind it', async () => {
    const conversation = await waitingReplies('r1', 'r2');
    await floor.query(
      "update delivery set created_at = now() - interval '1 hour' where conversation_id = $1",
      [conversation.id],
    );
    const one = drainer(fail({ class: 'retry', code: '429', retryAfterMs: 60_000 }));
    await one.lanes.drain(keyOf(conversation));
    expect(await due(conversation)).toEqual([]);
  });
});
