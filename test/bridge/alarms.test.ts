// Proves that thresholds are told once when they are crossed and once when they are over, and what is done about boards.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellAlarms } from '../../src/bridge/alarms.js';
import { createIncoming } from '../../src/bridge/incoming.js';
import { createRedraw } from '../../src/bridge/redraw.js';
import { createDesks } from '../../src/bridge/registry.js';
import { Failure } from '../../src/core/errors.js';
import type { ChatbotId, OrganizationId } from '../../src/core/id.js';
import { openHouse, place, type TestHouse, team } from '../support/bridge-house.js';

let house: TestHouse;
let chatbotId: ChatbotId;
let organizationId: OrganizationId;
beforeAll(async () => {
  house = await openHouse();
  const { rows } = await house.store.db.execute<{ id: ChatbotId; organization_id: OrganizationId }>(
    sql`select id, organization_id from chatbot where key = 'acme'`,
  );
  if (!rows[0]) throw new Error('no chatbot');
  chatbotId = rows[0].id;
  organizationId = rows[0].organization_id;
});
afterAll(() => house.close());

const setAlarms = (alarms: object) =>
  house.store.db.execute(
    sql`update chatbot set routing = routing || ${JSON.stringify({ alarms })}::jsonb where id = ${chatbotId}`,
  );
const waitMinutes = (minutes: number) =>
  house.store.db.execute(
    sql`update conversation set requested_at = now() - ${minutes}::int * interval '1 minute' where status = 'pending'`,
  );
const tell = (restMs = 0) =>
  tellAlarms({ store: house.store, desks: house.house.desks, log: house.house.routing.log }, restMs);
const posted = () =>
  house.recorded.posts.flatMap(({ post }) =>
    post.kind === 'card' && post.evidence.startsWith('alarm:') ? [post.card] : [],
  );

describe('alarms (A8)', () => {
  it('tells once of each change, with two processes at it, mentioning the supervisors', async () => {
    await setAlarms({ waitMinutes: null, queueLength: 1, failures: null });
    await tell();
    expect(posted()).toEqual([]);
    await house.openPending();
    await waitMinutes(2);
    await Promise.all([tell(), tell(), tell()]);
    await tell();
    expect(
      posted()
        .map((card) => card.fallback)
        .sort(),
    ).toEqual(['🚨 acme Support: customers wait and nobody is online', '🚨 acme Support: too many wait']);
    expect(JSON.stringify(posted())).toContain('U0SUE');
    // Nobody knows that she is in the place: she is told directly too, and nobody else is.
    expect(new Set(house.recorded.directs.map(({ user }) => user))).toEqual(new Set(['U0SUE']));
    await setAlarms({ waitMinutes: null, queueLength: 5, failures: null });
    await Promise.all([tell(), tell()]);
    expect(
      posted()
        .map((card) => card.fallback)
        .at(-1),
    ).toBe('✅ acme Support: over – too many wait');
    expect(posted()).toHaveLength(3);
  });

  it('tells of a threshold that comes and goes only after a rest', async () => {
    const before = posted().length;
    await setAlarms({ waitMinutes: null, queueLength: 1, failures: null });
    await tell(60_000);
    await setAlarms({ waitMinutes: null, queueLength: 5, failures: null });
    await tell(60_000);
    expect(posted()).toHaveLength(before);
  });

  it('tells of a wait that is too long', async () => {
    await setAlarms({ waitMinutes: 10, queueLength: null, failures: null });
    await tell();
    expect(posted().some((card) => card.fallback.includes('waits too long'))).toBe(false);
    await waitMinutes(11);
    await tell();
    expect(posted().at(-1)?.fallback).toBe('🚨 acme Support: somebody waits too long');
  });

  it('tells of replies that did not arrive, of the last hour alone, and when that is over (A8)', async () => {
    const told = () => posted().filter(({ fallback }) => fallback.includes('do not reach'));
    const failed = async (hoursAgo: number) => {
      const { id } = await house.openPending();
      // Beside what the house itself has still to tell this customer.
      await house.store.db.execute(sql`
        insert into delivery (organization_id, id, conversation_id, lane, kind, sequence, message_id, status, next_at, target)
        select organization_id, gen_random_uuid(), conversation_id, 'customer', 'message', 900, id, 'dead',
          now() - ${hoursAgo}::int * interval '1 hour', '{}' from message where conversation_id = ${id} limit 1`);
    };
    await setAlarms({ waitMinutes: null, queueLength: null, failures: 2 });
    await failed(2);
    await failed(0);
    await tell();
    expect(told()).toEqual([]);
    await failed(0);
    await tell();
    await tell();
    expect(told().map(({ fallback }) => fallback.split(' ')[0])).toEqual(['🚨']);
    expect(JSON.stringify(told())).toContain('2 of the last hour');
    await house.store.db.execute(
      sql`update delivery set next_at = now() - interval '2 hours' where status = 'dead'`,
    );
    await tell();
    expect(told().map(({ fallback }) => fallback.split(' ')[0])).toEqual(['🚨', '✅']);
  });

  it('tells once, without any threshold, that customers wait and nobody is online; not while it is closed', async () => {
    const told = () =>
      posted()
        .filter(({ fallback }) => fallback.toLowerCase().includes('nobody is online'))
        .map(({ fallback }) => fallback.split(' ')[0]);
    const set = (change: ReturnType<typeof sql>) =>
      house.store.db.execute(sql`update chatbot set ${change} where id = ${chatbotId}`);
    await setAlarms({ waitMinutes: null, queueLength: null, failures: null });
    await set(sql`human_support = false`);
    await tell();
    const before = told();
    expect(before.at(-1)).toBe('✅');
    await set(sql`human_support = true, hours = '{"timezone":"UTC","open":{}}'`);
    await tell();
    expect(told()).toEqual(before);
    await set(sql`hours = null`);
    await waitMinutes(0);
    await tell();
    expect(told()).toEqual(before);
    await waitMinutes(2);
    await tell();
    await tell();
    expect(told()).toEqual([...before, '🚨']);
    await house.store.db.execute(sql`update agent set presence = 'online' where name = 'Ann'`);
    await tell();
    await tell();
    expect(told()).toEqual([...before, '🚨', '✅']);
    await house.store.db.execute(sql`update agent set presence = 'offline' where name = 'Ann'`);
    await setAlarms({ nobodyOnline: false });
    await tell();
    expect(told()).toEqual([...before, '🚨', '✅']);
    await setAlarms({ nobodyOnline: true });
    await tell();
    expect(told()).toEqual([...before, '🚨', '✅', '🚨']);
    await setAlarms({ nobodyOnline: false });
    await tell();
  });
});

describe('a board that is gone', () => {
  const refOf = async () =>
    (await house.store.db.execute(sql`select board_ref from chatbot where id = ${chatbotId}`)).rows[0]
      ?.board_ref;
  const setRef = () =>
    house.store.db.execute(sql`update chatbot set board_ref = 'b1' where id = ${chatbotId}`);

  it('is forgotten when it was deleted, and when the desk does not find it', async () => {
    await setRef();
    const hear = createIncoming({
      ...house.house,
      abilities: { changes: () => null },
    } as unknown as Parameters<typeof createIncoming>[0]);
    await hear({ type: 'root-deleted', desk: 'slack', team, place, ref: 'b1' });
    expect(await refOf()).toBeNull();
    await setRef();
    const gone = new Failure('Not found.', { class: 'recipient', code: 'message_not_found' });
    const [desk] = house.house.desks.all;
    if (!desk) throw new Error('no desk');
    const desks = createDesks([{ ...desk, update: () => Promise.reject(gone) }]);
    const redraw = createRedraw({ store: house.store, desks });
    const subject = { organizationId, subject: 'board', id: chatbotId } as const;
    expect(await redraw(subject, null)).toEqual({ shown: null });
    expect(await refOf()).toBeNull();
  });

  it('costs no call while it shows the same', async () => {
    await setRef();
    const redraw = createRedraw({ store: house.store, desks: house.house.desks });
    const subject = { organizationId, subject: 'board', id: chatbotId } as const;
    const before = house.recorded.updates.length;
    const first = await redraw(subject, null);
    expect(await redraw(subject, first.shown)).toEqual(first);
    expect(house.recorded.updates.length).toBe(before + 1);
  });
});
