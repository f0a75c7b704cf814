// Proves that of many who do the same at once one wins, that limits hold, and that nobody blocks anybody for good.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claim } from '../../../src/routing/verbs/claim.js';
import { close } from '../../../src/routing/verbs/close.js';
import { requestByCustomer } from '../../../src/routing/verbs/customer-change.js';
import { next } from '../../../src/routing/verbs/next.js';
import { reply, replyInThread } from '../../../src/routing/verbs/reply.js';
import { transfer } from '../../../src/routing/verbs/transfer.js';
import { lockAgent } from '../../../src/store/agents.js';
import { expectSound, type Floor, openFloor, refusal } from '../floor.js';

const crowd = Array.from({ length: 20 }, (_, at) => ({ name: `Agent ${at}` }));
const tally = (outcomes: readonly string[]) =>
  Object.fromEntries(
    [...new Set(outcomes)].map((one) => [one, outcomes.filter((other) => other === one).length]),
  );

describe('at the same time', () => {
  let floor: Floor;
  beforeAll(async () => {
    floor = await openFloor({
      people: [...crowd, { name: 'Kim', role: 'supervisor' }, { name: 'Sue', role: 'supervisor' }],
    });
    await floor.query("update agent set presence = 'online'");
  });
  afterAll(() => floor.close());

  it('20 claim: one wins, 19 are told who (A12)', async () => {
    const { id: conversationId } = await floor.openPending();
    const agents = await Promise.all(crowd.map(({ name }) => floor.agent(name)));
    const outcomes = await Promise.all(
      agents.map((agent) => refusal(claim(floor.routing, { agent, conversationId }))),
    );
    expect(tally(outcomes)).toEqual({ fine: 1, 'owned-by-other': 19 });
    await expectSound(floor);
  });

  it('20 ask for the next: each who waits goes to one of them, the others are told that nobody waits (A12)', async () => {
    for (let at = 0; at < 6; at += 1) await floor.openPending();
    const waiting = await floor.query<{ id: string }>("select id from conversation where status = 'pending'");
    const agents = await Promise.all(crowd.map(({ name }) => floor.agent(name)));
    const given: string[] = [];
    const outcomes = await Promise.all(
      agents.map((agent) => refusal(next(floor.routing, { agent }).then(({ id }) => given.push(id)))),
    );
    expect(given.sort()).toEqual(waiting.map(({ id }) => id).sort());
    expect(tally(outcomes)).toEqual({ fine: waiting.length, 'queue-empty': 20 - waiting.length });
    await expectSound(floor);
  });

  it('20 first lines of one customer open one conversation, and none is lost (A29)', async () => {
    const heard = await Promise.all(Array.from({ length: 20 }, () => floor.say('first-lines')));
    expect(new Set(heard.map((one) => one.conversationId)).size).toBe(1);
    expect(new Set(heard.map((one) => one.sequence)).size).toBe(20);
    const contacts = await floor.query(
      'select 1 from contact c where not exists (select 1 from contact_address a where a.contact_id = c.id)',
    );
    expect(contacts, 'contacts that nobody reaches').toEqual([]);
    await expectSound(floor);
  });

  it('a known customer’s first line and wish for a person open one conversation', async () => {
    for (let round = 0; round < 5; round += 1) {
      const address = `both-${round}`;
      const first = await floor.say(address);
      await floor.query("update conversation set status = 'closed' where id = $1", [first.conversationId]);
      const door = { channel: floor.door, address };
      const ask = () => requestByCustomer(floor.routing, door);
      const [line, wish, ...others] = await Promise.all([floor.say(address), ask(), ask(), ask(), ask()]);
      expect([wish, ...others]).toEqual(Array(4).fill(line.conversationId));
      expect((await floor.events(wish))[0]?.kind).toBe('conversation.opened');
    }
    await expectSound(floor);
  });

  it('one agent claims 12 conversations with room for 3, and gets 3 (A11, B7)', async () => {
    const agent = await floor.agent('Agent 7');
    const had = await floor.load(agent.id);
    const waiting = await Promise.all(Array.from({ length: 12 }, () => floor.openPending()));
    const outcomes = await Promise.all(
      waiting.map(({ id }) => refusal(claim(floor.routing, { agent, conversationId: id }))),
    );
    expect(tally(outcomes)).toEqual({ fine: 3 - had, 'limit-reached': 9 + had });
    await expectSound(floor);
  });

  it('agents take from and hand to each other in both directions without blocking', async () => {
    const [one, two] = [await floor.agent('Agent 1'), await floor.agent('Agent 2')];
    const [kim, sue] = [await floor.agent('Kim'), await floor.agent('Sue')];
    for (const agent of [one, two])
      await floor.query('update agent set chat_limit = 50 where id = $1', [agent.id]);
    for (let round = 0; round < 15; round += 1) {
      const [left, right] = [await floor.openPending(), await floor.openPending()];
      await claim(floor.routing, { agent: one, conversationId: left.id });
      await claim(floor.routing, { agent: two, conversationId: right.id });
      await Promise.all([
        transfer(floor.routing, { by: kim, toAgentId: two.id, conversationId: left.id }),
        transfer(floor.routing, { by: sue, toAgentId: one.id, conversationId: right.id }),
      ]);
      await Promise.all([
        claim(floor.routing, { agent: one, conversationId: left.id, takeover: true }),
        claim(floor.routing, { agent: two, conversationId: right.id, takeover: true }),
      ]);
      await Promise.all(
        [left, right].map(({ id }) => close(floor.routing, { agent: kim, conversationId: id })),
      );
    }
    await expectSound(floor);
  });

  it('a reply is stored while its author’s limit is being decided: no lock of the one waits for the other’s', async () => {
    const { id: conversationId } = await floor.openPending();
    const agent = await floor.agent('Agent 3');
    await claim(floor.routing, { agent, conversationId });
    await floor.query("update conversation set thread_ref = 'busy.1' where id = $1", [conversationId]);
    const line = { desk: 'slack', team: 'T1', place: 'C-acme', ref: 'busy.2', threadRef: 'busy.1' };
    const outcome = await floor.store.transaction(async (tx) => {
      await lockAgent(tx, { organizationId: agent.organizationId, id: agent.id });
      return replyInThread(floor.routing, { ...line, user: 'U-Agent 3', clientId: null, text: 'Hello' });
    });
    expect(outcome.outcome).toBe('sent');
  });

  it('the same post arrives ten times by two ways and is one reply (A22)', async () => {
    const { id: conversationId } = await floor.openPending();
    const agent = await floor.agent('Agent 4');
    await claim(floor.routing, { agent, conversationId });
    await floor.query("update conversation set thread_ref = 'twice.1' where id = $1", [conversationId]);
    const ref = { desk: 'slack', team: 'T1', place: 'C-acme', ref: 'twice.2' };
    const typed = { ...ref, threadRef: 'twice.1', user: 'U-Agent 4', clientId: 'gesture', text: 'Hi' };
    const ways = Array.from({ length: 10 }, (_, at) =>
      at % 2 === 0
        ? replyInThread(floor.routing, typed)
        : reply(floor.routing, { agent, conversationId, text: 'Hi', desk: { ref, clientId: 'gesture' } }),
    );
    await Promise.allSettled(ways);
    // The same gesture under another ref is the same reply, too.
    const other = { ref: { ...ref, ref: 'twice.3' }, clientId: 'gesture' };
    expect((await reply(floor.routing, { agent, conversationId, text: 'Hi', desk: other })).duplicate).toBe(
      true,
    );
    const sent = (await floor.deliveries(conversationId, 'customer')).filter((one) => one.text === 'Hi');
    expect(sent).toHaveLength(1);
    await expectSound(floor);
  });
});
