// Who may do it is asked under the lock it is done under, and locks are taken in one order: agents, conversations, homes.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assign } from '../../../src/routing/verbs/assign.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { unassignAgent } from '../../../src/routing/verbs/manage-assignment.js';
import { manageChatbot } from '../../../src/routing/verbs/manage-chatbot.js';
import { deactivateAgent } from '../../../src/routing/verbs/manage-people.js';
import { moveBoard } from '../../../src/routing/verbs/move-board.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { lockAgent } from '../../../src/store/agents.js';
import { lockConversation } from '../../../src/store/conversations.js';
import { redrawHome } from '../../../src/store/redraws.js';
import type { Tx } from '../../../src/store/store.js';
import { eventually } from '../../support/eventually.js';
import { type Floor, openFloor, refusal } from '../floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

/** Does something while a transaction holds a lock, lets that go on once the other waits, and commits. */
async function meanwhile<Result>(
  first: (tx: Tx) => Promise<unknown>,
  other: () => Promise<Result>,
  then: (tx: Tx) => Promise<unknown>,
): Promise<Result> {
  let late: Promise<Result> | null = null;
  await floor.store.transaction(async (tx) => {
    await first(tx);
    late = other();
    late.catch(() => undefined);
    await eventually('the other waits for a lock', async () => {
      const waits = await floor.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return waits.length === 1;
    });
    await then(tx);
  });
  if (late === null) throw new Error('nothing was done meanwhile');
  return late;
}

describe('a role taken away at the same moment (A14)', () => {
  it.each([
    [
      'Kim',
      'sets presence',
      async (by) =>
        setPresence(floor.routing, { by, agentId: (await floor.agent('Ben')).id, presence: 'online' }),
    ],
    [
      'Adi',
      'changes a chatbot',
      (by) =>
        manageChatbot(floor.routing, {
          by,
          chatbotId: floor.door.chatbotId,
          change: { humanSupport: false },
        }),
    ],
    [
      'Kim',
      'moves a board',
      (by) => moveBoard(floor.routing, { by, chatbotId: floor.door.chatbotId, ref: '1.2' }),
    ],
  ] as [string, string, (by: Awaited<ReturnType<Floor['agent']>>) => Promise<unknown>][])(
    'counts for %s who %s',
    async (name, _what, work) => {
      const by = await floor.agent(name);
      const code = await meanwhile(
        (tx) => lockAgent(tx, by),
        () => refusal(work(by)),
        (tx) => tx.run({ name: 'demote', text: `update agent set role = 'agent' where id = $1` }, [by.id]),
      );
      expect(code).toBe('role');
      await floor.query('update agent set role = $2 where id = $1', [by.id, by.role]);
      expect((await floor.chatbot()).humanSupport).toBe(true);
    },
  );
});

describe('an agent who loses their chats while one of them changes hands', () => {
  it.each([
    [
      'deactivated',
      async (agentId) => deactivateAgent(floor.routing, { by: await floor.agent('Adi'), agentId }),
    ],
    [
      'unassigned',
      async (agentId) =>
        unassignAgent(floor.routing, {
          by: await floor.agent('Adi'),
          agentId,
          chatbotId: floor.door.chatbotId,
        }),
    ],
  ] as [string, (agentId: Awaited<ReturnType<Floor['agent']>>['id']) => Promise<unknown>][])(
    'waits for it, and neither for the other, when they are %s',
    async (_how, lose) => {
      const ben = await floor.agent('Ben');
      const chat = await floor.openPending();
      await claim(floor.routing, { agent: ben, conversationId: chat.id });
      await meanwhile(
        (tx) => lockConversation(tx, chat),
        () => lose(ben.id),
        (tx) => redrawHome(tx, ben),
      );
      expect(await floor.conversation(chat.id)).toMatchObject({ status: 'pending' });
      await floor.query('update agent set deactivated_at = null where id = $1', [ben.id]);
    },
  );
});

describe('a chat is handed to somebody of another desk', () => {
  it('is refused whoever does it, and stays where it is', async () => {
    const [kim, ann, adi] = await Promise.all(['Kim', 'Ann', 'Adi'].map(floor.agent));
    if (!kim || !ann || !adi) throw new Error('nobody');
    await floor.query(`update agent set presence = 'online' where name in ('Ann', 'Adi')`);
    await floor.query(`update agent_identity set desk = 'teams' where agent_id = $1`, [adi.id]);
    const chat = await floor.openPending();
    const order = { by: kim, conversationId: chat.id };
    expect(await refusal(assign(floor.routing, { ...order, agentId: adi.id }))).toBe('other-desk');
    expect(await refusal(transfer(floor.routing, { ...order, toAgentId: adi.id }))).toBe('other-desk');
    expect(await floor.conversation(chat.id)).toMatchObject({ status: 'pending', epoch: chat.epoch });
    expect(await refusal(assign(floor.routing, { ...order, agentId: ann.id }))).toBe('fine');
  });
});
