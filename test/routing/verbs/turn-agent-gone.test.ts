// Proves what becomes of the conversations of agents who go offline, leave, or lose a chatbot; and that nobody is stuck.

import { afterEach, describe, expect, it } from 'vitest';
import type { RoutingPolicy } from '../../../src/core/chatbot.js';
import type { Conversation } from '../../../src/core/conversation.js';
import { leave, loseChatbot, returnMisplaced } from '../../../src/routing/verbs/leave.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { routeQueue } from '../../../src/routing/work/router.js';
import { listChanges } from '../../../src/store/audit.js';
import { findDue } from '../../../src/store/due.js';
import { expectSound, refusal } from '../floor.js';
import { openTimerFloor, type TimerFloor } from '../timer-floor.js';

let floor: TimerFloor;
const open = async (policy: Partial<RoutingPolicy>) => {
  floor = await openTimerFloor(policy);
};
afterEach(async () => {
  await expectSound(floor);
  await floor.close();
});

const goes = async (name: string, presence: 'online' | 'away' | 'offline', by = name) =>
  setPresence(floor.routing, { by: await floor.agent(by), agentId: (await floor.agent(name)).id, presence });
const offline = 'conversation.released: offline';
const isDue = async () => {
  // Briefs are due at once, and somebody else's to take.
  await floor.query("delete from timer where kind = 'brief'");
  return (await findDue(floor.store)).some((one) => one.kind === 'chore' && one.lane === 'timers');
};
/** Claimed and answered by Ben: nobody waits for anything. */
const answered = async (): Promise<Conversation> => {
  const conversation = await floor.claimed('Ben');
  await floor.answers('Ben', conversation);
  return conversation;
};

describe('where chats return', () => {
  it('they do so after a while, at their age, and not to the same agent; the agent is told beforehand (A9, B8)', async () => {
    await open({ agentGoneMinutes: 5 });
    const conversation = await answered();
    const { chats } = await goes('Ben', 'offline');
    expect(chats).toEqual({ kept: 0, returned: 0, returning: [{ minutes: 5, count: 1 }], draining: 0 });
    expect(await floor.timers(conversation.id)).toEqual({ 'agent-gone': 300 });
    expect(await floor.standing(conversation)).toBe('active: Ben');
    await floor.comes('agent-gone', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual([offline]);
    const after = await floor.conversation(conversation.id);
    expect(after.requestedAt).toEqual(conversation.requestedAt);
    expect(after.skippedAgentIds).toEqual([(await floor.agent('Ben')).id]);
  });

  it('coming back before keeps them, online or away', async () => {
    await open({ agentGoneMinutes: 5 });
    const conversation = await answered();
    for (const presence of ['online', 'away'] as const) {
      await goes('Ben', 'offline');
      await goes('Ben', presence);
      expect(await floor.timers(conversation.id)).toEqual({});
    }
    await goes('Ben', 'offline');
    // The turn itself looks, too: nothing is taken from somebody who is there.
    await floor.setPresence('Ben', 'online');
    await floor.comes('agent-gone', conversation);
    expect(await floor.standing(conversation)).toBe('active: Ben');
  });

  it('at once where the chatbot says so, in the transaction itself; supervisors are told when nobody is left', async () => {
    await open({ agentGoneMinutes: 0 });
    await floor.query("update agent set presence = 'away' where name <> 'Ben'");
    const conversation = await answered();
    const { chats } = await goes('Ben', 'offline');
    expect(chats.returned).toBe(1);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual([
      offline,
      'conversation.overdue: Nobody else is free: it waits in the queue.',
    ]);
  });

  it('away keeps everything and gets nothing new (A9)', async () => {
    await open({ mode: 'auto', agentGoneMinutes: 0 });
    await floor.query("update agent set presence = 'offline'");
    const conversation = await answered();
    await goes('Ben', 'online');
    const { chats } = await goes('Ben', 'away');
    expect(chats).toEqual({ kept: 0, returned: 0, returning: [], draining: 0 });
    const waiting = await floor.openPending();
    const { organizationId, chatbotId } = floor.door;
    expect(await routeQueue(floor.routing, { organizationId, chatbotId })).toBe(0);
    expect(await floor.standing(conversation)).toBe('active: Ben');
    expect(await floor.standing(waiting)).toBe('pending');
  });

  it('what returned is given to nobody who is offline, and to the only agent once they are back (A9, A10)', async () => {
    await open({ mode: 'auto', agentGoneMinutes: 0 });
    await floor.query("update agent set presence = 'offline' where name <> 'Ben'");
    const conversation = await answered();
    await goes('Ben', 'offline');
    const { organizationId, chatbotId } = floor.door;
    const pass = () => routeQueue(floor.routing, { organizationId, chatbotId });
    expect(await pass()).toBe(0);
    await goes('Ben', 'online');
    expect(await pass()).toBe(1);
    expect(await floor.standing(conversation)).toBe('active: Ben');
  });
});

describe('where chats drain', () => {
  it('each goes when its customer writes; one whose customer waits for an answer goes at once', async () => {
    await open({ whenAgentLeaves: 'drain' });
    const [quiet, asked] = [await answered(), await floor.claimed('Ben')];
    const { chats } = await goes('Ben', 'offline');
    expect(chats).toEqual({ kept: 0, returned: 1, returning: [], draining: 1 });
    expect(await floor.standing(asked)).toBe('pending');
    expect(await isDue()).toBe(false);
    await floor.turn();
    expect(await floor.standing(quiet)).toBe('active: Ben');
    await floor.writes(quiet);
    expect(await isDue()).toBe(true);
    await Promise.all([floor.turn(), floor.turn(), floor.turn()]);
    expect(await floor.standing(quiet)).toBe('pending');
    expect(await floor.told(quiet)).toEqual([offline]);
    expect(await isDue()).toBe(false);
  });

  it('coming back ends it', async () => {
    await open({ whenAgentLeaves: 'drain' });
    const quiet = await answered();
    await goes('Ben', 'offline');
    await goes('Ben', 'away');
    await floor.writes(quiet);
    expect(await isDue()).toBe(false);
    await floor.turn();
    expect(await floor.standing(quiet)).toBe('active: Ben');
  });
});

describe('where chats are kept', () => {
  it('people are told once when the customer writes, and nothing moves', async () => {
    await open({ whenAgentLeaves: 'keep' });
    const conversation = await answered();
    expect((await goes('Ben', 'offline')).chats.kept).toBe(1);
    await floor.writes(conversation);
    await floor.turn();
    await floor.writes(conversation);
    await floor.turn();
    expect(await floor.standing(conversation)).toBe('active: Ben');
    expect(await floor.told(conversation)).toEqual([
      'conversation.overdue: The customer wrote while Ben is offline. The chat is kept for their return.',
    ]);
  });

  it('people are told at once of a customer who waits for an answer', async () => {
    await open({ whenAgentLeaves: 'keep' });
    const conversation = await floor.claimed('Ben');
    await goes('Ben', 'offline');
    expect(await floor.told(conversation)).toEqual([
      'conversation.overdue: Ben went offline while the customer waits for an answer. The chat is kept for their return.',
    ]);
  });
});

describe('an agent who takes a chat while offline', () => {
  it('keeps it as long as they answer, and loses it when they leave the customer alone', async () => {
    await open({ agentGoneMinutes: 5 });
    await floor.setPresence('Ben', 'offline');
    const conversation = await answered();
    expect(await floor.timers(conversation.id)).toEqual({ 'agent-gone': null });
    await floor.writes(conversation);
    await floor.turn();
    expect(await floor.timers(conversation.id)).toEqual({ 'agent-gone': 300 });
    await floor.answers('Ben', conversation);
    await floor.comes('agent-gone', conversation);
    expect(await floor.timers(conversation.id)).toEqual({ 'agent-gone': null });
    await floor.writes(conversation);
    await floor.turn();
    await floor.comes('agent-gone', conversation);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual([offline]);
  });
});

describe('whoever sets somebody else’s presence', () => {
  it('is on record, and needs the role', async () => {
    await open({});
    const [kim, ben] = [await floor.agent('Kim'), await floor.agent('Ben')];
    expect(await refusal(goes('Kim', 'offline', 'Ben'))).toBe('role');
    await goes('Ben', 'away');
    await goes('Ben', 'offline', 'Kim');
    await goes('Ben', 'offline', 'Kim');
    const changes = await listChanges(floor.store, ben.organizationId, ben.id, 10);
    expect(changes.map(({ actor, what, before, after }) => ({ actor, what, before, after }))).toEqual([
      {
        actor: { kind: 'agent', agentId: kim.id, name: 'Kim' },
        what: 'presence',
        before: 'away',
        after: 'offline',
      },
    ]);
  });
});

describe('whoever may not have their chats any longer', () => {
  it('gives those of a lost chatbot back at once, and no others', async () => {
    await open({});
    const conversation = await answered();
    const ben = await floor.agent('Ben');
    expect(
      await loseChatbot(floor.routing, ben, (await floor.agent('Zoe')).chatbotIds[0] ?? floor.door.chatbotId),
    ).toBe(0);
    expect(await loseChatbot(floor.routing, ben, floor.door.chatbotId)).toBe(1);
    expect(await floor.standing(conversation)).toBe('pending');
    expect(await floor.told(conversation)).toEqual(['conversation.released: not assigned']);
  });

  it('leaves for good, and everything waits again', async () => {
    await open({ whenAgentLeaves: 'keep' });
    const [one, two] = [await answered(), await floor.claimed('Ben')];
    expect(await leave(floor.routing, await floor.agent('Ben'))).toBe(2);
    for (const conversation of [one, two]) {
      expect(await floor.standing(conversation)).toBe('pending');
      expect(await floor.told(conversation)).toEqual(['conversation.released: agent left']);
      expect(await floor.timers(conversation.id)).toEqual({});
    }
  });

  it('is found after a declaration took the chatbot away; admins and those who still have it are left alone', async () => {
    await open({});
    const [lost, kept, admins] = [await answered(), await floor.claimed('Ann'), await floor.claimed('Adi')];
    const [ben, adi] = [await floor.agent('Ben'), await floor.agent('Adi')];
    await floor.query('delete from agent_chatbot where agent_id = any($1)', [[ben.id, adi.id]]);
    expect(await returnMisplaced(floor.routing)).toBe(1);
    expect(await floor.standing(lost)).toBe('pending');
    expect(await floor.standing(kept)).toBe('active: Ann');
    expect(await floor.standing(admins)).toBe('active: Adi');
  });
});
