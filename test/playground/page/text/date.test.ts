// Proves that date tokens read as a person would say them.
import { describe, expect, it } from 'vitest';
import { describeAge, formatDateTemplate } from '../../../../playground/page/text/date.js';

const nowMs = new Date(2026, 10, 22, 12).getTime();
const seconds = (day: number, hour = 9, minute = 5) => new Date(2026, 10, day, hour, minute).getTime() / 1000;

describe('formatDateTemplate', () => {
  it('fills in each form', () => {
    expect(formatDateTemplate(seconds(3), 'On {date_short} at {time}', nowMs)).toBe('On 3 Nov 2026 at 09:05');
    expect(formatDateTemplate(seconds(3), '{date_long}', nowMs)).toMatch(/^Tuesday,? 3 November 2026$/);
    expect(formatDateTemplate(seconds(3), '{date_num}', nowMs)).toBe('03/11/2026');
  });
  it('names the days around now', () => {
    expect(formatDateTemplate(seconds(22), '{date_pretty}', nowMs)).toBe('today');
    expect(formatDateTemplate(seconds(21), '{date_short_pretty}', nowMs)).toBe('yesterday');
    expect(formatDateTemplate(seconds(23), '{date_long_pretty}', nowMs)).toBe('tomorrow');
    expect(formatDateTemplate(seconds(19), '{date_pretty}', nowMs)).toBe('19 November 2026');
  });
  it('leaves forms it does not know', () => {
    expect(formatDateTemplate(seconds(22), '{moon}', nowMs)).toBe('{moon}');
  });
});

describe('describeAge', () => {
  it('says how long ago, or how soon', () => {
    expect(describeAge(10_000)).toBe('just now');
    expect(describeAge(4 * 60_000)).toBe('4 min ago');
    expect(describeAge(-2 * 3_600_000)).toBe('in 2 h');
    expect(describeAge(3 * 86_400_000)).toBe('3 d ago');
  });
});
