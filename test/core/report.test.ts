// The words of reports: periods, days, durations and shares, also where there is nothing to tell.

import { describe, expect, it } from 'vitest';
import {
  assistantShare,
  fillSlots,
  listSlots,
  readPeriod,
  showDays,
  showDuration,
  showShare,
  subjectOf,
} from '../../src/core/report.js';
import { emptyFigures, reportWith } from '../support/report-facts.js';

describe('periods', () => {
  it('are read as people write them', () => {
    expect(['today', '7D', '30d', 'week', 'month', '1d'].map(readPeriod)).toEqual([
      'today',
      '7d',
      '30d',
      '7d',
      '30d',
      'today',
    ]);
    expect(readPeriod('90d')).toBeNull();
  });

  it('have every day, also over the end of a month and the change of clocks', () => {
    const { scope } = reportWith({}, '30d');
    const days = listSlots({ ...scope, asOf: new Date('2026-11-03T12:00:00Z') });
    expect(days).toHaveLength(30);
    expect([days[0], days[27], days[29]]).toEqual(['2026-10-05', '2026-11-01', '2026-11-03']);
  });

  it('end on the day it is where the chatbot is', () => {
    const { scope } = reportWith();
    const [chatbot] = scope.chatbots;
    if (!chatbot) throw new Error('no chatbot');
    const late = { ...scope, asOf: new Date('2026-11-23T20:00:00Z') };
    const tokyo = { ...chatbot, timezone: 'Asia/Tokyo' };
    expect(listSlots({ ...late, chatbots: [tokyo] }).at(-1)).toBe('2026-11-24');
    // Two chatbots on two days: the days of both.
    expect(listSlots({ ...late, chatbots: [chatbot, tokyo] })).toHaveLength(8);
    expect(showDays({ scope: late })).toBe('17 Nov – 23 Nov');
    expect(showDays({ scope: { ...late, period: 'today' } })).toBe('23 Nov');
  });

  it('have their empty hours too', () => {
    const slots = fillSlots(reportWith({ slots: [] }, 'today'));
    expect(slots).toHaveLength(24);
    expect(slots[9]).toMatchObject({ slot: '09', people: 0, firstReply: { median: null } });
  });
});

it.each([
  [0, '0 s'],
  [89, '89 s'],
  [96, '2 min'],
  [3_599, '1 h'],
  [4_800, '1 h 20 min'],
  [86_400, '1 d'],
  [97_200, '1 d 3 h'],
])('%i seconds are %s', (seconds, words) => {
  expect(showDuration(seconds)).toBe(words);
});

it('shares are of what was decided, and null where nothing was', () => {
  expect(assistantShare(emptyFigures)).toBeNull();
  expect(showShare(null)).toBeNull();
  expect(showShare(assistantShare(reportWith().figures))).toBe('62 %');
});

it('names whose chats they are', () => {
  const report = reportWith();
  expect(subjectOf(report)).toBe('Acme Support');
  const [chatbot] = report.scope.chatbots;
  if (!chatbot) throw new Error('no chatbot');
  const scope = { ...report.scope, chatbots: [chatbot, chatbot, chatbot, chatbot] };
  expect(subjectOf({ scope })).toBe('4 chatbots');
});
