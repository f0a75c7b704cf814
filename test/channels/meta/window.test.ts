// Proves the clocks: which moments a platform may tell, and when the reply window closes to the second.

import { describe, expect, it } from 'vitest';
import { readMoment, windowAfter } from '../../../src/channels/meta/window.js';

const now = new Date('2026-11-22T12:00:00Z');
const seconds = now.getTime() / 1000;

describe('a moment', () => {
  it.each([
    ['seconds as text', String(seconds - 60), -60],
    ['seconds as a number', seconds - 60, -60],
    ['milliseconds', now.getTime() - 60_000, -60],
    ['milliseconds as text', String(now.getTime() - 60_000), -60],
    ['days ago, sent again', seconds - 6 * 86_400, -6 * 86_400],
    ['a little ahead', seconds + 299, 299],
    ['far ahead', seconds + 301, 0],
    ['nothing', undefined, 0],
    ['no number', 'yesterday', 0],
    ['zero', 0, 0],
    ['before all time', -5, 0],
    ['a list', [seconds], 0],
    ['beyond all time', 1e300, 0],
  ])('%s', (_what, value, offset) => {
    expect(readMoment(value, now)).toEqual(new Date(now.getTime() + offset * 1000));
  });
});

describe('the reply window', () => {
  it('closes a minute before the platform’s own, and for agents’ words after 7 days where it may', () => {
    expect(windowAfter(now, 24)).toEqual({
      openUntil: new Date('2026-11-23T11:59:00Z'),
      replyUntil: new Date('2026-11-23T11:59:00Z'),
    });
    expect(windowAfter(now, 168)).toEqual({
      openUntil: new Date('2026-11-23T11:59:00Z'),
      replyUntil: new Date('2026-11-29T11:59:00Z'),
    });
  });
});
