// Proves that admins and owners hear of a broken door once, of its end, and of dead letters, and nobody else does.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAlerts } from '../../src/bridge/alerts.js';
import type { Card } from '../../src/bridge/cards/card.js';
import { createIncoming } from '../../src/bridge/incoming.js';
import { createRedraw } from '../../src/bridge/redraw.js';
import { createDesks } from '../../src/bridge/registry.js';
import { runInvocation } from '../../src/bridge/run-invocation.js';
import type { ChannelAccount } from '../../src/core/chatbot.js';
import { Failure } from '../../src/core/errors.js';
import { claim } from '../../src/routing/verbs/claim.js';
import { pauseChannel, reopenChannel } from '../../src/routing/verbs/pause-channel.js';
import { reply } from '../../src/routing/verbs/reply.js';
import { pauseDoor } from '../../src/store/channel-health.js';
import { findChannelByAccount } from '../../src/store/chatbots.js';
import { finishAndClaimNext } from '../../src/store/finish.js';
import { saveInstallation } from '../../src/store/installations.js';
import { claimHeadOfLane, failAttempt } from '../../src/store/lanes.js';
import { newId } from '../../src/store/store.js';
import { ask, openHouse, type TestHouse, team } from '../support/bridge-house.js';

let house: TestHouse;
let door: ChannelAccount;
beforeAll(async () => {
  house = await openHouse();
  const found = await findChannelByAccount(house.store, 'web', 'acme-web');
  if (!found) throw new Error('no door');
  door = found;
});
afterAll(() => house.close());
beforeEach(async () => {
  house.recorded.directs.length = 0;
  house.recorded.logged.length = 0;
  house.recorded.posts.length = 0;
  await house.store.db.execute(sql`delete from channel_health`);
  await house.store.db.execute(sql`delete from inbox`);
});

const expired = new Failure('The token is not accepted.', { class: 'auth', code: '190' });
const alerts = () =>
  createAlerts({ store: house.store, desks: house.house.desks, log: house.house.routing.log });
const told = () => house.recorded.directs.map(({ user, card }) => `${user} ${card.fallback}`).sort();
const wordsOf = (card: Card | undefined) => JSON.stringify(card);

describe('a paused door', () => {
  it('is told to admins and owners once, again after an hour, and when it works', async () => {
    await pauseChannel(house.house.routing, door, expired);
    expect(house.recorded.logged).toEqual([expect.stringContaining('a channel is paused')]);
    await Promise.all([alerts().tell(), alerts().tell()]);
    await pauseChannel(house.house.routing, door, expired);
    await alerts().tell();
    expect(told()).toEqual([
      'U0ADI ⏸ Website of acme Support is paused',
      'U0OLI ⏸ Website of acme Support is paused',
    ]);
    const words = wordsOf(house.recorded.directs[0]?.card);
    expect(words).toContain('The token is not accepted. (190)');
    expect(words).toContain('What to do');

    house.recorded.directs.length = 0;
    await house.store.db.execute(sql`update channel_health set told_at = now() - interval '61 minutes'`);
    await alerts().tell();
    expect(told()).toHaveLength(2);
    expect(told()[0]).toContain('is still paused');

    house.recorded.directs.length = 0;
    await reopenChannel(house.house.routing, door);
    await alerts().tell();
    await alerts().tell();
    expect(told()).toEqual([
      'U0ADI ▶️ Website of acme Support works again',
      'U0OLI ▶️ Website of acme Support works again',
    ]);
  });

  it('whose pause nobody was told of needs no word when it works again', async () => {
    await pauseChannel(house.house.routing, door, expired);
    await reopenChannel(house.house.routing, door);
    await alerts().tell();
    expect(told()).toEqual([]);
  });

  it('is told later when the desk cannot be reached now', async () => {
    await pauseChannel(house.house.routing, door, expired);
    const desk = house.house.desks.all[0];
    if (!desk) throw new Error('no desk');
    const away = {
      ...desk,
      direct: async () => {
        throw new Failure('away', { class: 'retry', code: 'x' });
      },
    };
    await createAlerts({
      store: house.store,
      desks: createDesks([away]),
      log: house.house.routing.log,
    }).tell();
    expect(told()).toEqual([]);
    await alerts().tell();
    expect(told()).toHaveLength(2);
  });

  it('has its line in the supervisor’s overview', async () => {
    await pauseChannel(house.house.routing, door, expired);
    const { invocation, answers } = ask('sue', 'overview');
    await runInvocation(house.house, invocation);
    expect(wordsOf(answers.cards[0])).toContain(
      'Website of acme Support is paused: The token is not accepted. (190)',
    );
  });

  it('is explained once in the thread of the agent whose reply waits, and the mark goes on from there', async () => {
    const { id: conversationId, organizationId } = await house.openPending();
    const agent = await house.agent('ann');
    await claim(house.house.routing, { agent, conversationId });
    await reply(house.house.routing, { agent, conversationId, text: 'Soon!', desk: { ref: null } });
    await pauseDoor(house.store, door, { class: 'auth', code: '190', sentence: 'No.', forMs: 60_000 });
    await house.store.db.execute(
      sql`update delivery set error = '{"class":"auth","code":"190","sentence":"The token is not accepted."}' where conversation_id = ${conversationId} and lane = 'customer'`,
    );
    const { rows } = await house.store.db.execute<{ id: string }>(
      sql`select id from message where conversation_id = ${conversationId} and author = 'agent'`,
    );
    const subject = { subject: 'mark', organizationId, id: rows[0]?.id } as Parameters<
      ReturnType<typeof createRedraw>
    >[0];
    const redraw = createRedraw({ store: house.store, desks: house.house.desks });
    let { shown } = await redraw(subject, 'waiting');
    ({ shown } = await redraw(subject, shown));
    const lines = house.recorded.posts.map(({ post }) => (post.kind === 'card' ? post.card.fallback : ''));
    expect(lines).toEqual([
      '⏸ Website is paused: The token is not accepted. The reply is kept and goes out by itself once it works again.',
    ]);
    await house.store.db.execute(
      sql`update delivery set status = 'sent', receipt = 'sent', error = null where conversation_id = ${conversationId} and lane = 'customer'`,
    );
    ({ shown } = await redraw(subject, shown));
    expect(shown).toBe('sent');
  });
});

describe('a reply that the platform lets wait', () => {
  const fail = async (delayMs: number) => {
    const { id: conversationId, organizationId } = await house.openPending();
    const agent = await house.agent('ann');
    await claim(house.house.routing, { agent, conversationId });
    const { messageId } = await reply(house.house.routing, {
      agent,
      conversationId,
      text: 'Soon!',
      desk: { ref: null },
    });
    const lane = { organizationId, id: conversationId, lane: 'customer', leaseMs: 9_000 } as const;
    let work = await claimHeadOfLane(house.store, { ...lane, attemptId: newId<'attempt'>() });
    while (work && work.message?.id !== messageId)
      work = await finishAndClaimNext(house.store, work, {
        externalId: newId(),
        attemptId: newId<'attempt'>(),
        leaseMs: 9_000,
      });
    if (!work) throw new Error('the reply is not in its lane');
    await house.store.db.execute(sql`update redraw set drawn = wanted where subject_id = ${messageId}`);
    const error = { class: 'retry', code: '131056', sentence: 'Too many to one customer.' };
    await failAttempt(house.store, work, { status: 'pending', delayMs, error, counted: false });
    const { rows } = await house.store.db.execute(
      sql`select 1 from redraw where subject_id = ${messageId} and wanted > drawn`,
    );
    house.recorded.posts.length = 0;
    const redraw = createRedraw({ store: house.store, desks: house.house.desks });
    const subject = { subject: 'mark', organizationId, id: messageId } as const;
    const { shown } = await redraw(subject, 'waiting');
    await redraw(subject, shown);
    return {
      asksForDrawing: rows.length > 0,
      lines: house.recorded.posts.map(({ post }) => (post.kind === 'card' ? post.card.fallback : '')),
    };
  };

  it('says so once in the thread when that is more than a moment (A1)', async () => {
    expect(await fail(60_000)).toEqual({
      asksForDrawing: true,
      lines: [
        '⏳ Website does not take this reply yet: Too many to one customer. It is kept and goes out by itself.',
      ],
    });
  });

  it('makes no words about a moment', async () => {
    expect(await fail(2_000)).toEqual({ asksForDrawing: false, lines: [] });
  });
});

describe('dead letters', () => {
  const bury = (why: string) =>
    house.store.db.execute(
      sql`insert into inbox (organization_id, channel_id, lane, item, error) values (${door.organizationId}, ${door.id}, 'a', '{"text":"my secret"}', ${why})`,
    );

  it('are told together, once a day, and never with what they say', async () => {
    await bury('unreadable: no id');
    await bury('message: bad-input');
    await Promise.all([alerts().tell(), alerts().tell()]);
    await alerts().tell();
    expect(told()).toEqual([
      'U0ADI 📭 2 dead letters from Website of acme Support',
      'U0OLI 📭 2 dead letters from Website of acme Support',
    ]);
    expect(house.recorded.logged.join()).toContain('dead letters wait for a person');
    expect(JSON.stringify(house.recorded)).not.toContain('my secret');
    await bury('unreadable: no id');
    await alerts().tell();
    expect(told()).toContain('U0ADI 📭 1 dead letter from Website of acme Support');
  });
});

it('a desk that threw Baton out is told of on the desks that are left, once', async () => {
  const { organizationId } = door;
  const facts = { name: 'Acme HQ', sealedToken: null, botUserId: 'B', botId: 'B' };
  await saveInstallation(house.store, { organizationId, kind: 'teams', team: 'TX', ...facts });
  await saveInstallation(house.store, { organizationId, kind: 'slack', team, ...facts });
  const hear = createIncoming({
    ...house.house,
    abilities: { canEdit: () => false, canRemove: () => false, canReact: () => false },
  });
  await hear({ type: 'installation-lost', desk: 'teams', team: 'TX', cause: 'app_uninstalled' });
  await hear({ type: 'installation-lost', desk: 'teams', team: 'TX', cause: 'tokens_revoked' });
  expect(told()).toEqual([
    'U0ADI 🔌 Baton was removed from Acme HQ on Teams',
    'U0OLI 🔌 Baton was removed from Acme HQ on Teams',
  ]);
  house.recorded.directs.length = 0;
  await hear({ type: 'installation-lost', desk: 'slack', team, cause: 'app_uninstalled' });
  expect(told()).toEqual([]);
});
