// Proves that a snapshot tells a customer the same turns as the feed: each once, in its place, by the names of then.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../src/core/id.js';
import { categorize } from '../../src/routing/verbs/categorize.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { requestByCustomer } from '../../src/routing/verbs/customer-change.js';
import { release } from '../../src/routing/verbs/release.js';
import { requestHuman } from '../../src/routing/verbs/request-human.js';
import { restore } from '../../src/routing/verbs/restore.js';
import { transfer } from '../../src/routing/verbs/transfer.js';
import { readFeed, readSnapshot } from '../../src/store/feed.js';
import type { VisitorRow } from '../../src/store/visitors.js';
import { type Floor, openFloor } from '../routing/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await openFloor();
});
afterAll(() => floor.close());

const snapshot = (visitor: VisitorRow, limit: number) =>
  readSnapshot(floor.store, floor.door, visitor, limit);
const request = (id: ConversationId) =>
  requestHuman(floor.routing, {
    ...floor.scope(id),
    actor: { kind: 'system', cause: 'test' },
    reason: 'button',
  });

describe('a snapshot', () => {
  const told = async (visitor: VisitorRow, limit: number) =>
    (await snapshot(visitor, limit))?.turns.map(({ kind, name }) =>
      `${kind.replace('conversation.', '')} ${name ?? ''}`.trim(),
    );

  it('tells the turns the feed tells, by the names of then, whoever has it now', async () => {
    const one = await floor.visit();
    const { conversationId } = await floor.say(one.address);
    const kim = await floor.agent('Kim');
    const ben = await floor.agent('Ben');
    await floor.setPresence('Ben', 'online');
    await request(conversationId);
    await claim(floor.routing, { agent: kim, conversationId });
    await transfer(floor.routing, { by: kim, toAgentId: ben.id, conversationId });
    await release(floor.routing, { agent: ben, conversationId });
    await categorize(floor.routing, { agent: kim, conversationId, category: 'Billing' });
    await restore(floor.routing, { agent: kim, conversationId });
    const turns = (await snapshot(one, 50))?.turns ?? [];
    expect(await told(one, 50)).toEqual([
      'requested-human',
      'claimed Kim',
      'transferred Ben',
      'released Ben',
      'restored',
    ]);
    const feed = await readFeed(floor.store, floor.door, one, { conversationId, after: 0, limit: 50 });
    // How it stands with the queue is one line that changes, and no turn.
    const standing = ['conversation.queue-told'];
    const fed = feed.filter(({ kind }) => kind.startsWith('conversation.') && !standing.includes(kind));
    expect(fed.map(({ sequence, kind, at, name }) => ({ sequence, kind, at, name }))).toEqual(turns);
    await floor.say(one.address);
    // What lies before the messages that are shown is not told.
    expect(await told(one, 1)).toEqual([]);
    expect((await told(one, 50))?.length).toBe(5);
  });

  it('tells a request that came before any words, and nothing of an earlier conversation', async () => {
    const one = await floor.visit();
    const { conversationId } = await floor.say(one.address);
    await request(conversationId);
    await floor.query("update conversation set status = 'closed' where id = $1", [conversationId]);
    await requestByCustomer(floor.routing, { channel: floor.door, address: one.address });
    expect(await told(one, 50)).toEqual(['requested-human']);
    expect((await snapshot(one, 50))?.messages.map((said) => said.author)).not.toContain('contact');
  });
});
