// A report for tests: a week of a busy chatbot.

import type { AgentId, ChatbotId, OrganizationId } from '../../src/core/id.js';
import type { Report, ReportFigures, ReportPeriod, ReportSlot } from '../../src/core/report.js';

const id = (tail: string) => `00000000-0000-7000-8000-${tail.padStart(12, '0')}`;

/** Slots that rise and fall like a week; the same each time. */
function slotsOf(period: ReportPeriod): ReportSlot[] {
  const count = period === 'today' ? 24 : period === '7d' ? 7 : 30;
  return Array.from({ length: count }, (_, index) => {
    const wave = period === 'today' ? Math.max(0, 9 - Math.abs(13 - index)) : 6 + ((index * 5) % 9);
    const last = new Date(Date.UTC(2026, 10, 23 - (count - 1 - index)));
    const median = wave === 0 ? null : 40 + wave * 14 + ((index * 37) % 50);
    return {
      slot: period === 'today' ? String(index).padStart(2, '0') : last.toISOString().slice(0, 10),
      assistant: wave * 2,
      people: wave,
      open: index === count - 1 ? 4 : index % 3 === 0 ? 1 : 0,
      firstReply: { count: wave, median, p90: median === null ? null : median * 2.4 + (index % 4) * 60 },
    };
  });
}

export function figuresWith(change: Partial<ReportFigures> = {}): ReportFigures {
  return {
    chats: 142,
    asked: 51,
    outcomes: { assistant: 82, people: 44, open: 16 },
    firstReply: { count: 47, median: 96, p90: 412.4 },
    resolution: { count: 44, median: 1_260, p90: 7_200 },
    ratings: { count: 23, average: 4.35, good: 19 },
    slots: slotsOf('7d'),
    channels: [
      { name: 'web', count: 88 },
      { name: 'whatsapp', count: 41 },
      { name: 'instagram', count: 9 },
      { name: 'messenger', count: 4 },
    ],
    categories: [
      { name: null, count: 61 },
      { name: 'Shipping', count: 39 },
      { name: 'Billing', count: 30 },
      { name: 'Returns and exchanges', count: 12 },
    ],
    reasons: [
      { reason: 'button', count: 21 },
      { reason: 'failed', count: 14 },
      { reason: 'assistant', count: 9 },
      { reason: 'phrase', count: 7 },
    ],
    agents: [
      {
        id: id('11') as AgentId,
        name: 'Ben',
        chats: 31,
        replies: 120,
        firstReply: { count: 28, median: 80, p90: 300 },
        resolution: { count: 27, median: 1_100, p90: 5_000 },
        ratings: { count: 15, average: 4.6, good: 14 },
      },
      {
        id: id('12') as AgentId,
        name: 'Ada',
        chats: 20,
        replies: 61,
        firstReply: { count: 0, median: null, p90: null },
        resolution: { count: 17, median: 1_900, p90: 9_000 },
        ratings: { count: 0, average: null, good: 0 },
      },
    ],
    ...change,
  };
}

export function reportWith(change: Partial<ReportFigures> = {}, period: ReportPeriod = '7d'): Report {
  return {
    scope: {
      organizationId: id('1') as OrganizationId,
      period,
      asOf: new Date('2026-11-23T15:20:00Z'),
      chatbots: [{ id: id('2') as ChatbotId, name: 'Acme Support', timezone: 'UTC' }],
      agent: null,
    },
    figures: figuresWith({ slots: slotsOf(period), ...change }),
  };
}

/** The figures of a period in which nothing happened. */
export const noTimes = { count: 0, median: null, p90: null } as const;
export const emptyFigures: ReportFigures = {
  chats: 0,
  asked: 0,
  outcomes: { assistant: 0, people: 0, open: 0 },
  firstReply: noTimes,
  resolution: noTimes,
  ratings: { count: 0, average: null, good: 0 },
  slots: [],
  channels: [],
  categories: [],
  reasons: [],
  agents: [],
};
