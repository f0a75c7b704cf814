// Proves opening hours: open or not, the next opening in the zone's own time, also over a change of clocks; impossible ones are refused.

import { describe, expect, it } from 'vitest';
import type { Hours } from '../../src/core/chatbot.js';
import { Refusal } from '../../src/core/errors.js';
import { checkHours, isOpen, nextOpening, printHours } from '../../src/core/hours.js';

const office: Hours = {
  timezone: 'Europe/Berlin',
  open: { 'mon-fri': '09:00-12:00, 13:00-18:00', sat: '10:00-14:00' },
};
const at = (text: string) => new Date(text);

describe('opening hours (B19)', () => {
  it.each([
    ['a moment before', '2026-11-23T07:59:59Z', false],
    ['at nine', '2026-11-23T08:00:00Z', true],
    ['at lunch', '2026-11-23T11:00:00Z', false],
    ['after lunch', '2026-11-23T12:00:00Z', true],
    ['at the end', '2026-11-23T17:00:00Z', false],
    ['on Saturday', '2026-11-28T09:30:00Z', true],
    ['on Sunday', '2026-11-29T09:30:00Z', false],
  ])('%s', (_what, moment, open) => {
    expect(isOpen(office, at(moment))).toBe(open);
  });

  it('are always open where nobody said any, and never where there are none', () => {
    expect(isOpen(null, at('2026-11-29T03:00:00Z'))).toBe(true);
    expect(nextOpening(null, at('2026-11-29T03:00:00Z'))).toEqual(at('2026-11-29T03:00:00Z'));
    expect(isOpen({ timezone: 'UTC', open: {} }, at('2026-11-23T12:00:00Z'))).toBe(false);
    expect(nextOpening({ timezone: 'UTC', open: {} }, at('2026-11-23T12:00:00Z'))).toBeNull();
  });

  it.each([
    ['open already: now', '2026-11-23T08:30:00Z', '2026-11-23T08:30:00Z'],
    ['before work', '2026-11-23T05:00:00Z', '2026-11-23T08:00:00Z'],
    ['at lunch', '2026-11-23T11:30:00Z', '2026-11-23T12:00:00Z'],
    ['on Saturday night, over Sunday', '2026-11-28T20:00:00Z', '2026-11-30T08:00:00Z'],
    ['when clocks go forward that night', '2026-03-28T20:00:00Z', '2026-03-30T07:00:00Z'],
    ['when clocks go back that night', '2026-10-24T20:00:00Z', '2026-10-26T08:00:00Z'],
  ])('open next: %s', (_what, from, opening) => {
    expect(nextOpening(office, at(from))?.toISOString()).toBe(at(opening).toISOString());
  });

  it('of a time the clock jumps over begin after the jump', () => {
    const night: Hours = { timezone: 'Europe/Berlin', open: { sun: '02:30-05:00' } };
    const opening = nextOpening(night, at('2026-03-29T00:00:00Z'));
    expect(opening && isOpen(night, opening)).toBe(true);
    expect(opening?.toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });

  it('of one day a week are found seven days ahead', () => {
    const monday: Hours = { timezone: 'America/New_York', open: { mon: '08:00-09:00' } };
    expect(nextOpening(monday, at('2026-11-23T14:30:00Z'))?.toISOString()).toBe('2026-11-30T13:00:00.000Z');
  });

  it('go on to midnight where they say so', () => {
    const late: Hours = { timezone: 'UTC', open: { mon: '00:00-02:00, 22:00-24:00' } };
    checkHours(late);
    expect(isOpen(late, at('2026-11-23T23:59:59Z'))).toBe(true);
    expect(isOpen(late, at('2026-11-24T00:00:00Z'))).toBe(false);
    expect(isOpen(late, at('2026-11-23T00:00:00Z'))).toBe(true);
  });

  it('around the end of the week', () => {
    const weekend: Hours = { timezone: 'UTC', open: { 'sat-mon': '10:00-11:00' } };
    expect(isOpen(weekend, at('2026-11-29T10:30:00Z'))).toBe(true);
    expect(isOpen(weekend, at('2026-11-24T10:30:00Z'))).toBe(false);
  });

  it.each<[string, Hours, RegExp]>([
    ['a zone nobody knows', { timezone: 'Mars/Base', open: {} }, /time zone/],
    ['a day nobody knows', { timezone: 'UTC', open: { funday: '09:00-18:00' } }, /no day/],
    ['words for hours', { timezone: 'UTC', open: { mon: 'early' } }, /no hours/],
    ['an hour that does not exist', { timezone: 'UTC', open: { mon: '09:00-25:00' } }, /no hours/],
    ['a minute that does not exist', { timezone: 'UTC', open: { mon: '09:75-12:00' } }, /no hours/],
    ['an end before the beginning', { timezone: 'UTC', open: { mon: '18:00-09:00' } }, /ends before/],
    ['an end at the beginning', { timezone: 'UTC', open: { mon: '09:00-09:00' } }, /ends before/],
    [
      'hours that overlap',
      { timezone: 'UTC', open: { 'mon-fri': '09:00-12:00', tue: '11:00-13:00' } },
      /overlap/,
    ],
  ])('refuse %s', (_what, hours, why) => {
    try {
      checkHours(hours);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Refusal).code).toBe('bad-hours');
      expect(String((error as Refusal).detail.why)).toMatch(why);
    }
  });

  it('are printed as they were written', () => {
    expect(printHours(office)).toBe('mon-fri 09:00-12:00, 13:00-18:00 · sat 10:00-14:00 (Europe/Berlin)');
    expect(printHours(null)).toBe('always open');
    expect(() => checkHours(office)).not.toThrow();
  });
});
