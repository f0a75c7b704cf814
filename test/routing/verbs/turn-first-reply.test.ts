// Proves that a first reply that does not come moves the conversation on, and that only a person's public reply is one.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTimerTurns } from '../../../src/app/timer-turns.js';
import { close } from '../../../src/routing/verbs/close.js';
import { note } from '../../../src/routing/verbs/note.js';
import { release } from '../../../src/routing/verbs/release.js';
import { reopen } from '../../../src/routing/verbs/reopen.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { routeQueue } from '../../../src/routing/work/router.js';
import { turnTimers } from '../../../src/routing/work/timers.js';
import { createStore } from '../../../src/store/store.js';
import { expectSound } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

const unanswered = 'conversation.released: unanswered';

describe('where agents claim', () => {
  let floor: TimerFloor;
  beforeAll(async () => {
    floor = await openTimerFloor({ firstReplySeconds: 120 });
  });
  afterAll(async () => {
    await expectSound(floor);
    await floor.close();
  });

  it('goes back to the queue at its age when nobody replied in time, and says why (A13, B8)', async () => {
    const conversation = await floor.claimed('Ben');
    expect(await floor.timers(conversation.id)).toEqual({ 'first-reply': 120 });
    expect(await floor.comes('first-reply', conversation)).toBe(1);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual([unanswered]);
    const after = await floor.conversation(conversation.id);
    expect(after.requestedAt).toEqual(conversation.requestedAt);
    const ben = await floor.agent('Ben');
    expect(after.skippedAgentIds).toEqual([ben.id]);
    expect(await floor.load(ben.id)).toBe(0);
    const [ended] = await floor.query('select end_reason from assignment where conversation_id = $1', [
      after.id,
    ]);
    expect(ended).toEqual({ end_reason: 'unanswered' });
    expect(await floor.timers(conversation.id)).toEqual({});
  });

  it('is not kept by a note, and is by a reply: its time comes and nothing happens (A13)', async () => {
    const noted = await floor.claimed('Ben');
    await note(floor.routing, {
      agent: await floor.agent('Ben'),
      conversationId: noted.id,
      text: 'looking',
      deskRef: null,
    });
    await floor.comes('first-reply', noted);
    expect(await floor.standing(noted)).toBe('pending');
    const replied = await floor.claimed('Ben');
    await floor.answers('Ben', replied);
    await floor.comes('first-reply', replied);
    expect(await floor.standing(replied)).toBe('active: Ben');
    expect(await floor.told(replied)).toEqual([]);
  });

  it('counts only what was said since the agent has it: a transfer begins anew (A13)', async () => {
    const conversation = await floor.claimed('Ben');
    await floor.answers('Ben', conversation);
    const [ben, ann] = [await floor.agent('Ben'), await floor.agent('Ann')];
    await floor.query("update timer set due_at = now() - interval '1 second' where conversation_id = $1", [
      conversation.id,
    ]);
    await transfer(floor.routing, { by: ben, toAgentId: ann.id, conversationId: conversation.id });
    expect(await floor.timers(conversation.id)).toEqual({ 'first-reply': 120 });
    await floor.comes('first-reply', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    expect((await floor.conversation(conversation.id)).skippedAgentIds).toEqual([ann.id]);
  });

  it('is taken back by every end of the ownership, and not set for whoever reopens', async () => {
    const agent = await floor.agent('Ben');
    const ends = [release, restore, close] as const;
    for (const end of ends) {
      const { id } = await floor.claimed('Ben');
      await end(floor.routing, { agent, conversationId: id });
      expect(await floor.timers(id)).toEqual({});
      if (end !== close) continue;
      await reopen(floor.routing, { agent, conversationId: id });
      expect(await floor.timers(id)).toEqual({});
    }
  });

  it('says so where nobody else is free, and once only by however many processes look', async () => {
    const conversation = await floor.claimed('Ann');
    await floor.query("update agent set presence = 'away' where name <> 'Ann'");
    await floor.query('update timer set due_at = now() where conversation_id = $1', [conversation.id]);
    await Promise.all([1, 2, 3, 4].map(() => floor.turn()));
    expect(await floor.told(conversation)).toEqual([
      unanswered,
      'conversation.overdue: Nobody else is free: it waits in the queue.',
    ]);
    await floor.query("update agent set presence = 'online'");
  });
});

describe('where the house assigns', () => {
  let floor: TimerFloor;
  beforeAll(async () => {
    floor = await openTimerFloor({ mode: 'auto', firstReplySeconds: 90 });
    await floor.query("update agent set presence = 'offline'");
  });
  afterAll(async () => {
    await expectSound(floor);
    await floor.close();
  });
  const pass = () =>
    routeQueue(floor.routing, { organizationId: floor.door.organizationId, chatbotId: floor.door.chatbotId });

  it('goes to the next agent and never back to who missed it, then stays and is told (A13, B8)', async () => {
    await floor.setPresence('Ben', 'online');
    const conversation = await floor.openPending();
    await pass();
    expect(await floor.standing(conversation)).toBe('active: Ben');
    expect(await floor.timers(conversation.id)).toEqual({ 'first-reply': 90 });
    await floor.setPresence('Ann', 'online');
    await floor.comes('first-reply', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    await pass();
    expect(await floor.standing(conversation)).toBe('active: Ann');
    await floor.comes('first-reply', conversation);
    await floor.comes('first-reply', conversation);
    expect(await floor.standing(conversation)).toBe('active: Ann');
    expect(await floor.told(conversation)).toEqual([
      'conversation.assigned: routing',
      unanswered,
      'conversation.assigned: routing',
      'conversation.overdue: Ann has not replied for 90 seconds, and nobody else is free.',
    ]);
    expect(await floor.timers(conversation.id)).toEqual({ 'first-reply': 90 });
  });

  it('moves on as soon as somebody else is there', async () => {
    const [{ id } = { id: '' }] = await floor.query<{ id: string }>(
      "select id from conversation where status = 'active'",
    );
    const conversation = await floor.conversation(id as never);
    await floor.setPresence('Kim', 'online');
    await floor.comes('first-reply', conversation);
    await pass();
    expect(await floor.standing(conversation)).toBe('active: Kim');
  });
});

describe('several processes', () => {
  let floor: TimerFloor;
  beforeAll(async () => {
    floor = await openTimerFloor({ firstReplySeconds: 60 });
  });
  afterAll(() => floor.close());

  it('turn many timers once each (A13)', async () => {
    const ids = [];
    for (const name of ['Ben', 'Ann', 'Ben', 'Ann', 'Ben', 'Ann']) ids.push((await floor.claimed(name)).id);
    await floor.query('update timer set due_at = now()');
    const other = createStore({ url: floor.url, maxConnections: 4 });
    const rounds = [floor.routing, { ...floor.routing, store: other }, floor.routing].map((routing) =>
      turnTimers(routing, createTimerTurns()),
    );
    const turned = await Promise.all(rounds);
    await other.close();
    expect(turned.reduce((sum, one) => sum + one, 0)).toBe(ids.length);
    for (const id of ids) expect(await floor.told({ id })).toEqual([unanswered]);
    await expectSound(floor);
  });

  it('leave one to whoever took it after its hold ran out', async () => {
    const [first, second] = [await floor.claimed('Kim'), await floor.claimed('Kim')];
    await floor.query('update timer set due_at = now()');
    const seen: string[] = [];
    await turnTimers(floor.routing, {
      'first-reply': async (_tx, { conversation: { id } }) => {
        seen.push(id);
        // Slow: meanwhile somebody else takes the other one.
        const other = id === first.id ? second.id : first.id;
        await floor.query('update timer set attempts = attempts + 1 where conversation_id = $1', [other]);
      },
    });
    expect(seen).toHaveLength(1);
  });

  it('turn it later when its turn broke', async () => {
    const conversation = await floor.claimed('Ann');
    await floor.query('update timer set due_at = now()');
    await turnTimers(floor.routing, { 'first-reply': () => Promise.reject(new Error('no power')) });
    expect(await floor.standing(conversation)).toBe('active: Ann');
    expect(Object.keys(await floor.timers(conversation.id))).toEqual(['first-reply']);
    await floor.comes('first-reply', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
  });
});
