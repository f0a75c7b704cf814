// Reactions on the desk: the owner's go to the customer once, everybody else's stay, and what cannot go is told.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Gesture } from '../../src/bridge/desk.js';
import { createIncoming } from '../../src/bridge/incoming.js';
import type { Conversation } from '../../src/core/conversation.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { giveUp } from '../../src/routing/verbs/give-up.js';
import { release } from '../../src/routing/verbs/release.js';
import { newId } from '../../src/store/store.js';
import { openHouse, place, type TestHouse, team } from '../support/bridge-house.js';

let test: TestHouse;
let hear: (gesture: Gesture) => Promise<void>;
let canReact: boolean;
let conversation: Conversation;
let posts = 0;
let post: string;
beforeAll(async () => {
  test = await openHouse();
  await test.store.db.execute(sql`update agent set chat_limit = 1000`);
  const abilities = { canEdit: () => true, canRemove: () => true, canReact: () => canReact };
  hear = createIncoming({ ...test.house, abilities });
});
afterAll(() => test.close());
beforeEach(async () => {
  canReact = true;
  test.recorded.whispers.length = 0;
  const { id } = await test.openPending();
  await claim(test.house.routing, { agent: await test.agent('ann'), conversationId: id });
  posts += 1;
  post = `1790000000.9${posts}`;
  // The customer's line as the mirror posted it.
  await test.store.db.execute(
    sql`insert into delivery (organization_id, id, conversation_id, lane, sequence, kind, message_id, status, target, external_id)
      select organization_id, gen_random_uuid(), conversation_id, 'thread', 900, 'message', id, 'sent', '{}', ${post}
      from message where conversation_id = ${id} and author = 'contact'`,
  );
  conversation = await test.reread(id);
});

const reacts = (person: string, emoji: string | null, change: { removed?: boolean; ref?: string } = {}) =>
  hear({
    type: 'reacted',
    desk: 'slack',
    team,
    user: `U0${person.toUpperCase()}`,
    place,
    ref: post,
    emoji,
    removed: false,
    ...change,
  });
const out = async () =>
  (
    await test.store.db.execute(
      sql`select payload ->> 'emoji' as emoji, message_id = (payload ->> 'messageId')::uuid as same from delivery
        where conversation_id = ${conversation.id} and lane = 'customer' and kind = 'reaction' order by sequence`,
    )
  ).rows;
const whispers = () => test.recorded.whispers.map(({ user, card }) => `${user} ${card.fallback}`);

describe('a reaction of the owner', () => {
  it('goes to the customer once, however often it is heard', async () => {
    await reacts('ann', '👍');
    await reacts('ann', '👍');
    expect(await out()).toEqual([{ emoji: '👍', same: true }]);
    expect(whispers()).toEqual([]);
  });

  it('is replaced by the next, and taken back only while it is the one shown', async () => {
    await reacts('ann', '👍');
    await reacts('ann', '🎉');
    await reacts('ann', '👍', { removed: true });
    await reacts('ann', '🎉', { removed: true });
    await reacts('ann', '🎉', { removed: true });
    expect((await out()).map(({ emoji }) => emoji)).toEqual(['👍', '🎉', null]);
  });

  it('with the workspace’s own emoji is told not to be sent', async () => {
    await reacts('ann', null);
    await reacts('ann', null, { removed: true });
    expect(await out()).toEqual([]);
    expect(whispers()).toEqual([expect.stringContaining('U0ANN ⚠️ This emoji cannot be sent')]);
  });

  it('after the reply window is told not to be seen; taking one back stays possible (A4)', async () => {
    await reacts('ann', '👍');
    await test.store.db.execute(
      sql`update conversation set open_until = now(), reply_until = now() where id = ${conversation.id}`,
    );
    await reacts('ann', '🎉');
    expect(whispers()).toEqual([expect.stringContaining('window is closed')]);
    await reacts('ann', '👍', { removed: true });
    expect((await out()).map(({ emoji }) => emoji)).toEqual(['👍', null]);
  });

  it('that the channel could not take says so in the thread', async () => {
    await reacts('ann', '👍');
    const at = { organizationId: conversation.organizationId, id: conversation.id };
    const delivery = {
      id: newId<'delivery'>(),
      lane: 'customer',
      kind: 'reaction',
      messageId: null,
    } as const;
    const error = { class: 'content', code: '1', sentence: 'It is too old.' };
    await giveUp(test.house.routing, { ...at, delivery, fate: 'dead', error });
    const lines = await test.store.db.execute(
      sql`select payload from delivery where conversation_id = ${conversation.id} and lane = 'thread' and payload ->> 'event' = 'delivery.dead'`,
    );
    expect(lines.rows).toMatchObject([{ payload: { what: 'reaction', error } }]);
  });

  it('stays on the desk where the channel shows none', async () => {
    canReact = false;
    await reacts('ann', '👍');
    await reacts('ann', null);
    expect(await out()).toEqual([]);
    expect(whispers()).toEqual([]);
  });
});

describe('other reactions', () => {
  it('of anyone but the owner are just theirs (A14)', async () => {
    for (const person of ['sam', 'sue', 'zoe', 'nobody']) await reacts(person, '👍');
    await release(test.house.routing, { agent: await test.agent('ann'), conversationId: conversation.id });
    await reacts('ann', '👍');
    expect(await out()).toEqual([]);
    expect(whispers()).toEqual([]);
  });

  it('to anything but a customer’s line say nothing to the customer', async () => {
    await reacts('ann', '👍', { ref: conversation.threadRef ?? '' });
    await reacts('ann', '👍', { ref: '1790000000.404' });
    expect(await out()).toEqual([]);
  });
});
