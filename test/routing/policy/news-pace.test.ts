// How often waiting customers are told how the queue is: never more often than their channel bears (B13).

import { describe, expect, it } from 'vitest';
import { paceOf, pauseMs } from '../../../src/routing/policy/news-pace.js';

describe('news of the queue (B13)', () => {
  it.each(['whatsapp', 'messenger', 'instagram', 'a channel nobody thought of'])(
    'on %s are messages: at most one in five minutes, and only what is better',
    (kind) => {
      const pace = paceOf(kind);
      expect(pace).toMatchObject({ onlyBetter: true, as: 'message' });
      expect(pauseMs(pace, 0)).toBeGreaterThanOrEqual(5 * 60_000);
    },
  );

  it('on the web are a line that changes, at most thrice a minute, for the worse too', () => {
    expect(paceOf('web')).toMatchObject({ onlyBetter: false, as: 'status' });
    expect(pauseMs(paceOf('web'), 0)).toBe(20_000);
  });

  it('come the less often the further behind one stands', () => {
    const web = paceOf('web');
    expect([1, 10, 11, 100].map((before) => pauseMs(web, before) / 20_000)).toEqual([1, 1, 2, 10]);
  });
});
