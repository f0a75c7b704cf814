// Proves on a real database whom the house gives chats to, and what it writes when it does.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRouting, type RoutingPolicy } from '../../../src/core/chatbot.js';
import type { ConversationId } from '../../../src/core/id.js';
import { assign } from '../../../src/routing/verbs/assign.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { note } from '../../../src/routing/verbs/note.js';
import { release } from '../../../src/routing/verbs/release.js';
import { reply } from '../../../src/routing/verbs/reply.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { routeQueue } from '../../../src/routing/work/router.js';
import { listMisplaced } from '../../../src/store/assignments.js';
import { findChannelByAccount } from '../../../src/store/chatbots.js';
import { findDue } from '../../../src/store/due.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

const auto = (change: Partial<RoutingPolicy> = {}) =>
  ({ ...defaultRouting, mode: 'auto', ...change }) as const;
let floor: Floor;

/** A floor on which Ann and Ben work acme, Zoe the other chatbot, and Kim supervises. */
async function open(routing: RoutingPolicy): Promise<void> {
  floor = await openFloor({
    people: [
      { name: 'Kim', role: 'supervisor' },
      { name: 'Ann' },
      { name: 'Ben' },
      { name: 'Zoe', chatbots: ['other'] },
    ],
    chatbot: { routing },
  });
}
const queue = () =>
  routeQueue(floor.routing, { organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId });
const ownerOf = async (id: ConversationId) => {
  const [row] = await floor.query<{ name: string }>(
    'select a.name from conversation c join agent a on a.id = c.owner_id where c.id = $1',
    [id],
  );
  return row?.name ?? null;
};
const setRouting = (change: Partial<RoutingPolicy>) =>
  floor.query(`update chatbot set routing = routing || $1::jsonb where key = 'acme'`, [
    JSON.stringify(change),
  ]);
const isDue = async () => (await findDue(floor.store)).some((one) => one.kind === 'route');
const longAgo = () =>
  floor.query(`update conversation set requested_at = requested_at - interval '1 minute'`);
const dismissAll = () =>
  floor.query(`with ended as (update assignment set ended_at = now(), end_reason = 'closed' where ended_at is null)
    update conversation set status = 'closed', owner_id = null where status <> 'closed'`);

describe('who gets it', () => {
  beforeAll(() => open(auto()));
  afterAll(() => floor.close());

  it('nobody away or offline, nobody of another chatbot (A9)', async () => {
    await floor.setPresence('Ann', 'away');
    await floor.setPresence('Zoe', 'online');
    const { id } = await floor.openPending();
    await longAgo();
    expect([await queue(), await ownerOf(id), await isDue()]).toEqual([0, null, false]);
    await floor.setPresence('Ben', 'online');
    expect(await isDue()).toBe(true);
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Ben']);
    await dismissAll();
  });

  it('the urgent before the usual, and none before its time', async () => {
    await floor.query(`update agent set chat_limit = 1 where name = 'Ben'`);
    const [first, urgent, later] = [
      await floor.openPending(),
      await floor.openPending(),
      await floor.openPending(),
    ];
    await floor.query(`update conversation set priority = 2, not_before = $2 where id = $1`, [
      later.id,
      new Date(Date.now() + 60_000),
    ]);
    await floor.query('update conversation set priority = 1 where id = $1', [urgent.id]);
    expect(await queue()).toBe(1);
    expect(await Promise.all([first, urgent, later].map(({ id }) => ownerOf(id)))).toEqual([
      null,
      'Ben',
      null,
    ]);
    await dismissAll();
    await floor.query(`update agent set chat_limit = 3 where name = 'Ben'`);
  });

  it('nobody outside the hours or without human support; the sweep lets it rest or looks in vain', async () => {
    const { id } = await floor.openPending();
    const hours = { timezone: 'UTC', open: {} };
    await floor.query(`update chatbot set hours = $1 where key = 'acme'`, [JSON.stringify(hours)]);
    expect(await queue()).toBe(0);
    await floor.query(`update chatbot set hours = null, human_support = false where key = 'acme'`);
    await longAgo();
    expect([await queue(), await isDue()]).toEqual([0, false]);
    await floor.query(`update chatbot set human_support = true where key = 'acme'`);
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Ben']);
    await dismissAll();
  });

  it('somebody else after whoever gave it back, and that agent again when there is nobody else (B8)', async () => {
    await floor.setPresence('Ann', 'online');
    await floor.query(`update agent set last_assigned_at = now() where name = 'Ben'`);
    const { id } = await floor.openPending();
    await queue();
    const first = await ownerOf(id);
    await release(floor.routing, { agent: await floor.agent(first ?? ''), conversationId: id });
    await queue();
    const second = await ownerOf(id);
    expect([first, second].sort()).toEqual(['Ann', 'Ben']);
    await release(floor.routing, { agent: await floor.agent(second ?? ''), conversationId: id });
    expect((await floor.conversation(id)).skippedAgentIds).toHaveLength(2);
    expect(await queue()).toBe(1);
    expect((await floor.conversation(id)).skippedAgentIds).toEqual([]);
    expect((await floor.events(id)).map(({ kind }) => kind).slice(-2)).toEqual([
      'conversation.assigned',
      'conversation.overdue',
    ]);
    await expectSound(floor);
    await dismissAll();
  });

  it('nobody who refused it while somebody who did not is there without room (B8)', async () => {
    await floor.setPresence('Ann', 'online');
    await floor.setPresence('Ben', 'offline');
    const { id } = await floor.openPending();
    await queue();
    await release(floor.routing, { agent: await floor.agent('Ann'), conversationId: id });
    await floor.query(`update agent set chat_limit = 1 where name = 'Ben'`);
    const { id: held } = await floor.openPending();
    await floor.setPresence('Ben', 'online');
    await assign(floor.routing, {
      by: await floor.agent('Kim'),
      agentId: (await floor.agent('Ben')).id,
      conversationId: held,
    });
    expect([await queue(), await ownerOf(id)]).toEqual([0, null]);
    await floor.query(`update agent set chat_limit = 3 where name = 'Ben'`);
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Ben']);
    await dismissAll();
  });

  it('nobody without the skill that it takes, where the chatbot requires it', async () => {
    await setRouting({ skills: { category: 'require', language: 'ignore' } });
    await floor.query(`update agent set skills = '{Billing}' where name = 'Ben'`);
    const { id } = await floor.openPending();
    await floor.query(`update conversation set category = 'billing' where id = $1`, [id]);
    await floor.setPresence('Ben', 'offline');
    expect([await queue(), await ownerOf(id)]).toEqual([0, null]);
    await floor.setPresence('Ben', 'online');
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Ben']);
    await setRouting({ skills: { category: 'ignore', language: 'ignore' } });
    await floor.query(`update agent set skills = '{}'`);
    await dismissAll();
  });

  it('whom they had before, where the chatbot says so', async () => {
    await setRouting({ strategy: 'last-agent-first' });
    const before = await floor.openPending('returning');
    await claim(floor.routing, { agent: await floor.agent('Ann'), conversationId: before.id });
    await dismissAll();
    await floor.query(`update agent set last_assigned_at = now(), idle_since = now() where name = 'Ann'`);
    const [back, other] = [await floor.openPending('returning'), await floor.openPending('somebody else')];
    expect(await queue()).toBe(2);
    expect([await ownerOf(back.id), await ownerOf(other.id)]).toEqual(['Ann', 'Ben']);
    await dismissAll();
    await setRouting({ strategy: 'least-busy' });
  });

  it('who has room again because a customer has been silent for long, until that customer writes', async () => {
    await setRouting({ uncountedAfterMinutes: 10 });
    await floor.setPresence('Ben', 'offline');
    await floor.query(`update agent set chat_limit = 1 where name = 'Ann'`);
    const silent = await floor.openPending('silent');
    await queue();
    const { id } = await floor.openPending('next');
    await longAgo();
    expect([await queue(), await isDue()]).toEqual([0, false]);
    await floor.query(
      `update conversation set last_customer_at = now() - interval '12 minutes', last_reply_at = now() - interval '11 minutes' where id = $1`,
      [silent.id],
    );
    expect(await isDue()).toBe(true);
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Ann']);
    await floor.say('silent');
    await floor.openPending('third');
    expect(await queue()).toBe(0);
    await dismissAll();
    await floor.query(`update agent set chat_limit = 3 where name = 'Ann'`);
  });
});

describe('what is written', () => {
  beforeAll(() => open(auto({ firstReplySeconds: 60, idleMinutes: 5 })));
  afterAll(() => floor.close());

  /** Everything a turn leaves behind, without ids and moments. */
  async function traces(id: ConversationId) {
    const { status, epoch, sequence, threadRef, mirrored, priority, waiting } = await floor.conversation(id);
    const events = (await floor.events(id)).map(({ kind, data }) => ({
      kind,
      data: 'messageId' in data ? { messageId: 'one' } : data,
    }));
    const lines = (await floor.deliveries(id, 'thread')).map(
      ({ kind, status: at, sequence: place, payload }) => ({
        kind,
        at,
        place,
        payload: { ...payload, actor: null },
      }),
    );
    const timers = await floor.query(
      'select kind, data from timer where conversation_id = $1 order by kind',
      [id],
    );
    const redraws = await floor.query(
      `select subject from redraw where subject_id in ($1, (select owner_id from conversation where id = $1)) order by 1`,
      [id],
    );
    return {
      status,
      epoch,
      sequence,
      threadRef,
      mirrored,
      priority,
      waiting,
      events,
      lines,
      timers,
      redraws,
    };
  }

  it('is the same as when a supervisor assigns', async () => {
    await floor.setPresence('Ann', 'online');
    const [routed, byHand] = [await floor.openPending(), await floor.openPending()];
    const [kim, ann] = [await floor.agent('Kim'), await floor.agent('Ann')];
    await floor.query('delete from redraw');
    await assign(floor.routing, { by: kim, agentId: ann.id, conversationId: byHand.id });
    expect(await queue()).toBe(1);
    expect(await traces(routed.id)).toEqual(await traces(byHand.id));
    await expectSound(floor);
    await dismissAll();
  });

  it('begins the thread of a conversation that has none yet', async () => {
    const { id } = await floor.openPending();
    await floor.query(`delete from delivery where conversation_id = $1 and lane = 'thread'`, [id]);
    await floor.query('update conversation set mirrored = false, thread_sequence = 0 where id = $1', [id]);
    expect(await queue()).toBe(1);
    expect((await floor.deliveries(id, 'thread')).map(({ kind }) => kind)).toEqual([
      'root',
      'message',
      'message',
      'line',
    ]);
    await expectSound(floor);
    await dismissAll();
  });
});

describe('when nobody at home can', () => {
  beforeAll(() => open(auto({ fallback: 'other' })));
  afterAll(() => floor.close());

  it('the fallback’s agents get it, after those at home; they work exactly that one', async () => {
    await floor.setPresence('Zoe', 'online');
    const { id } = await floor.openPending();
    await longAgo();
    expect(await isDue()).toBe(true);
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Zoe']);
    const zoe = await floor.agent('Zoe');
    const text = { text: 'Hello', desk: { ref: null } };
    expect(await refusal(reply(floor.routing, { agent: zoe, conversationId: id, ...text }))).toBe('fine');
    expect(
      await refusal(note(floor.routing, { agent: zoe, conversationId: id, text: 'x', deskRef: null })),
    ).toBe('fine');
    const stranger = await floor.openPending();
    expect(await refusal(claim(floor.routing, { agent: zoe, conversationId: stranger.id }))).toBe(
      'other-chatbot',
    );
    expect(await listMisplaced(floor.store)).toEqual([]);
    const touched = new Set<string>();
    const stop = floor.store.onCommit((touches) => {
      for (const touch of touches) if (touch.kind === 'queue') touched.add(touch.chatbotId);
    });
    await setPresence(floor.routing, { by: zoe, agentId: zoe.id, presence: 'online' });
    stop();
    // At her own chatbot nobody waits: that queue is left alone.
    expect([...touched]).toEqual([floor.door.chatbotId]);
    await floor.setPresence('Ann', 'online');
    expect([await queue(), await ownerOf(stranger.id)]).toEqual([1, 'Ann']);
    await release(floor.routing, { agent: zoe, conversationId: id });
    expect(
      await refusal(note(floor.routing, { agent: zoe, conversationId: id, text: 'x', deskRef: null })),
    ).toBe('other-chatbot');
    await expectSound(floor);
  });

  it('a slot that was freed at one chatbot is offered at the others they serve (A10)', async () => {
    await dismissAll();
    await floor.setPresence('Ann', 'offline');
    await floor.query("update agent set chat_limit = 1 where name = 'Zoe'");
    const zoe = await floor.agent('Zoe');
    const door = await findChannelByAccount(floor.store, 'web', 'other-web');
    const busy = await floor.say('at-the-other', { channel: door ?? floor.door });
    await requestHuman(floor.routing, {
      ...floor.scope(busy.conversationId),
      actor: { kind: 'system', cause: 'test' },
      reason: 'button',
    });
    await claim(floor.routing, { agent: zoe, conversationId: busy.conversationId });
    const { id } = await floor.openPending();
    expect(await queue()).toBe(0);
    const touched: string[] = [];
    const stop = floor.store.onCommit((touches) => {
      for (const touch of touches) if (touch.kind === 'queue') touched.push(touch.chatbotId);
    });
    await close(floor.routing, { agent: zoe, conversationId: busy.conversationId });
    stop();
    expect(touched).toContain(floor.door.chatbotId);
    expect([await queue(), await ownerOf(id)]).toEqual([1, 'Zoe']);
    await expectSound(floor);
  });
});

it('by hand nobody offline is given anything; somebody away is (A9)', async () => {
  await open(auto());
  const { id } = await floor.openPending();
  const [kim, ann] = [await floor.agent('Kim'), await floor.agent('Ann')];
  const give = () => refusal(assign(floor.routing, { by: kim, agentId: ann.id, conversationId: id }));
  expect(await give()).toBe('agent-offline');
  await floor.setPresence('Ann', 'away');
  expect(await give()).toBe('fine');
  await floor.close();
});
