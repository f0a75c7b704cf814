// The figures of reports: counted from what happened, in the chatbot's own days, for one organization and nobody else's.

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatbotId } from '../../src/core/id.js';
import type { ReportPeriod, ReportScope } from '../../src/core/report.js';
import { listChatbots } from '../../src/store/chatbots.js';
import { listReportRows, readReport } from '../../src/store/report.js';
import type { Store } from '../../src/store/store.js';
import { openHouse, type TestHouse } from '../support/bridge-house.js';
import { type Chat, tellStories } from '../support/stories.js';

const asOf = new Date('2026-11-20T22:30:00Z');
const minutes = (count: number) => count * 60;

let house: TestHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

async function scopeOf(change: Partial<ReportScope> = {}, key = 'acme'): Promise<ReportScope> {
  const { organizationId } = await house.agent('sue');
  const found = (await listChatbots(house.store, organizationId)).find((one) => one.key === key);
  const chatbot = { id: found?.id as ChatbotId, name: 'x', timezone: found?.hours?.timezone ?? 'UTC' };
  return { organizationId, period: '7d', asOf, chatbots: [chatbot], agent: null, ...change };
}

const read = async (change: Partial<ReportScope> = {}, key?: string) =>
  readReport(house.store, await scopeOf(change, key));

/** Three chats of people, one of the assistant's alone, two that are not over. */
const chats: readonly Chat[] = [
  {
    startedAt: '2026-11-20T09:00:00Z',
    reason: 'button',
    askedAfter: minutes(1),
    taken: [{ by: 'ann', after: minutes(2) }],
    repliedAfter: [minutes(3), minutes(4)],
    closedAfter: minutes(31),
    category: 'Billing',
    score: 5,
  },
  {
    startedAt: '2026-11-20T10:00:00Z',
    reason: '3 failed answers',
    askedAfter: 0,
    taken: [
      { by: 'sam', after: minutes(1) },
      { by: 'ann', after: minutes(8) },
    ],
    repliedAfter: [minutes(4)],
    closedAfter: minutes(10),
    category: 'Billing',
    score: 2,
  },
  {
    startedAt: '2026-11-18T10:00:00Z',
    reason: 'The customer Maria Lopez wants her money back',
    askedAfter: 0,
    taken: [{ by: 'sam', after: minutes(1) }],
    repliedAfter: [minutes(12)],
    closedAfter: minutes(20),
  },
  { startedAt: '2026-11-18T11:00:00Z' },
  { startedAt: '2026-11-20T22:10:00Z' },
  { startedAt: '2026-11-20T08:00:00Z', reason: 'phrase', askedAfter: 0 },
  // After the moment it is asked for, before the period, of another chatbot, and of another organization.
  { startedAt: '2026-11-20T22:30:00Z', category: 'Shipping' },
  { startedAt: '2026-11-13T23:59:00Z', category: 'Shipping' },
  { startedAt: '2026-11-20T09:00:00Z', door: 'other-web', category: 'Shipping' },
  { startedAt: '2026-11-20T09:00:00Z', door: 'rival-web', category: 'Shipping' },
];

describe('the figures of a week', () => {
  beforeAll(() => tellStories(house, chats));

  it('count chats by how they ended, and nobody else’s', async () => {
    const figures = await read();
    expect(figures).toMatchObject({ chats: 6, asked: 4, outcomes: { assistant: 1, people: 3, open: 2 } });
    expect(figures.channels).toEqual([{ name: 'web', count: 6 }]);
    expect(figures.categories).toEqual([
      { name: null, count: 4 },
      { name: 'Billing', count: 2 },
    ]);
  });

  it('measure replies from the moment a person was asked for, and resolutions to the close', async () => {
    const { firstReply, resolution } = await read();
    // 2, 4 and 12 minutes; 30, 10 and 20.
    expect(firstReply).toEqual({ count: 3, median: minutes(4), p90: minutes(10.4) });
    expect(resolution).toEqual({ count: 3, median: minutes(20), p90: minutes(28) });
  });

  it('tell why people were asked for without a word of what the assistant wrote', async () => {
    const { reasons } = await read();
    expect(Object.fromEntries(reasons.map(({ reason, count }) => [reason, count]))).toEqual({
      button: 1,
      failed: 1,
      assistant: 1,
      phrase: 1,
    });
  });

  it('average what customers gave', async () => {
    expect((await read()).ratings).toEqual({ count: 2, average: 3.5, good: 1 });
  });

  it('give each agent what they did: replies their own, resolution and rating to who had it last', async () => {
    const { agents } = await read();
    expect(agents.map(({ name }) => name)).toEqual(['Ann', 'Sam']);
    expect(agents[0]).toMatchObject({
      chats: 2,
      replies: 2,
      firstReply: { count: 1, median: minutes(2) },
      resolution: { count: 2, median: minutes(20) },
      ratings: { count: 2, average: 3.5 },
    });
    expect(agents[1]).toMatchObject({
      chats: 2,
      replies: 2,
      firstReply: { count: 2, median: minutes(8) },
      resolution: { count: 1, median: minutes(20) },
      ratings: { count: 0, average: null, good: 0 },
    });
  });

  it('look at one agent’s chats only', async () => {
    const { id, name } = await house.agent('sam');
    const figures = await read({ agent: { id, name } });
    expect(figures).toMatchObject({ chats: 2, outcomes: { people: 2 } });
    expect(figures.agents.map((one) => one.name)).toEqual(['Sam']);
  });

  it('lay chats on the days they began', async () => {
    const { slots } = await read();
    const days = Object.fromEntries(slots.map(({ slot, firstReply, ...counts }) => [slot, counts]));
    expect(days).toEqual({
      '2026-11-18': { assistant: 1, people: 1, open: 0 },
      '2026-11-20': { assistant: 0, people: 2, open: 2 },
    });
    expect(slots.find(({ slot }) => slot === '2026-11-18')?.firstReply.median).toBe(minutes(12));
  });

  it('reach as far back as the period', async () => {
    const counts = async (period: ReportPeriod) => (await read({ period })).chats;
    expect(await counts('today')).toBe(4);
    expect(await counts('7d')).toBe(6);
    expect(await counts('30d')).toBe(7);
  });

  it('lay today’s chats on hours', async () => {
    const { slots } = await read({ period: 'today' });
    expect(slots.map(({ slot }) => slot).sort()).toEqual(['08', '09', '10', '22']);
  });

  it('say null where nothing was measured', async () => {
    const { id, name } = await house.agent('mia');
    const figures = await read({ agent: { id, name } });
    const none = { count: 0, median: null, p90: null };
    expect(figures).toEqual({
      chats: 0,
      asked: 0,
      outcomes: { assistant: 0, people: 0, open: 0 },
      firstReply: none,
      resolution: none,
      ratings: { count: 0, average: null, good: 0 },
      slots: [],
      channels: [],
      categories: [],
      reasons: [],
      agents: [],
    });
  });

  it('give the rows of the CSV in order, the newest when there are too many', async () => {
    const rows = await listReportRows(house.store, await scopeOf(), 100);
    expect(rows).toHaveLength(6);
    expect(rows.find(({ score }) => score === 5)).toEqual({
      reference: expect.any(Number),
      chatbot: 'acme Support',
      channel: 'web',
      category: 'Billing',
      status: 'closed',
      startedAt: new Date('2026-11-20T09:00:00Z'),
      askedAt: new Date('2026-11-20T09:01:00Z'),
      firstReplySeconds: minutes(2),
      resolutionSeconds: minutes(30),
      owner: 'Ann',
      score: 5,
    });
    expect(rows.map((row) => row.reference)).toEqual(rows.map((row) => row.reference).sort((a, b) => a - b));
    const newest = await listReportRows(house.store, await scopeOf(), 2);
    expect(newest.map((row) => row.reference)).toEqual(rows.slice(-2).map((row) => row.reference));
  });
});

describe('days', () => {
  it('begin where the chatbot is', async () => {
    await house.store.db.execute(
      sql`update chatbot set hours = '{"timezone": "Asia/Tokyo", "open": {}}' where key = 'other'`,
    );
    // 22:30 in London is 07:30 of the next day in Tokyo, which began at 15:00.
    await tellStories(house, [
      { startedAt: '2026-11-20T14:59:00Z', door: 'other-web' },
      { startedAt: '2026-11-20T15:01:00Z', door: 'other-web' },
    ]);
    const figures = await read({ period: 'today' }, 'other');
    expect(figures.slots.map(({ slot }) => slot)).toEqual(['00']);
    const week = await read({ period: '7d' }, 'other');
    expect(week.slots.map(({ slot }) => slot).sort()).toEqual(['2026-11-20', '2026-11-21']);
  });
});

it('takes one connection at a time, whoever asks for how many', async () => {
  let now = 0;
  let most = 0;
  const store: Store = {
    ...house.store,
    transaction: async (work) => {
      now += 1;
      most = Math.max(most, now);
      return house.store.transaction(work).finally(() => {
        now -= 1;
      });
    },
  };
  const scope = await scopeOf();
  const broken = { ...scope, chatbots: [{ id: 'none' as ChatbotId, name: 'x', timezone: 'Nowhere' }] };
  const all = await Promise.allSettled([
    readReport(store, broken),
    readReport(store, scope),
    listReportRows(store, scope, 5),
  ]);
  expect([all.map(({ status }) => status), most]).toEqual([['rejected', 'fulfilled', 'fulfilled'], 1]);
});
