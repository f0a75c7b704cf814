// Proves what becomes of those who wait too long: people are told, the assistant has them again, or they become a message.

import { afterEach, describe, expect, it } from 'vitest';
import type { RoutingPolicy } from '../../../src/core/chatbot.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { release } from '../../../src/routing/verbs/release.js';
import { requestHuman } from '../../../src/routing/verbs/request-human.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { expectSound } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

describe('the longest wait', () => {
  let floor: TimerFloor;
  const open = async (policy: Partial<RoutingPolicy>) => {
    floor = await openTimerFloor({ maxWaitMinutes: 30, ...policy });
    return floor;
  };
  afterEach(async () => {
    await expectSound(floor);
    await floor.close();
  });

  it('is told of, and the conversation waits on', async () => {
    await open({});
    const conversation = await floor.openPending();
    expect(await floor.timers(conversation.id)).toEqual({ 'max-wait': 1800 });
    await floor.passes(30, conversation);
    await floor.comes('max-wait', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual([
      'conversation.overdue: Nobody has taken this for 30 minutes.',
    ]);
    expect(await floor.timers(conversation.id)).toEqual({});
  });

  it('that is looked at too early is looked at when it is over', async () => {
    await open({ whenWaitedTooLong: 'restore' });
    const conversation = await floor.openPending();
    await floor.passes(10, conversation);
    await floor.comes('max-wait', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.timers(conversation.id)).toEqual({ 'max-wait': 1200 });
  });

  it('gives the conversation back to the assistant, who says so; asking again begins a new wait', async () => {
    await open({ whenWaitedTooLong: 'restore' });
    const conversation = await floor.openPending();
    await floor.passes(31, conversation);
    await floor.comes('max-wait', conversation);
    expect(await floor.standing(conversation)).toBe('ai');
    expect(await floor.told(conversation)).toEqual(['conversation.restored: waited too long']);
    expect(await floor.lastWord(conversation)).toContain('ask for a person again');
    const actor = { kind: 'system', cause: 'test' } as const;
    await requestHuman(floor.routing, { ...floor.scope(conversation.id), actor, reason: 'button' });
    expect(await floor.timers(conversation.id)).toEqual({ 'max-wait': 1800 });
  });

  it('makes it a message: the customer need not wait, people still answer', async () => {
    await open({ whenWaitedTooLong: 'take-message' });
    const conversation = await floor.openPending();
    await floor.passes(30, conversation);
    await floor.comes('max-wait', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    expect((await floor.conversation(conversation.id)).waiting).toBe('message');
    expect(await floor.lastWord(conversation)).toContain('you need not wait');
    expect(await floor.lines(conversation.id)).toContain('conversation.message-left');
    // Whoever left a message does not wait, also when it comes back to the queue; after the assistant had it they do.
    const agent = await floor.agent('Ben');
    await claim(floor.routing, { agent, conversationId: conversation.id });
    await release(floor.routing, { agent, conversationId: conversation.id });
    expect((await floor.timers(conversation.id))['max-wait']).toBeUndefined();
    await floor.query(
      `insert into timer (organization_id, conversation_id, kind, due_at) select organization_id, id, 'max-wait', now() from conversation`,
    );
    await floor.turn();
    expect(
      (await floor.lines(conversation.id)).filter((one) => one === 'conversation.message-left'),
    ).toHaveLength(1);
    await restore(floor.routing, { agent, conversationId: conversation.id });
    const after = await floor.conversation(conversation.id);
    expect([after.waiting, after.skippedAgentIds]).toEqual(['live', []]);
  });

  it('counts from the request, also for whoever comes back to the queue; the queue has a minute to look', async () => {
    await open({ whenWaitedTooLong: 'restore' });
    const conversation = await floor.openPending();
    await floor.passes(10, conversation);
    const agent = await floor.agent('Ben');
    await claim(floor.routing, { agent, conversationId: conversation.id });
    expect(await floor.timers(conversation.id)).toEqual({});
    await release(floor.routing, { agent, conversationId: conversation.id });
    expect(await floor.timers(conversation.id)).toEqual({ 'max-wait': 1200 });
    await floor.passes(60, conversation);
    await claim(floor.routing, { agent, conversationId: conversation.id });
    await release(floor.routing, { agent, conversationId: conversation.id });
    expect(await floor.timers(conversation.id)).toEqual({ 'max-wait': 60 });
  });

  it('says nothing to a customer whose channel takes nothing any more', async () => {
    await open({ whenWaitedTooLong: 'restore' });
    const conversation = await floor.openPending();
    const before = await floor.lastWord(conversation);
    await floor.query('update conversation set open_until = now(), reply_until = now()');
    await floor.passes(30, conversation);
    await floor.comes('max-wait', conversation);
    expect(await floor.standing(conversation)).toBe('ai');
    expect(await floor.lastWord(conversation)).toBe(before);
  });
});
