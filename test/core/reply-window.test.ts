// The reply window at its edges: to the second, and after it by what agents may still do.

import { describe, expect, it } from 'vitest';
import { readWindow, timeLeft } from '../../src/core/reply-window.js';

const last = Date.parse('2026-11-22T09:00:00Z');
const hoursOn = (hours: number, minutes = 0, seconds = 0) =>
  new Date(last + ((hours * 60 + minutes) * 60 + seconds) * 1000);

describe('the reply window', () => {
  it('is open for a day after the customer’s last words, to the second (A4, A6)', () => {
    const day = { openUntil: hoursOn(24), replyUntil: hoursOn(24) };
    expect(readWindow(day, hoursOn(22, 59, 59))).toBe('open');
    expect(readWindow(day, hoursOn(23))).toBe('closing');
    expect(readWindow(day, hoursOn(23, 59, 59))).toBe('closing');
    expect(readWindow(day, hoursOn(24))).toBe('closed');
    expect(readWindow(day, hoursOn(24, 0, 1))).toBe('closed');
  });

  it('lets agents’ own words out for longer where the channel does (A5)', () => {
    const week = { openUntil: hoursOn(24), replyUntil: hoursOn(7 * 24) };
    expect(readWindow(week, hoursOn(24))).toBe('own-words');
    expect(readWindow(week, hoursOn(7 * 24, 0, -1))).toBe('own-words');
    expect(readWindow(week, hoursOn(7 * 24))).toBe('closed');
  });

  it('does not exist on channels that never named one', () => {
    expect(readWindow({ openUntil: null, replyUntil: null }, hoursOn(1000))).toBe('always');
  });

  it('tells what is left in whole units', () => {
    expect(timeLeft(hoursOn(5, 59), hoursOn(0))).toBe('5 h left');
    expect(timeLeft(hoursOn(0, 40, 59), hoursOn(0))).toBe('40 min left');
    expect(timeLeft(hoursOn(0, 0, 5), hoursOn(0))).toBe('1 min left');
    expect(timeLeft(hoursOn(6 * 24, 1), hoursOn(0))).toBe('6 d left');
  });
});
