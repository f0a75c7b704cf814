// Proves what each change of a conversation leaves behind: its events, its one line, its epoch, its owner.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../../src/core/id.js';
import { assign } from '../../../src/routing/verbs/assign.js';
import { categorize } from '../../../src/routing/verbs/categorize.js';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { leave } from '../../../src/routing/verbs/leave.js';
import { manageAgent } from '../../../src/routing/verbs/manage-agent.js';
import { next } from '../../../src/routing/verbs/next.js';
import { release } from '../../../src/routing/verbs/release.js';
import { reopen } from '../../../src/routing/verbs/reopen.js';
import { restore } from '../../../src/routing/verbs/restore.js';
import { rootLost } from '../../../src/routing/verbs/root-lost.js';
import { setPresence } from '../../../src/routing/verbs/set-presence.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

describe('changes of owner', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor();
  });
  afterAll(() => floor.close());

  const story = async (id: ConversationId) =>
    (await floor.events(id)).map(({ kind, actor }) => `${kind} by ${actor.name ?? actor.kind}`);

  it.each(['claim', 'assign', 'transfer'] as const)(
    'begin the thread of a chat that the assistant had, with what was said: %s',
    async (how) => {
      const { routing } = floor;
      await floor.query("update agent set presence = 'online'");
      const [kim, ben] = await Promise.all(['Kim', 'Ben'].map(floor.agent));
      if (!kim || !ben) throw new Error('nobody');
      const { conversationId } = await floor.say(`given by ${how}`, { text: 'Said to the assistant' });
      expect(await floor.deliveries(conversationId, 'thread')).toEqual([]);
      if (how === 'claim') await claim(routing, { agent: ben, conversationId });
      else if (how === 'assign') await assign(routing, { by: kim, agentId: ben.id, conversationId });
      else await transfer(routing, { by: kim, toAgentId: ben.id, conversationId });
      expect(await floor.conversation(conversationId)).toMatchObject({ status: 'active', ownerId: ben.id });
      const posts = await floor.deliveries(conversationId, 'thread');
      expect(posts.slice(0, 2)).toMatchObject([
        { kind: 'root' },
        { kind: 'message', text: 'Said to the assistant' },
      ]);
      const reasons = await floor.query('select start_reason from assignment where conversation_id = $1', [
        conversationId,
      ]);
      const expected = { claim: 'took-over', assign: 'assigned', transfer: 'transferred' }[how];
      expect(reasons).toEqual([{ start_reason: expected }]);
      await close(routing, { agent: ben, conversationId });
    },
  );

  it('tell their story in order, each by whoever did it, with one line each and an epoch more (A18)', async () => {
    const { routing } = floor;
    await floor.query("update agent set presence = 'online'");
    const { id: conversationId } = await floor.openPending();
    const [kim, ben, ann] = await Promise.all(['Kim', 'Ben', 'Ann'].map(floor.agent));
    if (!kim || !ben || !ann) throw new Error('nobody');
    const epochs = [(await floor.conversation(conversationId)).epoch];
    const note = async (work: Promise<{ epoch: number }>) => void epochs.push((await work).epoch);
    await note(claim(routing, { agent: ben, conversationId }));
    await note(transfer(routing, { by: ben, toAgentId: ann.id, conversationId, comment: 'knows it' }));
    await note(assign(routing, { by: kim, agentId: ben.id, conversationId }));
    await note(claim(routing, { agent: ann, conversationId, takeover: true }));
    await note(release(routing, { agent: ann, conversationId }));
    await note(restore(routing, { agent: ann, conversationId }));
    await note(close(routing, { agent: ann, conversationId, category: 'billing' }));
    await note(reopen(routing, { agent: ben, conversationId }));
    expect(epochs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await story(conversationId)).toEqual([
      'conversation.opened by contact',
      'message.received by contact',
      'message.sent by system',
      'conversation.queue-told by system',
      'conversation.requested-human by system',
      'conversation.claimed by Ben',
      'conversation.transferred by Ben',
      'conversation.assigned by Kim',
      'conversation.claimed by Ann',
      'conversation.released by Ann',
      'conversation.restored by Ann',
      'conversation.categorized by Ann',
      'conversation.closed by Ann',
      'conversation.reopened by Ben',
    ]);
    expect(await floor.lines(conversationId)).toEqual([
      'conversation.requested-human',
      'conversation.claimed',
      'conversation.transferred',
      'conversation.assigned',
      'conversation.claimed',
      'conversation.released',
      'conversation.restored',
      'conversation.closed',
      'conversation.reopened',
    ]);
    await expectSound(floor);
  });

  it('count a role or an assignment that was taken away a moment ago (A14)', async () => {
    const { id: conversationId } = await floor.openPending();
    const [kim, ann] = [await floor.agent('Kim'), await floor.agent('Ann')];
    await floor.query("update agent set role = 'agent' where name = 'Kim'");
    expect(await refusal(assign(floor.routing, { by: kim, agentId: ann.id, conversationId }))).toBe('role');
    await floor.query('delete from agent_chatbot where agent_id = $1', [ann.id]);
    expect(await refusal(claim(floor.routing, { agent: ann, conversationId }))).toBe('other-chatbot');
    await floor.query("update agent set deactivated_at = now() where name = 'Kim'");
    expect(await refusal(claim(floor.routing, { agent: kim, conversationId }))).toBe('deactivated');
    expect((await floor.conversation(conversationId)).status).toBe('pending');
    await floor.query("update agent set role = 'supervisor', deactivated_at = null where name = 'Kim'");
    await floor.query('insert into agent_chatbot values ($1, $2, $3)', [
      floor.door.organizationId,
      ann.id,
      floor.door.chatbotId,
    ]);
  });

  it('refuse gestures made under an older epoch', async () => {
    const { id: conversationId, epoch } = await floor.openPending();
    const ann = await floor.agent('Ann');
    await claim(floor.routing, { agent: ann, conversationId, epoch });
    for (const verb of [release, restore, close])
      expect(await refusal(verb(floor.routing, { agent: ann, conversationId, epoch }))).toBe('stale');
    await close(floor.routing, { agent: ann, conversationId });
  });

  it('refuse what another chatbot’s agent asks, and agents who may not receive', async () => {
    const { id: conversationId } = await floor.openPending();
    const [kim, zoe, ben] = [await floor.agent('Kim'), await floor.agent('Zoe'), await floor.agent('Ben')];
    expect(await refusal(claim(floor.routing, { agent: zoe, conversationId }))).toBe('other-chatbot');
    expect(await refusal(assign(floor.routing, { by: kim, agentId: zoe.id, conversationId }))).toBe(
      'other-chatbot',
    );
    await floor.setPresence('Ben', 'offline');
    const toBen = { by: kim, toAgentId: ben.id, conversationId };
    expect(await refusal(transfer(floor.routing, toBen))).toBe('agent-offline');
    await close(floor.routing, { agent: kim, conversationId });
  });

  it('reopens nothing over a newer conversation', async () => {
    const first = await floor.openPending('returning');
    const kim = await floor.agent('Kim');
    await close(floor.routing, { agent: kim, conversationId: first.id });
    await floor.say('returning');
    expect(await refusal(reopen(floor.routing, { agent: kim, conversationId: first.id }))).toBe(
      'newer-conversation',
    );
    await expectSound(floor);
  });

  it('sets a category once, and names the known ones', async () => {
    const { id: conversationId } = await floor.openPending();
    const agent = await floor.agent('Kim');
    await categorize(floor.routing, { agent, conversationId, category: ' SHIPPING ' });
    await categorize(floor.routing, { agent, conversationId, category: 'Shipping' });
    expect(
      (await floor.lines(conversationId)).filter((one) => one === 'conversation.categorized'),
    ).toHaveLength(1);
    await expect(categorize(floor.routing, { agent, conversationId, category: 'X' })).rejects.toThrow(
      'Billing, Shipping',
    );
    await close(floor.routing, { agent, conversationId });
  });

  it('gives an agent who asks for the next one who waits longest, and nothing that waits no more', async () => {
    await floor.query(
      "update conversation set status = 'closed', owner_id = null where status in ('pending', 'active')",
    );
    await floor.query("update assignment set ended_at = now(), end_reason = 'closed' where ended_at is null");
    const [first, second] = [await floor.openPending(), await floor.openPending()];
    const ann = await floor.agent('Ann');
    expect((await next(floor.routing, { agent: ann })).id).toBe(first.id);
    await restore(floor.routing, { agent: ann, conversationId: second.id });
    expect(await refusal(next(floor.routing, { agent: ann }))).toBe('queue-empty');
    expect(await refusal(next(floor.routing, { agent: await floor.agent('Zoe') }))).toBe('queue-empty');
  });

  it('puts back what somebody had who left, and closes the door behind them', async () => {
    const [one, two] = [await floor.openPending(), await floor.openPending()];
    const ben = await floor.agent('Ben');
    for (const { id } of [one, two]) await claim(floor.routing, { agent: ben, conversationId: id });
    const had = await floor.load(ben.id);
    expect(await leave(floor.routing, ben)).toBe(had);
    expect(await leave(floor.routing, ben)).toBe(0);
    for (const { id } of [one, two]) expect((await floor.conversation(id)).status).toBe('pending');
    expect(await refusal(claim(floor.routing, { agent: ben, conversationId: one.id }))).toBe('deactivated');
    await expectSound(floor);
  });

  it('lets supervisors set presence, and admins alone set limits (design §6)', async () => {
    const [kim, ann, adi] = [await floor.agent('Kim'), await floor.agent('Ann'), await floor.agent('Adi')];
    const away = { agentId: ann.id, presence: 'away' } as const;
    expect((await setPresence(floor.routing, { by: kim, ...away })).presence).toBe('away');
    expect(await refusal(setPresence(floor.routing, { by: ann, agentId: kim.id, presence: 'away' }))).toBe(
      'role',
    );
    const limit = (by: typeof kim, chatLimit: number) =>
      manageAgent(floor.routing, { by, agentId: ann.id, change: { chatLimit } });
    expect(await refusal(limit(kim, 9))).toBe('role');
    expect(await refusal(limit(ann, 9))).toBe('role');
    expect((await limit(adi, 9)).chatLimit).toBe(9);
    expect(await refusal(limit(adi, 1.5))).toBe('bad-input');
  });

  it('begins one new thread for a lost root, however often it is told (A24)', async () => {
    const { id } = await floor.openPending();
    const lost = { desk: 'slack', team: 'T1', place: 'C-acme', threadRef: 'lost.1' };
    await floor.query("update conversation set thread_ref = 'lost.1' where id = $1", [id]);
    await floor.query(
      `update delivery set status = case when sequence = (select max(sequence) from delivery d where d.conversation_id = $1 and d.lane = 'thread') then 'sending' else 'sent' end,
       attempt_id = gen_random_uuid(), lease_until = now() + interval '1 minute' where conversation_id = $1 and lane = 'thread'`,
      [id],
    );
    await Promise.all([rootLost(floor.routing, lost), rootLost(floor.routing, lost)]);
    expect(await rootLost(floor.routing, lost)).toBeNull();
    const open = (await floor.deliveries(id, 'thread')).filter((one) => one.status === 'pending');
    // The line that was on its way goes to the new thread, after the root and the history.
    expect(open.map((one) => one.payload.event ?? one.kind)).toEqual([
      'root',
      'message',
      'message',
      'conversation.requested-human',
      'thread.renewed',
    ]);
    expect((await floor.deliveries(id, 'thread')).some((one) => one.status === 'sending')).toBe(false);
    expect((await floor.events(id)).filter((one) => one.kind === 'thread.renewed')).toHaveLength(1);
    await expectSound(floor);
  });
});

it('writes nothing for a thread where there is no desk', async () => {
  const floor = await openFloor({ chatbot: { desk: null } });
  try {
    const { id } = await floor.openPending('deskless');
    await floor.say('deskless');
    expect(await floor.deliveries(id, 'thread')).toEqual([]);
    expect((await floor.conversation(id)).mirrored).toBe(false);
  } finally {
    await floor.close();
  }
});
